/* SPDX-License-Identifier: MIT */
/* held_answers: answers that a worker holds until their batch is settled, in little memory.
 *
 * DESIGN: answers of one batch are alike: the same host, the same status, nothing owned. Of each only those
 * words are stored in which it differs from the one before, a sixth of 320 bytes in most cases. With 50
 * workers that is 0.3 MB in place of 2.5 MB. */
#ifndef HEADGATE_ENGINE_HELD_ANSWERS_H
#define HEADGATE_ENGINE_HELD_ANSWERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/batch.h"

/* All zeros: none. */
struct hg_held_answers {
    uint32_t *words; /* owned */
    size_t word_count;
    size_t capacity;
    size_t read_count;
    struct hg_answer
        newest; /* as bytes only: what an answer owns is owned by who gets it */
    struct hg_answer oldest; /* of those that were taken, the last one */
};

/* Now owns the answer. */
void hg_held_answers_add(struct hg_held_answers *held, const struct hg_answer *answer);
/* In the order in which they were added; the caller owns it. False: there are no more. */
bool hg_held_answers_take(struct hg_held_answers *held, struct hg_answer *answer);
/* When all are taken. */
void hg_held_answers_release(struct hg_held_answers *held);

#endif

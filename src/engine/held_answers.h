/* SPDX-License-Identifier: MIT */
/* held_answers: answers that a worker holds until their batch is settled, in little memory.
 *
 * DESIGN: answers of one batch are alike: the same host, the same status, nothing owned. Of each only those
 * words are stored in which it differs from the one before, a quarter of 320 bytes in most cases. */
#ifndef HEADGATE_ENGINE_HELD_ANSWERS_H
#define HEADGATE_ENGINE_HELD_ANSWERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/batch.h"

#define HG_ANSWER_WORDS (sizeof(struct hg_answer) / sizeof(uint64_t))

/* All zeros: none. */
struct hg_held_answers {
    uint64_t *words; /* owned: for each answer a mask of those that differ, and these */
    size_t word_count;
    size_t capacity;
    size_t read_count;
    /* The answers that were added and taken last; what they own is no longer theirs. */
    uint64_t newest[HG_ANSWER_WORDS];
    uint64_t oldest[HG_ANSWER_WORDS];
};

/* Now owns the answer. */
void hg_held_answers_add(struct hg_held_answers *held, const struct hg_answer *answer);
/* In the order in which they were added; the caller owns it. False: there are no more. */
bool hg_held_answers_take(struct hg_held_answers *held, struct hg_answer *answer);
/* When all are taken. */
void hg_held_answers_release(struct hg_held_answers *held);

#endif

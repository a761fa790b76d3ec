/* SPDX-License-Identifier: MIT */
/* held_answers: differences between one answer and the next. */
#include "engine/held_answers.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/memory.h"

#include "headgate/banned.h"

/* Enough for a usual batch, of some fifty answers: growth leaves pieces behind. */
#define FIRST_WORDS 512

_Static_assert(sizeof(struct hg_answer) % sizeof(uint64_t) == 0, "whole words");
_Static_assert(HG_ANSWER_WORDS <= 64, "a bit of the mask for each");

static void reserve(struct hg_held_answers *held, size_t count)
{
    if (held->capacity - held->word_count >= count)
        return;
    held->capacity = held->capacity == 0 ? FIRST_WORDS : 2 * held->capacity;
    held->words = hg_memory_resize(held->words, held->capacity, sizeof *held->words);
}

void hg_held_answers_add(struct hg_held_answers *held, const struct hg_answer *answer)
{
    uint64_t now[HG_ANSWER_WORDS];
    uint64_t mask = 0;
    memcpy(now, answer, sizeof now);
    reserve(held, 1 + HG_ANSWER_WORDS);
    uint64_t *next = held->words + held->word_count + 1;
    for (size_t i = 0; i < HG_ANSWER_WORDS; i++) {
        if (now[i] == held->newest[i])
            continue;
        mask |= UINT64_C(1) << i;
        *next++ = held->newest[i] = now[i];
    }
    held->words[held->word_count] = mask;
    held->word_count = (size_t)(next - held->words);
}

bool hg_held_answers_take(struct hg_held_answers *held, struct hg_answer *answer)
{
    if (held->read_count == held->word_count)
        return false;
    const uint64_t *next = held->words + held->read_count;
    uint64_t mask = *next++;
    for (size_t i = 0; mask != 0; i++, mask >>= 1) {
        if ((mask & 1) != 0)
            held->oldest[i] = *next++;
    }
    held->read_count = (size_t)(next - held->words);
    memcpy(answer, held->oldest, sizeof *answer);
    return true;
}

void hg_held_answers_release(struct hg_held_answers *held)
{
    free(held->words);
    *held = (struct hg_held_answers){0};
}

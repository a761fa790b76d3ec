/* SPDX-License-Identifier: MIT */
/* held_answers: differences between one answer and the next. */
#include "engine/held_answers.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/memory.h"

#include "headgate/banned.h"

/* An answer as words, behind a mask that says which of them differ. */
#define WORD_BITS   32
#define WORDS       (sizeof(struct hg_answer) / sizeof(uint32_t))
#define MASK_WORDS  ((WORDS + WORD_BITS - 1) / WORD_BITS)
#define FIRST_WORDS 1024

_Static_assert(sizeof(struct hg_answer) % sizeof(uint32_t) == 0, "no part of a word");

static void reserve(struct hg_held_answers *held, size_t count)
{
    if (held->capacity - held->word_count >= count)
        return;
    held->capacity = held->capacity == 0 ? FIRST_WORDS : 2 * held->capacity;
    held->words = hg_memory_resize(held->words, held->capacity, sizeof *held->words);
}

void hg_held_answers_add(struct hg_held_answers *held, const struct hg_answer *answer)
{
    uint32_t before[WORDS];
    uint32_t now[WORDS];
    memcpy(before, &held->newest, sizeof before);
    memcpy(now, answer, sizeof now);
    reserve(held, MASK_WORDS + WORDS);
    uint32_t *mask = held->words + held->word_count;
    uint32_t *next = mask + MASK_WORDS;
    memset(mask, 0, MASK_WORDS * sizeof *mask);
    for (size_t i = 0; i < WORDS; i++) {
        if (now[i] == before[i])
            continue;
        mask[i / WORD_BITS] |= UINT32_C(1) << i % WORD_BITS;
        *next++ = now[i];
    }
    held->word_count = (size_t)(next - held->words);
    memcpy(&held->newest, now, sizeof now);
}

bool hg_held_answers_take(struct hg_held_answers *held, struct hg_answer *answer)
{
    uint32_t words[WORDS];
    if (held->read_count == held->word_count)
        return false;
    const uint32_t *mask = held->words + held->read_count;
    const uint32_t *next = mask + MASK_WORDS;
    memcpy(words, &held->oldest, sizeof words);
    for (size_t i = 0; i < WORDS; i++) {
        if ((mask[i / WORD_BITS] >> i % WORD_BITS & 1) != 0)
            words[i] = *next++;
    }
    held->read_count = (size_t)(next - held->words);
    memcpy(&held->oldest, words, sizeof words);
    memcpy(answer, words, sizeof words);
    return true;
}

void hg_held_answers_release(struct hg_held_answers *held)
{
    free(held->words);
    *held = (struct hg_held_answers){0};
}

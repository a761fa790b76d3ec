/* SPDX-License-Identifier: MIT */
/* roster: a set of small numbers that leave it in their order.
 *
 * DESIGN: a bit for each number, in words of 64; a bit for each of these words that is not zero, in
 * words again; and so on, up to a single word. So the smallest number is found from above, one word
 * a level. */
#include "engine/roster.h"

#include <stdlib.h>

#include "headgate/memory.h"

#include "headgate/banned.h"

#define WORD_BITS 64

void hg_roster_init(struct hg_roster *roster, uint32_t limit)
{
    size_t count = limit;
    *roster = (struct hg_roster){0};
    do {
        count = count == 0 ? 1 : (count + WORD_BITS - 1) / WORD_BITS;
        roster->levels[roster->level_count++] = hg_memory_new(count, sizeof(uint64_t));
    } while (count > 1);
}

void hg_roster_release(struct hg_roster *roster)
{
    for (size_t i = 0; i < roster->level_count; i++)
        free(roster->levels[i]);
    *roster = (struct hg_roster){0};
}

void hg_roster_add(struct hg_roster *roster, uint32_t number)
{
    for (size_t i = 0; i < roster->level_count; i++) {
        roster->levels[i][number / WORD_BITS] |= UINT64_C(1) << number % WORD_BITS;
        number /= WORD_BITS;
    }
}

static void remove_number(struct hg_roster *roster, uint32_t number)
{
    for (size_t i = 0; i < roster->level_count; i++) {
        uint64_t *word = &roster->levels[i][number / WORD_BITS];
        *word &= ~(UINT64_C(1) << number % WORD_BITS);
        if (*word != 0)
            return;
        number /= WORD_BITS;
    }
}

bool hg_roster_take_first(struct hg_roster *roster, uint32_t *number)
{
    uint32_t at = 0;
    if (roster->levels[roster->level_count - 1][0] == 0)
        return false;
    for (size_t i = roster->level_count; i-- > 0;)
        at = at * WORD_BITS + (uint32_t)__builtin_ctzll(roster->levels[i][at]);
    *number = at;
    remove_number(roster, at);
    return true;
}

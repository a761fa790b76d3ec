/* SPDX-License-Identifier: MIT */
/* flapping: a mask of results. */
#include "history/track/flapping.h"

#include "headgate/banned.h"

#define RESULTS  20
#define WAS_DOWN (INT64_C(1) << RESULTS)

/* In hundredths of a result. */
#define OLDEST_WEIGHT 80
#define WEIGHT_STEP   2
#define ABOVE_BEGINS  (30 * RESULTS)
#define ABOVE_LASTS   (25 * RESULTS)

int64_t hg_flapping_add(int64_t changes, bool is_down)
{
    const bool is_change = is_down != ((changes & WAS_DOWN) != 0);
    const int64_t results = ((changes << 1) | (is_change ? 1 : 0)) & (WAS_DOWN - 1);
    return results | (is_down ? WAS_DOWN : 0);
}

bool hg_flapping_is(int64_t changes, bool was_flapping)
{
    int sum = 0;
    for (int age = 0; age < RESULTS; age++) {
        if ((changes >> age & 1) != 0)
            sum += OLDEST_WEIGHT + WEIGHT_STEP * (RESULTS - 1 - age);
    }
    return sum > (was_flapping ? ABOVE_LASTS : ABOVE_BEGINS);
}

int hg_flapping_row(int64_t changes)
{
    int row = 1;
    while (row <= RESULTS && (changes >> (row - 1) & 1) == 0)
        row++;
    return row;
}

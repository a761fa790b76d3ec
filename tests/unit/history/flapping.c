/* SPDX-License-Identifier: MIT */
/* Tests of flapping: from results to whether they flap. */
#include "history/track/flapping.h"

#include "unit.h"

#include <string.h>

#include "headgate/banned.h"

/* D is down, everything else is not; f where it flaps after the result. */
static void results_flap_above_the_first_limit_and_until_below_the_second(void)
{
    static const struct {
        const char *results;
        const char *flaps;
    } rows[] = {
        {"", ""},
        {"UUUU", "----"},
        {"DDDDDDDD", "--------"},
        {"UDUDUDU", "------f"},
        {"DUDUDU", "-----f"},
        /* 678 hundredths at first; each equal result takes 12 away. */
        {"DUDUDUUUUUUUUUUUUUUUUUUU", "-----fffffffffffffff----"},
        {"DUDUDUDDDDDDDDDDDDDDDDDDDD", "-----ffffffffffffffff-----"},
        /* Five changes are never enough. */
        {"DUDUDDDDDDDDDDDDDDDDDDDDDD", "--------------------------"},
        {"DDUDDUDDUDDUDDUDDUDDUDDU", "--------ffffffffffffffff"},
        {"DDDUDDDUDDDU", "-----------f"},
        {"DDDDUUUUDDDDUUUUDDDDUUUUDDDD", "----------------------------"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char found[64] = "";
        int64_t changes = 0;
        bool flaps = false;
        for (size_t k = 0; rows[i].results[k] != '\0'; k++) {
            changes = hg_flapping_add(changes, rows[i].results[k] == 'D');
            flaps = hg_flapping_is(changes, flaps);
            found[k] = flaps ? 'f' : '-';
        }
        UNIT_ASSERT_TEXT(found, rows[i].flaps);
    }
}

/* A target that has been available for long is stored as one that nothing is known of. */
static void what_stays_as_it_is_is_soon_the_same(void)
{
    int64_t changes = 0;
    CU_ASSERT_EQUAL(hg_flapping_add(0, false), 0);
    changes = hg_flapping_add(hg_flapping_add(0, true), false);
    for (int i = 0; i < 20; i++) {
        CU_ASSERT_NOT_EQUAL(changes, 0);
        changes = hg_flapping_add(changes, false);
    }
    CU_ASSERT_EQUAL(changes, 0);
}

CU_TestInfo flapping_tests[] = {
    {"results_flap_above_the_first_limit_and_until_below_the_second",
     results_flap_above_the_first_limit_and_until_below_the_second},
    {"what_stays_as_it_is_is_soon_the_same", what_stays_as_it_is_is_soon_the_same},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* roster: tests of the ordered set of numbers. */
#include "unit.h"

#include "engine/roster.h"

static void numbers_leave_in_their_order(void)
{
    static const uint32_t numbers[] = {63, 4096, 0, 299999, 64, 262143, 262144, 1};
    static const uint32_t sorted[] = {0, 1, 63, 64, 4096, 262143, 262144, 299999};
    const size_t count = sizeof numbers / sizeof numbers[0];
    struct hg_roster roster;
    uint32_t number;

    hg_roster_init(&roster, 300000);
    for (size_t i = 0; i < count; i++)
        hg_roster_add(&roster, numbers[i]);
    for (size_t i = 0; i < count; i++) {
        CU_ASSERT_TRUE_FATAL(hg_roster_take_first(&roster, &number));
        CU_ASSERT_EQUAL(number, sorted[i]);
    }
    CU_ASSERT_FALSE(hg_roster_take_first(&roster, &number));
    hg_roster_release(&roster);
}

static void what_was_taken_may_come_back(void)
{
    struct hg_roster roster;
    uint32_t number;

    hg_roster_init(&roster, 130);
    for (uint32_t i = 0; i < 130; i++)
        hg_roster_add(&roster, i);
    for (uint32_t i = 0; i < 100; i++)
        CU_ASSERT_TRUE(hg_roster_take_first(&roster, &number));
    hg_roster_add(&roster, 7);
    hg_roster_add(&roster, 7); /* a set has it once */
    CU_ASSERT_TRUE(hg_roster_take_first(&roster, &number));
    CU_ASSERT_EQUAL(number, 7);
    CU_ASSERT_TRUE(hg_roster_take_first(&roster, &number));
    CU_ASSERT_EQUAL(number, 100);
    hg_roster_release(&roster);
}

static void there_is_a_roster_for_every_limit(void)
{
    static const uint32_t limits[] = {1, 64, 65, 4096, 4097, 262144, 262145};
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        struct hg_roster roster;
        uint32_t number = 0;
        hg_roster_init(&roster, limits[i]);
        CU_ASSERT_FALSE(hg_roster_take_first(&roster, &number));
        hg_roster_add(&roster, limits[i] - 1);
        CU_ASSERT_TRUE(hg_roster_take_first(&roster, &number));
        CU_ASSERT_EQUAL(number, limits[i] - 1);
        CU_ASSERT_FALSE(hg_roster_take_first(&roster, &number));
        hg_roster_release(&roster);
    }
}

static void an_empty_roster_is_empty(void)
{
    struct hg_roster roster;
    uint32_t number;
    hg_roster_init(&roster, 0);
    CU_ASSERT_FALSE(hg_roster_take_first(&roster, &number));
    hg_roster_release(&roster);
}

CU_TestInfo roster_tests[] = {
    {"numbers leave in their order", numbers_leave_in_their_order},
    {"what was taken may come back", what_was_taken_may_come_back},
    {"there is a roster for every limit", there_is_a_roster_for_every_limit},
    {"an empty roster is empty", an_empty_roster_is_empty},
    CU_TEST_INFO_NULL,
};

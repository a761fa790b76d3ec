/* SPDX-License-Identifier: MIT */
/* ready_set: tests of the ordered set of numbers. */
#include "unit.h"

#include "engine/ready_set.h"

static void numbers_leave_in_their_order(void)
{
    static const uint32_t numbers[] = {63, 4096, 0, 299999, 64, 262143, 262144, 1};
    static const uint32_t sorted[] = {0, 1, 63, 64, 4096, 262143, 262144, 299999};
    const size_t count = sizeof numbers / sizeof numbers[0];
    struct hg_ready_set ready_set;
    uint32_t number;

    hg_ready_set_init(&ready_set, 300000);
    for (size_t i = 0; i < count; i++)
        hg_ready_set_add(&ready_set, numbers[i]);
    for (size_t i = 0; i < count; i++) {
        CU_ASSERT_TRUE_FATAL(hg_ready_set_pop(&ready_set, &number));
        CU_ASSERT_EQUAL(number, sorted[i]);
    }
    CU_ASSERT_FALSE(hg_ready_set_pop(&ready_set, &number));
    hg_ready_set_release(&ready_set);
}

static void a_number_that_was_taken_may_be_added_again(void)
{
    struct hg_ready_set ready_set;
    uint32_t number;

    hg_ready_set_init(&ready_set, 130);
    for (uint32_t i = 0; i < 130; i++)
        hg_ready_set_add(&ready_set, i);
    for (uint32_t i = 0; i < 100; i++)
        CU_ASSERT_TRUE(hg_ready_set_pop(&ready_set, &number));
    hg_ready_set_add(&ready_set, 7);
    hg_ready_set_add(&ready_set, 7); /* a set has it once */
    CU_ASSERT_TRUE(hg_ready_set_pop(&ready_set, &number));
    CU_ASSERT_EQUAL(number, 7);
    CU_ASSERT_TRUE(hg_ready_set_pop(&ready_set, &number));
    CU_ASSERT_EQUAL(number, 100);
    hg_ready_set_release(&ready_set);
}

static void there_is_a_ready_set_for_every_limit(void)
{
    static const uint32_t limits[] = {1, 64, 65, 4096, 4097, 262144, 262145};
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        struct hg_ready_set ready_set;
        uint32_t number = 0;
        hg_ready_set_init(&ready_set, limits[i]);
        CU_ASSERT_FALSE(hg_ready_set_pop(&ready_set, &number));
        hg_ready_set_add(&ready_set, limits[i] - 1);
        CU_ASSERT_TRUE(hg_ready_set_pop(&ready_set, &number));
        CU_ASSERT_EQUAL(number, limits[i] - 1);
        CU_ASSERT_FALSE(hg_ready_set_pop(&ready_set, &number));
        hg_ready_set_release(&ready_set);
    }
}

static void an_empty_ready_set_is_empty(void)
{
    struct hg_ready_set ready_set;
    uint32_t number;
    hg_ready_set_init(&ready_set, 0);
    CU_ASSERT_FALSE(hg_ready_set_pop(&ready_set, &number));
    hg_ready_set_release(&ready_set);
}

CU_TestInfo ready_set_tests[] = {
    {"numbers leave in their order", numbers_leave_in_their_order},
    {"a number that was taken may be added again",
     a_number_that_was_taken_may_be_added_again},
    {"there is a ready set for every limit", there_is_a_ready_set_for_every_limit},
    {"an empty ready set is empty", an_empty_ready_set_is_empty},
    CU_TEST_INFO_NULL,
};

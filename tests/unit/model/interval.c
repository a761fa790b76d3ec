/* SPDX-License-Identifier: MIT */
/* interval: tests of when a target is due, and of what fits between two checks. */
#include "unit.h"

#include "headgate/interval.h"
#include "headgate/units.h"

#define S HG_US_PER_S

static void the_next_moment_is_after_now_and_has_the_phase(void)
{
    static const struct {
        int64_t now_us, interval_us;
        uint64_t phase;
        int64_t next_us;
    } rows[] = {
        {0, 10, 3, 3},   {2, 10, 3, 3},   {3, 10, 3, 13},  {12, 10, 3, 13},
        {13, 10, 3, 23}, {0, 10, 10, 10}, {7, 10, 25, 15}, {-1, 10, 3, 3},
        {-8, 10, 3, -7}, {-7, 10, 3, 3},  {5, 1, 77, 6},   {9, 10, UINT64_MAX, 15},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        CU_ASSERT_EQUAL(
            hg_interval_next_us(rows[i].now_us, rows[i].interval_us, rows[i].phase),
            rows[i].next_us);
}

/* Another value would move the checks of everybody. */
static void the_hash_of_a_text_never_changes(void)
{
    CU_ASSERT_EQUAL(hg_interval_hash(""), UINT64_C(0xf52a15e9a9b5e89b));
    CU_ASSERT_EQUAL(hg_interval_hash("shop"), UINT64_C(0x6c076a581555c566));
    CU_ASSERT_NOT_EQUAL(hg_interval_hash("shop1"), hg_interval_hash("shop2"));
}

static void moments_of_similar_names_are_spread_evenly(void)
{
    int counts[10] = {0};
    char name[] = "https://host-00.example.com/";
    for (int i = 0; i < 100; i++) {
        name[13] = (char)('0' + i / 10);
        name[14] = (char)('0' + i % 10);
        const uint64_t phase = hg_interval_hash(name) ^ 12345;
        counts[hg_interval_next_us(0, 60 * S, phase) % (60 * S) / (6 * S)]++;
    }
    for (int i = 0; i < 10; i++)
        CU_ASSERT_TRUE(counts[i] >= 3 && counts[i] <= 20);
}

static struct hg_policy policy_of(int64_t timeout_us, int64_t retries, int64_t delay_us,
                                  int64_t interval_us, int64_t interval_down_us)
{
    return (struct hg_policy){.timeout_us = timeout_us,
                              .retries = retries,
                              .retry_delay_us = delay_us,
                              .interval_us = interval_us,
                              .interval_down_us = interval_down_us};
}

static void a_check_takes_its_timeouts_and_the_longest_delays(void)
{
    struct hg_policy policy = policy_of(10 * S, 2, S, 60 * S, 0);
    CU_ASSERT_EQUAL(hg_interval_delays_us(&policy), 3750000);
    CU_ASSERT_EQUAL(hg_interval_check_us(&policy), 33750000);
    policy.retries = 0;
    CU_ASSERT_EQUAL(hg_interval_check_us(&policy), 10 * S);
    /* A delay stops doubling at a minute. */
    policy = policy_of(S, 8, 30 * S, 60 * S, 0);
    CU_ASSERT_EQUAL(hg_interval_delays_us(&policy), (30 + 7 * 60) * S * 5 / 4);
}

static void values_that_are_not_fixed_shrink_until_a_check_fits(void)
{
    static const struct {
        int64_t timeout_us, retries, interval_us, interval_down_us;
        bool is_timeout_fixed, are_retries_fixed;
        bool fits;
        int64_t fitted_timeout_us, fitted_retries;
    } rows[] = {
        {10 * S, 2, 60 * S, 0, false, false, true, 10 * S, 2},
        {10 * S, 2, 33750000, 0, true, true, true, 10 * S, 2},
        {10 * S, 2, 33749999, 0, true, true, false, 10 * S, 2},
        /* The time-out first. */
        {10 * S, 2, 15750000, 0, false, false, true, 4 * S, 2},
        {10 * S, 2, 6750000, 0, false, false, true, S, 2},
        /* Then the retries. */
        {10 * S, 2, 5 * S, 0, false, false, true, 1875000, 1},
        {10 * S, 2, 20 * S, 0, true, false, true, 10 * S, 0},
        {10 * S, 2, 22 * S, 0, true, false, true, 10 * S, 1},
        {10 * S, 2, 5 * S, 0, true, false, false, 10 * S, 0},
        {10 * S, 5, 10 * S, 0, false, true, false, 10 * S, 5},
        /* The shorter interval counts. */
        {10 * S, 2, 60 * S, 15750000, false, false, true, 4 * S, 2},
        {10 * S, 2, 15750000, 60 * S, false, false, true, 4 * S, 2},
        {10 * S, 2, 60 * S, 30 * S, true, true, false, 10 * S, 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_policy policy =
            policy_of(rows[i].timeout_us, rows[i].retries, S, rows[i].interval_us,
                      rows[i].interval_down_us);
        CU_ASSERT_EQUAL(
            hg_interval_fit(&policy, rows[i].is_timeout_fixed, rows[i].are_retries_fixed),
            rows[i].fits);
        CU_ASSERT_EQUAL(policy.timeout_us, rows[i].fitted_timeout_us);
        CU_ASSERT_EQUAL(policy.retries, rows[i].fitted_retries);
    }
}

CU_TestInfo interval_tests[] = {
    {"the next moment is after now and has the phase",
     the_next_moment_is_after_now_and_has_the_phase},
    {"the hash of a text never changes", the_hash_of_a_text_never_changes},
    {"moments of similar names are spread evenly",
     moments_of_similar_names_are_spread_evenly},
    {"a check takes its timeouts and the longest delays",
     a_check_takes_its_timeouts_and_the_longest_delays},
    {"values that are not fixed shrink until a check fits",
     values_that_are_not_fixed_shrink_until_a_check_fits},
    CU_TEST_INFO_NULL,
};

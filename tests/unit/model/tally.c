/* SPDX-License-Identifier: MIT */
/* tally: shares are rounded down, and right however large. */
#include "headgate/tally.h"

#include "unit.h"

#include <stdlib.h>

#include "headgate/banned.h"

static void shares_are_rounded_down(void)
{
    const struct {
        struct hg_share share;
        int decimals;
        const char *text;
    } rows[] = {
        {{1, 1}, 2, "100 %"},
        {{0, 1}, 2, "0.00 %"},
        {{0, 0}, 2, "-"},
        {{999999, 1000000}, 2, "99.99 %"},
        {{999999, 1000000}, 4, "99.9999 %"},
        {{99999, 100000}, 0, "99 %"},
        {{99999, 100000}, 3, "99.999 %"},
        {{2, 3}, 6, "66.666666 %"},
        {{2, 3}, 9, "66.666666 %"},
        {{1, 1000}, 1, "0.1 %"},
        {{1, 1001}, 1, "0.0 %"},
        {{1, 20}, 0, "5 %"},
        {{INT64_MAX - 1, INT64_MAX}, 6, "99.999999 %"},
        {{INT64_MAX, INT64_MAX}, 6, "100 %"},
        {{INT64_MAX / 2, INT64_MAX}, 6, "49.999999 %"},
        {{1, INT64_MAX}, 2, "0.00 %"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[HG_SHARE_SIZE];
        hg_share_format(rows[i].share, rows[i].decimals, text);
        UNIT_ASSERT_TEXT(text, rows[i].text);
    }
}

static void shares_are_compared_exactly(void)
{
    const struct {
        struct hg_share a;
        struct hg_share b;
        int sign;
    } rows[] = {
        {{1, 2}, {2, 4}, 0},
        {{999, 1000}, {9990000001, 10000000000}, -1},
        {{999, 1000}, {998999999, 1000000000}, 1},
        {{INT64_MAX - 1, INT64_MAX}, {INT64_MAX - 2, INT64_MAX - 1}, 1},
        {{INT64_MAX - 2, INT64_MAX}, {INT64_MAX - 1, INT64_MAX}, -1},
        {{INT64_MAX, INT64_MAX}, {1, 1}, 0},
        {{0, 5}, {0, 7}, 0},
        {{0, 5}, {1, INT64_MAX}, -1},
        {{0, 0}, {1, 1}, 1},
        {{1, 1}, {0, 0}, -1},
        {{0, 0}, {0, 0}, 0},
        {{1, 2}, {1, 1}, -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const int sign = hg_share_compare(rows[i].a, rows[i].b);
        CU_ASSERT_EQUAL(sign, rows[i].sign);
        CU_ASSERT_EQUAL(hg_share_compare(rows[i].b, rows[i].a), -rows[i].sign);
    }
}

static void what_is_unknown_skipped_or_planned_counts_neither_way(void)
{
    struct hg_tally tally = {
        .time_us = {[HG_OUTCOME_UNKNOWN] = 1000,
                    [HG_OUTCOME_UP] = 80,
                    [HG_OUTCOME_FLAKY] = 9,
                    [HG_OUTCOME_DEGRADED] = 1,
                    [HG_OUTCOME_DOWN] = 10,
                    [HG_OUTCOME_SKIPPED] = 5000},
        .maintenance_us = 7000,
        .checks = {[HG_OUTCOME_UNKNOWN] = 3, [HG_OUTCOME_UP] = 2, [HG_OUTCOME_DOWN] = 1},
        .maintenance_checks = 4,
    };
    const struct hg_share by_time = hg_tally_by_time(&tally);
    const struct hg_share by_checks = hg_tally_by_checks(&tally);
    const struct hg_share coverage = hg_tally_coverage(&tally);
    CU_ASSERT_TRUE(by_time.part == 90 && by_time.whole == 100);
    CU_ASSERT_TRUE(by_checks.part == 2 && by_checks.whole == 3);
    CU_ASSERT_TRUE(coverage.part == 100 && coverage.whole == 1100);
    hg_tally_add(&tally, &tally);
    CU_ASSERT_EQUAL(hg_tally_by_time(&tally).whole, 200);
    CU_ASSERT_EQUAL(tally.maintenance_us, 14000);
    CU_ASSERT_EQUAL(tally.maintenance_checks, 8);
    CU_ASSERT_EQUAL(tally.checks[HG_OUTCOME_UNKNOWN], 6);
}

static void huge_sums_stop_and_are_never_a_whole_by_mistake(void)
{
    struct hg_tally tally = {.time_us = {[HG_OUTCOME_UP] = INT64_MAX - 5,
                                         [HG_OUTCOME_FLAKY] = INT64_MAX,
                                         [HG_OUTCOME_DOWN] = 1}};
    const struct hg_tally other = tally;
    char text[HG_SHARE_SIZE];
    hg_tally_add(&tally, &other);
    CU_ASSERT_EQUAL(tally.time_us[HG_OUTCOME_UP], INT64_MAX);
    const struct hg_share share = hg_tally_by_time(&tally);
    CU_ASSERT_TRUE(share.part < share.whole);
    hg_share_format(share, 6, text);
    UNIT_ASSERT_TEXT(text, "99.999999 %");
    const struct hg_share coverage = hg_tally_coverage(&tally);
    CU_ASSERT_TRUE(coverage.part > 0 && coverage.part <= coverage.whole);
}

CU_TestInfo tally_tests[] = {
    {"shares_are_rounded_down", shares_are_rounded_down},
    {"shares_are_compared_exactly", shares_are_compared_exactly},
    {"what_is_unknown_skipped_or_planned_counts_neither_way",
     what_is_unknown_skipped_or_planned_counts_neither_way},
    {"huge_sums_stop_and_are_never_a_whole_by_mistake",
     huge_sums_stop_and_are_never_a_whole_by_mistake},
    CU_TEST_INFO_NULL,
};

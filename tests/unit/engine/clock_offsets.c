/* SPDX-License-Identifier: MIT */
/* clock_offsets: tests of how far this machine's clock is from others'. */
#include "unit.h"

#include "engine/clock_offsets.h"

enum { HOSTS = 6 };

/* The hosts' clocks are so many seconds behind ours. */
static bool median_of(const int64_t *offsets_s, uint32_t count, int64_t *median_s)
{
    struct hg_clock_offsets offsets;
    hg_clock_offsets_init(&offsets, HOSTS);
    for (uint32_t i = 0; i < count; i++) {
        const struct hg_reply reply = {.date_s = 1000000 - offsets_s[i],
                                       .started_at_us = INT64_C(999999000000),
                                       .phases = {.total_us = 1000000}};
        hg_clock_offsets_note(&offsets, i, &reply);
    }
    const bool is_known = hg_clock_offsets_median(&offsets, median_s);
    hg_clock_offsets_release(&offsets);
    return is_known;
}

static void fewer_than_three_hosts_prove_nothing(void)
{
    static const int64_t offsets_s[] = {3600, 3600};
    int64_t median_s = -7;
    CU_ASSERT_FALSE(median_of(offsets_s, 2, &median_s));
    CU_ASSERT_EQUAL(median_s, -7);
}

static void most_hosts_decide(void)
{
    static const int64_t odd[] = {3600, 0, 3601};
    static const int64_t even[] = {3600, 3600, 1, 2};
    static const int64_t behind[] = {-400, -401, 0, -402, -5};
    int64_t median_s;
    CU_ASSERT_TRUE(median_of(odd, 3, &median_s));
    CU_ASSERT_EQUAL(median_s, 3600);
    CU_ASSERT_TRUE(median_of(even, 4, &median_s));
    CU_ASSERT_EQUAL(median_s, 2);
    CU_ASSERT_TRUE(median_of(behind, 5, &median_s));
    CU_ASSERT_EQUAL(median_s, -400);
}

static void a_host_counts_once_and_answers_without_a_date_do_not(void)
{
    const struct hg_reply silent = {.date_s = -1, .started_at_us = 1000000};
    const struct hg_reply dated = {.date_s = 1, .started_at_us = 1000000};
    struct hg_clock_offsets offsets;
    int64_t median_s;
    hg_clock_offsets_init(&offsets, HOSTS);
    for (uint32_t i = 0; i < 3; i++) {
        hg_clock_offsets_note(&offsets, 0, &dated);
        hg_clock_offsets_note(&offsets, i, &silent);
    }
    CU_ASSERT_FALSE(hg_clock_offsets_median(&offsets, &median_s));
    hg_clock_offsets_note(&offsets, 1, &dated);
    hg_clock_offsets_note(&offsets, 2, &dated);
    CU_ASSERT_TRUE(hg_clock_offsets_median(&offsets, &median_s));
    CU_ASSERT_EQUAL(median_s, 0);
    hg_clock_offsets_release(&offsets);
}

CU_TestInfo clock_offsets_tests[] = {
    {"fewer than three hosts prove nothing", fewer_than_three_hosts_prove_nothing},
    {"most hosts decide", most_hosts_decide},
    {"a host counts once, and answers without a date do not",
     a_host_counts_once_and_answers_without_a_date_do_not},
    CU_TEST_INFO_NULL,
};

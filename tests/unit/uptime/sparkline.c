/* SPDX-License-Identifier: MIT */
/* sparkline: tests of sparklines. */
#include "unit.h"

#include <string.h>

#include "uptime/sparkline.h"

#define UP(latency_us)                                                                   \
    {                                                                                    \
        .tally = {.time_us[HG_OUTCOME_UP] = 1}, .latency = { 1, 1, (latency_us), 1 }     \
    }

static const struct hg_report_interval intervals[] = {
    UP(100000),
    UP(100001),
    UP(300001),
    UP(1000001),
    UP(3000001),
    UP(-1),
    {.tally = {.time_us = {[HG_OUTCOME_UP] = 9, [HG_OUTCOME_DOWN] = 1}}},
    {.tally = {.checks[HG_OUTCOME_DOWN] = 1}},
    {.tally = {.maintenance_us = 1, .time_us[HG_OUTCOME_UNKNOWN] = 1}},
    {.tally = {.time_us[HG_OUTCOME_SKIPPED] = 1}},
    {.tally = {.time_us[HG_OUTCOME_UNKNOWN] = 1}},
    {0},
};

#define COUNT (sizeof intervals / sizeof intervals[0])

static void check_sparkline(size_t columns, const char *expected)
{
    const struct hg_uptime uptime = {.interval_count = COUNT};
    const struct hg_uptime_target target = {.intervals = intervals};
    struct hg_buf out;
    hg_buf_init(&out);
    hg_sparkline_write(&uptime, &target, columns, &out);
    UNIT_ASSERT_TEXT(out.data, expected);
    hg_buf_release(&out);
}

static void test_marks(void)
{
    check_sparkline(COUNT, "▁▂▃▅▇▁××m-··");
    check_sparkline(100, "▁▂▃▅▇▁××m-··");
}

static void test_shared(void)
{
    check_sparkline(COUNT - 1, "▂▅▇×m·");
    check_sparkline(4, "▃▇×-");
    check_sparkline(1, "×");
}

static void check_legend(size_t columns, bool are_hours, const char *begin)
{
    const struct hg_uptime uptime = {.interval_count = COUNT,
                                     .intervals_are_hours = are_hours};
    struct hg_buf out;
    hg_buf_init(&out);
    hg_sparkline_legend(&uptime, columns, &out);
    hg_buf_cut(&out, strlen(begin));
    UNIT_ASSERT_TEXT(out.data, begin);
    hg_buf_release(&out);
}

static void test_legend(void)
{
    check_legend(COUNT, false, "A mark is one day:");
    check_legend(4, true, "A mark is 3 hours:");
}

CU_TestInfo sparkline_tests[] = {
    {"a_mark_is_the_gravest_of_its_slot_or_the_latency", test_marks},
    {"slots_share_marks_where_there_is_no_room", test_shared},
    {"the_legend_says_what_a_mark_stands_for", test_legend},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* uptime: headline and rule. */
#include "headgate/uptime.h"

#include "unit.h"

#include <stdlib.h>

#include "headgate/units.h"

#include "headgate/banned.h"

static void check_headline(const struct hg_uptime *uptime, const char *expected)
{
    struct hg_buf text;
    hg_buf_init(&text);
    hg_uptime_headline(uptime, &text);
    UNIT_ASSERT_TEXT(text.data, expected);
    hg_buf_release(&text);
}

static void the_headline_counts_each_target_once(void)
{
    struct hg_uptime uptime = {
        .target_count = 122,
        .now = {[HG_OUTCOME_DOWN] = 3, [HG_OUTCOME_UP] = 117, [HG_OUTCOME_DEGRADED] = 2},
        .recovered_count = 1,
        .tally = {.time_us = {[HG_OUTCOME_UP] = 99949, [HG_OUTCOME_DOWN] = 51}},
    };
    check_headline(&uptime, "3 of 122 down now, 1 recovered in this period, 99.94 %");
    uptime.now[HG_OUTCOME_UNKNOWN] = 4;
    uptime.now[HG_OUTCOME_SKIPPED] = 5;
    check_headline(&uptime, "3 of 122 down now, 1 recovered in this period, 4 unknown, 5 "
                            "skipped, 99.94 %");
    uptime.generated_us = 1;
    check_headline(&uptime, "3 of 122 down at the end, 1 recovered in this period, 4 "
                            "unknown, 5 skipped, 99.94 %");
    uptime.now[HG_OUTCOME_DOWN] = 0;
    check_headline(&uptime, "119 of 122 up, 1 recovered in this period, 4 unknown, 5 "
                            "skipped, 99.94 %");
}

static void that_of_an_alert_begins_with_what_changed(void)
{
    static const struct hg_event events[] = {
        {.kind = HG_EVENT_RECOVERED, .target = "api"},
        {.kind = HG_EVENT_DOWN, .target = "cart", .cause = HG_CAUSE_TIMEOUT},
        {.kind = HG_EVENT_DOWN, .target = "a", .cause = HG_CAUSE_DNS},
        {.kind = HG_EVENT_DOWN, .target = "b", .cause = HG_CAUSE_DNS},
        {.kind = HG_EVENT_DOWN, .target = "c", .cause = HG_CAUSE_DNS},
        {.kind = HG_EVENT_ONLINE, .target = ""},
    };
    struct hg_uptime uptime = {.target_count = 10,
                               .now = {[HG_OUTCOME_DOWN] = 2, [HG_OUTCOME_UP] = 8},
                               .events = events + 1,
                               .event_count = 1};
    check_headline(&uptime, "DOWN: cart (timeout) · 2 of 10 down now");
    uptime.events = events;
    uptime.event_count = sizeof events / sizeof events[0];
    check_headline(&uptime, "DOWN: cart (timeout), a (dns), b (dns) and 1 more; UP: api; "
                            "ONLINE · 2 of 10 down now");
    uptime.target_count = 0;
    uptime.event_count = 1;
    check_headline(&uptime, "UP: api · nothing was checked");
}

/* Between two characters. */
static void long_names_are_cut_in_a_headline(void)
{
    struct hg_event event = {
        .kind = HG_EVENT_RECOVERED,
        .target = "123456789 123456789 123456789 123456789 123456789 123456789 "};
    struct hg_uptime uptime = {.events = &event, .event_count = 1};
    check_headline(&uptime, "UP: 123456789 123456789 123456789 123456789 123456789 "
                            "123456789  · nothing was checked");
    event.target =
        "123456789 123456789 123456789 123456789 123456789 12345678 é and more";
    check_headline(&uptime, "UP: 123456789 123456789 123456789 123456789 123456789 "
                            "12345678 … · nothing was checked");
}

static void the_headline_is_never_empty(void)
{
    struct hg_uptime uptime = {0};
    check_headline(&uptime, "nothing was checked");
    uptime.target_count = 2;
    uptime.now[HG_OUTCOME_UP] = 2;
    check_headline(&uptime, "all 2 up");
    uptime.tally.time_us[HG_OUTCOME_UP] = 1;
    check_headline(&uptime, "all 2 up, 100 %");
    uptime.tally.time_us[HG_OUTCOME_UP] = 999999;
    uptime.tally.time_us[HG_OUTCOME_DOWN] = 1;
    check_headline(&uptime, "all 2 up, 99.99 %");
    uptime.target_count = uptime.now[HG_OUTCOME_UP] = 1;
    check_headline(&uptime, "1 up, 99.99 %");
}

static void the_rule_says_how_and_of_how_many(void)
{
    struct hg_uptime uptime = {0};
    struct hg_buf text;
    hg_buf_init(&text);
    uptime.tally.checks[HG_OUTCOME_UP] = 1;
    hg_uptime_rule(&uptime, &text);
    UNIT_ASSERT_TEXT(text.data,
                     "Each result is valid until the next one of its target, for at most "
                     "twice the usual interval; all other time is unknown. Unknown "
                     "time, skipped time and maintenance are not counted. These figures "
                     "are based on 1 check.");
    hg_buf_clear(&text);
    uptime.max_gap_us = 90 * 60 * HG_US_PER_S;
    uptime.tally.maintenance_checks = 2;
    hg_uptime_rule(&uptime, &text);
    UNIT_ASSERT_TEXT(
        text.data,
        "Each result is valid until the next one of its target, for at most "
        "1h30m; all other time is unknown. Unknown time, skipped time "
        "and maintenance are not counted. These figures are based on 3 checks.");
    hg_buf_release(&text);
}

static void release_takes_null_and_what_is_empty(void)
{
    struct hg_uptime uptime = {0};
    hg_uptime_release(NULL);
    hg_uptime_release(&uptime);
    hg_arena_init(&uptime.arena);
    uptime.targets = hg_arena_new(&uptime.arena, 1, sizeof *uptime.targets);
    hg_uptime_release(&uptime);
    CU_ASSERT_PTR_NULL(uptime.targets);
}

CU_TestInfo uptime_tests[] = {
    {"the_headline_counts_each_target_once", the_headline_counts_each_target_once},
    {"that_of_an_alert_begins_with_what_changed",
     that_of_an_alert_begins_with_what_changed},
    {"long_names_are_cut_in_a_headline", long_names_are_cut_in_a_headline},
    {"the_headline_is_never_empty", the_headline_is_never_empty},
    {"the_rule_says_how_and_of_how_many", the_rule_says_how_and_of_how_many},
    {"release_takes_null_and_what_is_empty", release_takes_null_and_what_is_empty},
    CU_TEST_INFO_NULL,
};

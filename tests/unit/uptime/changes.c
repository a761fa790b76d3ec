/* SPDX-License-Identifier: MIT */
/* Tests of changes. */
#include "headgate/changes.h"

#include "unit.h"

#include <stdio.h>

#include "headgate/units.h"

#include "headgate/banned.h"

#define MINUTE_US (60 * HG_US_PER_S)
/* 2026-11-20 02:00 UTC, when the run began. */
#define BEGIN_US (INT64_C(1795140000) * HG_US_PER_S)

static struct hg_zone_change always = {0, 0};
static const struct hg_zone utc = {.name = "UTC", .changes = &always, .count = 1};

static struct hg_uptime_target targets[] = {
    {.id = 10, .name = "shop", .last_check_us = BEGIN_US + 1},
    {.name = "api", .last_check_us = BEGIN_US + 1},
    {.name = "blog", .last_check_us = BEGIN_US + 1},
    {.name = "retired", .last_check_us = BEGIN_US - 1},
};

static const struct hg_incident went_down = {
    .target = 0, .opened_us = BEGIN_US, .reason = "connection refused"};
static const struct hg_incident came_back = {.target = 1,
                                             .opened_us = BEGIN_US - 125 * MINUTE_US,
                                             .closed_us = BEGIN_US,
                                             .reason =
                                                 "expected status 200-299, got 503"};
static const struct hg_incident still_down = {.target = 2,
                                              .opened_us = BEGIN_US - 2880 * MINUTE_US,
                                              .reason = "no answer within 5 s"};
static const struct hg_incident not_asked = {
    .target = 3, .opened_us = BEGIN_US - 2880 * MINUTE_US, .reason = "gone"};

static void check_with_late(struct hg_incident *incidents, size_t count,
                            size_t late_count, const char *expected)
{
    static const int64_t late[] = {7, 10};
    struct hg_uptime uptime = {
        .period = {.begin_us = BEGIN_US, .end_us = BEGIN_US + MINUTE_US},
        .zone = &utc,
        .targets = targets,
        .target_count = sizeof targets / sizeof *targets,
        .incidents = incidents,
        .incident_count = count,
    };
    struct hg_sink sink;
    hg_sink_init(&sink, -1);
    hg_changes_write(&(struct hg_changes){&uptime, late, late_count}, &sink);
    UNIT_ASSERT_TEXT(sink.buffer.data, expected);
    hg_sink_release(&sink);
}

static void check(struct hg_incident *incidents, size_t count, const char *expected)
{
    check_with_late(incidents, count, 0, expected);
}

static void what_changed_is_told_with_what_is_still_down(void)
{
    struct hg_incident incidents[] = {still_down, came_back, not_asked, went_down};
    check(
        incidents, 4,
        "1 went down, 1 came back, 1 still down\n\n"
        "went down   shop: connection refused\n"
        "came back   api, was down for 2 h 05 m, since 2026-11-19 23:55: expected status "
        "200-299, got 503\n"
        "still down  blog for 2 d 00 h, since 2026-11-18 02:00: no answer within 5 s\n");
}

static void without_changes_nothing_is_said(void)
{
    struct hg_incident incidents[] = {still_down, not_asked};
    check(incidents, 2, "");
    check(NULL, 0, "");
}

static void a_target_whose_result_was_late_is_left_out(void)
{
    struct hg_incident incidents[] = {still_down, came_back, went_down};
    check_with_late(
        incidents, 3, 2,
        "1 came back, 1 still down\n\n"
        "came back   api, was down for 2 h 05 m, since 2026-11-19 23:55: expected status "
        "200-299, got 503\n"
        "still down  blog for 2 d 00 h, since 2026-11-18 02:00: no answer within 5 s\n");
    check_with_late(&incidents[2], 1, 2, "");
    check_with_late(&incidents[2], 1, 1,
                    "1 went down\n\nwent down   shop: connection refused\n");
}

static void of_many_some_are_shown(void)
{
    struct hg_incident incidents[60];
    char expected[8192];
    int len = snprintf(expected, sizeof expected, "60 went down\n\n");
    for (size_t i = 0; i < 60; i++)
        incidents[i] = went_down;
    for (size_t i = 0; i < 50; i++)
        len += snprintf(expected + len, sizeof expected - (size_t)len,
                        "went down   shop: connection refused\n");
    snprintf(expected + len, sizeof expected - (size_t)len, "went down   and 10 more\n");
    check(incidents, 60, expected);
}

CU_TestInfo changes_tests[] = {
    {"what_changed_is_told_with_what_is_still_down",
     what_changed_is_told_with_what_is_still_down},
    {"without_changes_nothing_is_said", without_changes_nothing_is_said},
    {"a_target_whose_result_was_late_is_left_out",
     a_target_whose_result_was_late_is_left_out},
    {"of_many_some_are_shown", of_many_some_are_shown},
    CU_TEST_INFO_NULL,
};

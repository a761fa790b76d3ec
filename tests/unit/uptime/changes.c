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

static const struct hg_event went_down = {.kind = HG_EVENT_DOWN,
                                          .target = "shop",
                                          .at_us = BEGIN_US,
                                          .since_us = BEGIN_US,
                                          .reason = "connection refused"};
static const struct hg_event came_back = {.kind = HG_EVENT_RECOVERED,
                                          .target = "api",
                                          .at_us = BEGIN_US,
                                          .since_us = BEGIN_US - 125 * MINUTE_US,
                                          .reason = "expected status 200-299, got 503"};
static const struct hg_event still_down = {.kind = HG_EVENT_DOWN,
                                           .target = "blog",
                                           .at_us = BEGIN_US,
                                           .since_us = BEGIN_US - 2880 * MINUTE_US,
                                           .reason = "no answer within 5 s"};

static void check(const struct hg_event *events, size_t count, size_t still_down_count,
                  const char *expected)
{
    const struct hg_changes changes = {
        .events = events,
        .event_count = count,
        .still_down = &still_down,
        .still_down_count = still_down_count,
        .zone = &utc,
        .now_us = BEGIN_US + HG_US_PER_S,
    };
    struct hg_sink sink;
    hg_sink_init(&sink, -1);
    hg_changes_write(&changes, &sink);
    UNIT_ASSERT_TEXT(sink.buffer.data, expected);
    hg_sink_release(&sink);
}

static void what_changed_is_told_with_what_is_still_down(void)
{
    const struct hg_event events[] = {came_back, went_down};
    check(
        events, 2, 1,
        "1 went down, 1 came back, 1 still down\n\n"
        "went down   shop: connection refused\n"
        "came back   api, was down for 2 h 05 m, since 2026-11-19 23:55: expected status "
        "200-299, got 503\n"
        "still down  blog for 2 d, since 2026-11-18 02:00: no answer within 5 s\n");
    check(events + 1, 1, 0, "1 went down\n\nwent down   shop: connection refused\n");
}

static void without_events_nothing_is_said(void)
{
    const struct hg_event degraded = {.kind = HG_EVENT_DEGRADED, .target = "a"};
    check(&degraded, 1, 1, "");
    check(NULL, 0, 1, "");
    check(NULL, 0, 0, "");
}

static void each_kind_says_what_it_is_about(void)
{
    static const struct {
        struct hg_event event;
        const char *lines;
    } rows[] = {
        {{.kind = HG_EVENT_OFFLINE, .target = "", .reason = "0 of 2 answered"},
         "offline\n\noffline     0 of 2 answered\n"},
        {{.kind = HG_EVENT_ONLINE, .target = "", .reason = "0 of 2 answered"},
         "online\n\nonline      was offline for 2 h 05 m, since 2026-11-19 23:55: 0 of 2 "
         "answered\n"},
        {{.kind = HG_EVENT_FLAPPING, .target = "a", .reason = "no"},
         "1 flapping\n\nflapping    a: no\n"},
        {{.kind = HG_EVENT_FLAPPING_END, .target = "a", .reason = "no"},
         "1 stopped flapping\n\nstopped flapping  a, flapped for 2 h 05 m, since "
         "2026-11-19 23:55: no\n"},
        {{.kind = HG_EVENT_REMOVED, .target = "a", .reason = "no"},
         "1 removed\n\nremoved     a, was down for 2 h 05 m, since 2026-11-19 23:55: "
         "no\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hg_event event = rows[i].event;
        event.at_us = BEGIN_US;
        event.since_us = BEGIN_US - 125 * MINUTE_US;
        check(&event, 1, 0, rows[i].lines);
    }
    const struct hg_event removed = {.kind = HG_EVENT_REMOVED,
                                     .target = "a",
                                     .at_us = BEGIN_US,
                                     .since_us = BEGIN_US,
                                     .reason = ""};
    check(&removed, 1, 0, "1 removed\n\nremoved     a\n");
}

/* The clock of an earlier run was ahead. */
static void nothing_was_down_for_less_than_no_time(void)
{
    struct hg_event event = came_back;
    event.since_us = BEGIN_US + 60 * MINUTE_US;
    check(&event, 1, 0,
          "1 came back\n\ncame back   api, was down for 0 s, since 2026-11-20 03:00: "
          "expected status 200-299, got 503\n");
}

static void of_many_some_are_shown(void)
{
    struct hg_event events[60];
    char expected[8192];
    int len = snprintf(expected, sizeof expected, "60 went down\n\n");
    for (size_t i = 0; i < 60; i++)
        events[i] = went_down;
    for (size_t i = 0; i < 50; i++)
        len += snprintf(expected + len, sizeof expected - (size_t)len,
                        "went down   shop: connection refused\n");
    snprintf(expected + len, sizeof expected - (size_t)len, "went down   and 10 more\n");
    check(events, 60, 0, expected);
}

CU_TestInfo changes_tests[] = {
    {"what_changed_is_told_with_what_is_still_down",
     what_changed_is_told_with_what_is_still_down},
    {"without_events_nothing_is_said", without_events_nothing_is_said},
    {"each_kind_says_what_it_is_about", each_kind_says_what_it_is_about},
    {"nothing_was_down_for_less_than_no_time", nothing_was_down_for_less_than_no_time},
    {"of_many_some_are_shown", of_many_some_are_shown},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* Tests of event and message. */
#include "headgate/event.h"

#include "unit.h"

#include <stdint.h>
#include <string.h>

#include "headgate/message.h"
#include "headgate/units.h"

#include "headgate/banned.h"

#define TEXTS(array)                                                                     \
    {                                                                                    \
        array, sizeof(array) / sizeof(array)[0]                                          \
    }

static const char *const x_shop[] = {"x", "shop"};
static const char *const only_default[] = {"default"};
static const char *const ops_night[] = {"ops", "night"};
static const char *const eu_y[] = {"eu", "y"};
static const char *const us_eu[] = {"us", "eu"};
static const char *const eu[] = {"eu"};

/* Values of a filter are alternatives, and all filters must let it through. */
static void filters_let_events_through(void)
{
    static const struct {
        const char *name;
        struct hg_channel_settings channel;
        bool expected[5]; /* of the events below */
    } rows[] = {
        {"none", {.name = "x", .events = UINT32_MAX}, {true, true, true, false, true}},
        {"named",
         {.name = "night", .events = UINT32_MAX},
         {true, true, true, true, true}},
        {"named, group",
         {.name = "night", .events = UINT32_MAX, .groups = TEXTS(x_shop)},
         {true, false, false, false, true}},
        {"no event", {.name = "x", .events = 0}, {false, false, false, false, false}},
        {"event",
         {.name = "x", .events = 1U << HG_EVENT_RECOVERED},
         {false, true, false, false, false}},
        {"group",
         {.name = "x", .events = UINT32_MAX, .groups = TEXTS(x_shop)},
         {true, false, false, false, true}},
        {"default",
         {.name = "x", .events = UINT32_MAX, .groups = TEXTS(only_default)},
         {false, true, true, false, true}},
        {"tag",
         {.name = "x", .events = UINT32_MAX, .tags = TEXTS(eu_y)},
         {true, true, false, false, true}},
        {"both",
         {.name = "x", .events = UINT32_MAX, .groups = TEXTS(x_shop), .tags = TEXTS(eu)},
         {true, false, false, false, true}},
    };
    static const struct hg_event events[5] = {
        {.kind = HG_EVENT_DOWN, .group = "shop", .tags = TEXTS(eu)},
        {.kind = HG_EVENT_RECOVERED, .tags = TEXTS(us_eu)},
        {.kind = HG_EVENT_DOWN},
        {.kind = HG_EVENT_DOWN, .to = TEXTS(ops_night)},
        {.kind = HG_EVENT_OFFLINE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (size_t k = 0; k < 5; k++)
            UNIT_ASSERT_ROW(hg_event_is_for(&events[k], &rows[i].channel) ==
                                rows[i].expected[k],
                            rows[i].name);
    }
}

static void a_title_counts_and_names(void)
{
    struct hg_event events[] = {
        {.kind = HG_EVENT_RECOVERED, .target = "a"},
        {.kind = HG_EVENT_DOWN, .target = "b"},
        {.kind = HG_EVENT_DOWN, .target = "c"},
        {.kind = HG_EVENT_DOWN, .target = "d"},
        {.kind = HG_EVENT_DOWN, .target = "e"},
        {.kind = HG_EVENT_CERTIFICATE, .target = "f"},
        {.kind = HG_EVENT_CERTIFICATE, .target = "g"},
    };
    static const struct {
        size_t count;
        bool is_test;
        const char *title;
    } rows[] = {
        {1, false, "1 came back: a"},
        {1, true, "test, nothing has happened: 1 came back: a"},
        {3, false, "2 went down, 1 came back: a, b, c"},
        {5, false, "4 went down, 1 came back: a, b, c and 2 more"},
        {6, false, "4 went down, 1 came back, 1 certificate: a, b, c and 3 more"},
        {7, false, "4 went down, 1 came back, 2 certificates: a, b, c and 4 more"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct hg_message message = {
            .events = events, .event_count = rows[i].count, .is_test = rows[i].is_test};
        struct hg_buf title;
        hg_buf_init(&title);
        hg_message_write_title(&message, &title);
        UNIT_ASSERT_TEXT(title.data, rows[i].title);
        hg_buf_release(&title);
    }
}

static void the_monitor_is_not_counted(void)
{
    struct hg_event events[] = {
        {.kind = HG_EVENT_ONLINE, .target = ""},
        {.kind = HG_EVENT_DOWN, .target = "a"},
    };
    struct hg_message message = {.events = events, .event_count = 2};
    struct hg_buf title;
    hg_buf_init(&title);
    hg_message_write_title(&message, &title);
    UNIT_ASSERT_TEXT(title.data, "1 went down, online again: a");
    message.event_count = 1;
    hg_buf_clear(&title);
    hg_message_write_title(&message, &title);
    UNIT_ASSERT_TEXT(title.data, "online again");
    hg_buf_release(&title);
}

#define HOUR_US (3600 * HG_US_PER_S)

static void an_event_is_a_line(void)
{
    static const struct {
        struct hg_event event;
        const char *line;
    } rows[] = {
        {{.kind = HG_EVENT_DOWN, .target = "a", .reason = "no"}, "went down: a: no"},
        {{.kind = HG_EVENT_RECOVERED, .target = "a", .at_us = HOUR_US, .reason = "no"},
         "came back: a, was down for 1 h: no"},
        {{.kind = HG_EVENT_FLAPPING, .target = "a", .reason = "no"},
         "flapping: a: last failure: no"},
        {{.kind = HG_EVENT_FLAPPING_END, .target = "a", .at_us = HOUR_US, .reason = ""},
         "stopped flapping: a, flapped for 1 h"},
        {{.kind = HG_EVENT_REMOVED, .target = "a", .reason = ""}, "removed: a"},
        {{.kind = HG_EVENT_REMOVED, .target = "a", .at_us = HOUR_US, .reason = "no"},
         "removed: a, was down for 1 h: no"},
        {{.kind = HG_EVENT_OFFLINE, .target = "", .reason = "no answer"},
         "offline: no answer"},
        {{.kind = HG_EVENT_GAP, .target = "", .at_us = HOUR_US, .reason = ""},
         "checks were missing, for 1 h"},
        {{.kind = HG_EVENT_ONLINE, .target = "", .at_us = HOUR_US, .reason = "no answer"},
         "online again, was offline for 1 h: no answer"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hg_buf line;
        hg_buf_init(&line);
        hg_event_write_line(&rows[i].event, &line);
        UNIT_ASSERT_TEXT(line.data, rows[i].line);
        hg_buf_release(&line);
    }
}

/* 2026-11-20 00:35:10 in UTC, and minutes from there. */
#define AT_US(minutes) ((INT64_C(1795134910) + 60 * (minutes)) * HG_US_PER_S)

/* The lines of a message, joined by line feeds. */
static void assert_lines(struct hg_event *events, size_t count,
                         const struct hg_zone *zone, int64_t now_us, const char *expected)
{
    const struct hg_message message = {
        .events = events, .event_count = count, .zone = zone, .now_us = now_us};
    struct hg_message_groups groups;
    struct hg_buf lines;
    hg_buf_init(&lines);
    hg_message_groups_make(&message, &groups);
    for (size_t i = 0; i < groups.count; i++) {
        hg_buf_add_text(&lines, i == 0 ? "" : "\n");
        hg_message_write_line(&message, &groups.items[i], &lines);
    }
    UNIT_ASSERT_TEXT(lines.data, expected);
    hg_message_groups_release(&groups);
    hg_buf_release(&lines);
}

static struct hg_event down(const char *target, const char *beginning)
{
    return (struct hg_event){.kind = HG_EVENT_DOWN,
                             .target = target,
                             .reason = "connection refused",
                             .beginning = beginning};
}

static void events_of_an_outage_are_one_line(void)
{
    struct hg_event events[] = {
        down("a", "1"), down("b", NULL), down("c", "1"), down("d", "2"), down("e", NULL),
        down("f", "1"), down("g", "1"),  down("h", "1"), down("i", "1"), down("j", "1"),
    };
    assert_lines(events, 1, NULL, 0, "went down: a: connection refused");
    assert_lines(events, 4, NULL, 0,
                 "went down: 2 targets: connection refused (a, c)\n"
                 "went down: b: connection refused\nwent down: d: connection refused");
    assert_lines(events, 10, NULL, 0,
                 "went down: 7 targets: connection refused (a, c, f, g, h and 2 more)\n"
                 "went down: b: connection refused\nwent down: d: connection refused\n"
                 "went down: e: connection refused");
    /* Another kind is another line. */
    events[2].kind = HG_EVENT_REMINDER;
    assert_lines(events, 3, NULL, 0,
                 "went down: a: connection refused\nwent down: b: connection refused\n"
                 "still down: c: connection refused");
}

static void what_is_over_says_when_it_was(void)
{
    static const struct {
        enum hg_event_kind kind;
        int64_t since_us, at_us, now_us;
        const char *line;
    } rows[] = {
        {HG_EVENT_RECOVERED, AT_US(0), AT_US(25), AT_US(30),
         "came back: a, was down for 25 m, 01:35\u201302:00: no"},
        {HG_EVENT_RECOVERED, AT_US(0), AT_US(25), AT_US(1440),
         "came back: a, was down for 25 m, 2026-11-20 01:35\u201302:00: no"},
        {HG_EVENT_RECOVERED, AT_US(-100), AT_US(25), AT_US(30),
         "came back: a, was down for 2 h 05 m, 2026-11-19 23:55\u20132026-11-20 02:00: "
         "no"},
        {HG_EVENT_DEGRADED_END, AT_US(0), AT_US(25), AT_US(30),
         "no longer degraded: a, was so for 25 m, 01:35\u201302:00: no"},
        {HG_EVENT_REMINDER, AT_US(0), AT_US(25), AT_US(30),
         "still down: a, for 25 m: no"},
        /* A clock that was wrong. */
        {HG_EVENT_RECOVERED, AT_US(5), AT_US(0), AT_US(30), "came back: a: no"},
    };
    struct hg_zone zone;
    struct hg_error err = {0};
    CU_ASSERT_EQUAL_FATAL(hg_zone_open(&zone, "Europe/Berlin", &err), 0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_event event = {.kind = rows[i].kind,
                                 .target = "a",
                                 .since_us = rows[i].since_us,
                                 .at_us = rows[i].at_us,
                                 .reason = "no"};
        assert_lines(&event, 1, &zone, rows[i].now_us, rows[i].line);
    }
    hg_zone_release(&zone);
}

/* From the first one to the last one. */
static void a_group_that_is_over_says_when_it_was(void)
{
    struct hg_event events[] = {
        {.kind = HG_EVENT_RECOVERED,
         .target = "a",
         .since_us = AT_US(1),
         .at_us = AT_US(10),
         .reason = "no",
         .beginning = "1"},
        {.kind = HG_EVENT_RECOVERED,
         .target = "b",
         .since_us = AT_US(0),
         .at_us = AT_US(11),
         .reason = "not",
         .beginning = "1"},
    };
    assert_lines(events, 2, NULL, 0,
                 "came back: 2 targets, were down for 11 m: no (a, b)");
}

CU_TestInfo event_tests[] = {
    {"filters_let_events_through", filters_let_events_through},
    {"a_title_counts_and_names", a_title_counts_and_names},
    {"the_monitor_is_not_counted", the_monitor_is_not_counted},
    {"an_event_is_a_line", an_event_is_a_line},
    {"events_of_an_outage_are_one_line", events_of_an_outage_are_one_line},
    {"what_is_over_says_when_it_was", what_is_over_says_when_it_was},
    {"a_group_that_is_over_says_when_it_was", a_group_that_is_over_says_when_it_was},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* Tests of removal: which targets are missing in a run, and what is said of them. */
#include "history/track/removal.h"

#include "fixture.h"

#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

static void of_both(struct hg_run *run)
{
    run->sources = "/etc/a.yml\n/etc/b.yml";
}

static void of_one(struct hg_run *run)
{
    run->sources = "/etc/a.yml";
}

static void of_none(struct hg_run *run)
{
    run->sources = NULL;
}

static void stopped(struct hg_run *run)
{
    of_one(run);
    run->is_interrupted = true;
}

/* A batch has those that were due. */
static void of_one_watched(struct hg_run *run)
{
    of_one(run);
    run->watch = "w";
}

/* The events of the run, a letter each and the target: d down, r recovered, x removed. */
static const char *said(struct fixture *fixture, char *out, size_t size)
{
    struct hg_history_change change;
    size_t len = 0;
    hg_history_last_change(fixture->history, &change);
    out[0] = '\0';
    for (size_t i = 0; i < change.event_count; i++) {
        const struct hg_event *event = &change.events[i];
        const char letter = event->kind == HG_EVENT_DOWN        ? 'd'
                            : event->kind == HG_EVENT_RECOVERED ? 'r'
                            : event->kind == HG_EVENT_REMOVED   ? 'x'
                                                                : '?';
        len += (size_t)snprintf(out + len, size - len, "%s%c%s", len == 0 ? "" : " ",
                                letter, event->target);
    }
    return out;
}

/* A run: its configurations, its results, and what is said. */
struct step {
    void (*change)(struct hg_run *run);
    const char *outcomes;
    const char *expected;
};

static void assert_said(const char *name, const struct step *steps, size_t count)
{
    struct fixture fixture;
    char text[64];
    char row[128];
    fixture_open(&fixture);
    for (size_t i = 0; i < count; i++) {
        fixture.change = steps[i].change;
        fixture_add(&fixture, (int64_t)i * HOUR_S, steps[i].outcomes);
        said(&fixture, text, sizeof text);
        snprintf(row, sizeof row, "%s, run %zu: %s", name, i, text);
        UNIT_ASSERT_ROW(strcmp(text, steps[i].expected) == 0, row);
    }
    fixture_close(&fixture);
}

#define ASSERT_SAID(name, steps) assert_said(name, steps, sizeof(steps) / sizeof *(steps))

static void what_is_missing_is_said_once(void)
{
    static const struct step gone[] = {
        {of_one, "UUDD", "dc dd"}, {of_one, "UU", "xc xd"},   {of_one, "UU", ""},
        {of_one, "UUUD", "dd"},    {of_one, "U", "xb xc xd"}, {of_one, "", "xa"},
        {of_one, "", ""},          {of_one, "UDUU", "db"},
    };
    /* Whatever was left out tells nothing. */
    static const struct step partial[] = {
        {of_one, "UD", "db"}, {stopped, "U", ""},  {of_none, "U", ""}, {of_both, "U", ""},
        {of_one, "", "xb"},   {of_both, "", "xa"}, {of_one, "", ""},
    };
    /* Two files that are checked alone: one run has not what the other has. */
    static const struct step others[] = {
        {of_both, "UU", ""}, {of_one, "U", ""},  {of_both, "U", "xb"}, {of_one, "UU", ""},
        {of_both, "U", ""},  {of_one, "", "xb"}, {of_both, "", "xa"},
    };
    /* What an address on the command line checks still belongs to its files. */
    static const struct step addresses[] = {
        {of_one, "UD", "db"}, {of_none, "UU", "rb"}, {of_one, "U", "xb"}};
    ASSERT_SAID("gone", gone);
    ASSERT_SAID("partial", partial);
    ASSERT_SAID("others", others);
    static const struct step watched[] = {{of_one_watched, "UDU", "db"},
                                          {of_one_watched, "U", ""},
                                          {of_one_watched, "UU", "rb"},
                                          {of_one, "UU", "xc"}};
    ASSERT_SAID("addresses", addresses);
    ASSERT_SAID("watched", watched);
}

static void a_selection_tells_nothing(void)
{
    static const char *const words[] = {"shop"};
    struct fixture fixture;
    char text[64];
    fixture_open(&fixture);
    fixture.change = of_one;
    fixture_add(&fixture, 0, "UU");
    fixture.settings.tags = (struct hg_texts){words, 1};
    fixture_add(&fixture, HOUR_S, "U");
    UNIT_ASSERT_TEXT(said(&fixture, text, sizeof text), "");
    fixture.settings.tags.count = 0;
    fixture.settings.groups = (struct hg_texts){words, 1};
    fixture_add(&fixture, 2 * HOUR_S, "U");
    UNIT_ASSERT_TEXT(said(&fixture, text, sizeof text), "");
    fixture.settings.groups.count = 0;
    fixture_add(&fixture, 3 * HOUR_S, "U");
    UNIT_ASSERT_TEXT(said(&fixture, text, sizeof text), "xb");
    fixture_close(&fixture);
}

static void take_long(struct hg_run *run)
{
    of_one(run);
    run->finished_at_us = run->started_at_us + 20 * MINUTE_S * HG_US_PER_S;
}

/* The slower run read an older file; a run of a clock that was ahead has seen nothing. */
static void what_another_run_saw_meanwhile_is_there(void)
{
    struct fixture fixture;
    char text[64];
    fixture_open(&fixture);
    fixture.change = of_one;
    fixture_add(&fixture, 12 * MINUTE_S, "UU");
    fixture.change = take_long;
    fixture_add(&fixture, 10 * MINUTE_S, "U");
    UNIT_ASSERT_TEXT(said(&fixture, text, sizeof text), "");
    fixture.change = of_one;
    fixture_add(&fixture, DAY_S, "UU");
    fixture_add(&fixture, 40 * MINUTE_S, "U");
    UNIT_ASSERT_TEXT(said(&fixture, text, sizeof text), "xb");
    fixture_close(&fixture);
}

/* An address that is no longer there is no target that was removed. */
static void a_row_goes_with_its_target(void)
{
    static const struct hg_target rows[] = {{.name = "b [192.0.2.1]"},
                                            {.name = "b [192.0.2.2]"},
                                            {.name = "b"},
                                            {.name = "b [spare]"}};
    struct hg_target_extra row_of_b = {.row_of = "b"};
    struct fixture fixture;
    char text[64];
    fixture_open(&fixture);
    for (size_t i = 1; i < 4; i++)
        fixture.targets[i].name = rows[i - 1].name;
    fixture.targets[1].extra = fixture.targets[2].extra = &row_of_b;
    fixture.change = of_one;
    fixture_add(&fixture, 0, "UUU");
    fixture.targets[1].name = rows[1].name;
    fixture_add(&fixture, HOUR_S, "UU");
    UNIT_ASSERT_TEXT(said(&fixture, text, sizeof text), "");
    fixture.targets[1].name = "b";
    fixture.targets[1].extra = NULL;
    fixture_add(&fixture, 2 * HOUR_S, "UU");
    UNIT_ASSERT_TEXT(said(&fixture, text, sizeof text), "");
    fixture.targets[1].name = rows[0].name;
    fixture.targets[1].extra = &row_of_b;
    fixture_add(&fixture, 3 * HOUR_S, "UU");
    UNIT_ASSERT_TEXT(said(&fixture, text, sizeof text), "");
    /* A target whose name only looks like that of a row. */
    fixture.targets[1].name = rows[3].name;
    fixture.targets[1].extra = NULL;
    fixture_add(&fixture, 4 * HOUR_S, "UU");
    UNIT_ASSERT_TEXT(said(&fixture, text, sizeof text),
                     "xb [192.0.2.1] xb [192.0.2.2] xb");
    fixture_close(&fixture);
}

static void a_target_that_was_down_ends_its_incident(void)
{
    static const char *const tags[] = {"eu", "x"};
    static const char *const channels[] = {"ops"};
    const struct hg_policy policy = {.notify.to = {channels, 1}};
    const struct hg_origin origin = {.group = "shop", .tags = {tags, 2}};
    struct fixture fixture;
    struct hg_history_change change;
    fixture_open(&fixture);
    fixture.targets[1].policy = &policy;
    fixture.targets[1].origin = &origin;
    fixture.change = of_one;
    fixture_add(&fixture, 0, "UDU");
    fixture_add(&fixture, HOUR_S, "U");
    hg_history_last_change(fixture.history, &change);
    CU_ASSERT_EQUAL_FATAL(change.event_count, 2);
    const struct hg_event *event = &change.events[0];
    UNIT_ASSERT_TEXT(event->target, "b");
    UNIT_ASSERT_TEXT(event->url, "https://b.example/");
    UNIT_ASSERT_TEXT(event->group, "shop");
    UNIT_ASSERT_TEXT(event->reason, "no answer");
    CU_ASSERT_EQUAL(event->incident, 1);
    /* Its incident has the same end, and its target none any more. */
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT closed_ms FROM incidents"),
                    event->at_us / HG_US_PER_MS);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(incident) FROM targets"), 0);
    CU_ASSERT_EQUAL(event->since_us, FIXTURE_BEGIN_S * HG_US_PER_S);
    CU_ASSERT_EQUAL(event->at_us, (FIXTURE_BEGIN_S + HOUR_S + 1) * HG_US_PER_S);
    CU_ASSERT_EQUAL(event->tags.count, 2);
    CU_ASSERT_EQUAL_FATAL(event->to.count, 1);
    UNIT_ASSERT_TEXT(event->to.items[0], "ops");
    event = &change.events[1];
    CU_ASSERT_EQUAL(event->incident, 0);
    CU_ASSERT_EQUAL(event->since_us, event->at_us);
    UNIT_ASSERT_TEXT(event->reason, "");
    CU_ASSERT_EQUAL(event->to.count, 0);
    fixture_close(&fixture);
}

static void sources_go_with_their_targets(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    fixture.retention = (struct hg_retention){DAY_S * HG_US_PER_S, DAY_S * HG_US_PER_S};
    fixture.change = of_both;
    fixture_add(&fixture, 0, "DD");
    fixture.change = of_one;
    for (int64_t day = 1; day < 9; day++)
        fixture_add(&fixture, day * DAY_S, "U");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT files FROM sources"), "/etc/a.yml");
    fixture_close(&fixture);
}

CU_TestInfo removal_tests[] = {
    {"what_is_missing_is_said_once", what_is_missing_is_said_once},
    {"a_selection_tells_nothing", a_selection_tells_nothing},
    {"what_another_run_saw_meanwhile_is_there", what_another_run_saw_meanwhile_is_there},
    {"a_row_goes_with_its_target", a_row_goes_with_its_target},
    {"a_target_that_was_down_ends_its_incident",
     a_target_that_was_down_ends_its_incident},
    {"sources_go_with_their_targets", sources_go_with_their_targets},
    CU_TEST_INFO_NULL,
};

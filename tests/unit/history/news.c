/* SPDX-License-Identifier: MIT */
/* Tests of news: the events of a run, among runs of clocks that were wrong. */
#include "fixture.h"

#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "headgate/waiver.h"

#include "headgate/banned.h"

/* A run: minutes after the beginning, its results, and what there is to say: newly down, recovered, still down. */
struct step {
    int64_t minute;
    const char *outcomes;
    const char *changes;
};

static void assert_changes(const char *name, const struct step *steps, size_t count)
{
    struct fixture fixture;
    fixture_open(&fixture);
    for (size_t i = 0; i < count; i++) {
        struct hg_history_change change;
        char changes[64];
        char row[128];
        fixture_add(&fixture, steps[i].minute * MINUTE_S, steps[i].outcomes);
        hg_history_last_change(fixture.history, &change);
        snprintf(changes, sizeof changes, "%zu %zu %zu",
                 fixture_count(&fixture, HG_EVENT_DOWN),
                 fixture_count(&fixture, HG_EVENT_RECOVERED), change.still_down_count);
        snprintf(row, sizeof row, "%s, run %zu", name, i);
        UNIT_ASSERT_TEXT(changes, steps[i].changes);
        UNIT_ASSERT_ROW(strcmp(changes, steps[i].changes) == 0, row);
    }
    fixture_close(&fixture);
}

#define ASSERT_CHANGES(name, steps)                                                      \
    assert_changes(name, steps, sizeof(steps) / sizeof((steps)[0]))

/* What it said was said: the next run follows from that. */
static void a_run_of_the_future_hides_nothing(void)
{
    static const struct step up[] = {
        {0, "U", "0 0 0"},  {120, "U", "0 0 0"}, {5, "D", "1 0 0"},   {10, "D", "0 0 1"},
        {15, "U", "0 1 0"}, {20, "U", "0 0 0"},  {125, "U", "0 0 0"},
    };
    static const struct step down[] = {
        {0, "U", "0 0 0"},  {120, "D", "1 0 0"}, {5, "U", "0 1 0"},   {10, "D", "1 0 0"},
        {15, "?", "0 0 1"}, {20, "U", "0 1 0"},  {125, "D", "1 0 0"},
    };
    static const struct step first[] = {
        {120, "D", "1 0 0"}, {5, "D", "0 0 1"}, {10, "D", "0 0 1"}};
    static const struct step several[] = {
        {0, "UD", "1 0 0"},  {120, "UD", "0 0 1"}, {240, "DU", "1 1 0"},
        {5, "DU", "0 0 1"},  {10, "DU", "0 0 1"},  {15, "UD", "1 1 0"},
        {20, "UX", "0 0 1"},
    };
    ASSERT_CHANGES("up", up);
    ASSERT_CHANGES("down", down);
    ASSERT_CHANGES("first", first);
    ASSERT_CHANGES("several", several);
}

static void take_long(struct hg_run *run)
{
    run->finished_at_us = run->started_at_us + 20 * MINUTE_S * HG_US_PER_S;
}

/* Two runs overlap, and the one that began first ends last. */
static void a_result_with_a_newer_one_is_no_news(void)
{
    struct fixture fixture;
    struct hg_history_change change;
    fixture_open(&fixture);
    fixture_add(&fixture, 0, "UUU");
    fixture_add(&fixture, 12 * MINUTE_S, "U");
    fixture.change = take_long;
    fixture_add(&fixture, 10 * MINUTE_S, "DDU");
    hg_history_last_change(fixture.history, &change);
    CU_ASSERT_EQUAL_FATAL(change.event_count, 1);
    CU_ASSERT_EQUAL(change.still_down_count, 0);
    UNIT_ASSERT_TEXT(change.events[0].target, "b");
    UNIT_ASSERT_TEXT(change.events[0].url, "https://b.example/");
    UNIT_ASSERT_TEXT(change.events[0].reason, "no answer");
    CU_ASSERT_PTR_NULL(change.events[0].group);
    CU_ASSERT_EQUAL(
        change.events[0].incident,
        fixture_number(&fixture, "SELECT incident FROM targets WHERE name = 'b'"));
    /* It has its place in time all the same. */
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM incidents"), 2);
    CU_ASSERT_EQUAL(fixture_number(&fixture,
                                   "SELECT closed_ms / 60000 - 1795132800 / 60"
                                   " FROM incidents WHERE closed_ms IS NOT NULL"),
                    12);
    fixture_close(&fixture);
}

/* The incident is taken back: "a" was up in between, as a run finds out that was slower. */
static void what_late_results_change_stays_said(void)
{
    static const struct step steps[] = {
        {0, "U", "0 0 0"},
        {10, "D", "1 0 0"},
        {20, "U", "0 1 0"},
    };
    struct fixture fixture;
    ASSERT_CHANGES("before", steps);
    fixture_open(&fixture);
    fixture_add(&fixture, 0, "U");
    fixture_add(&fixture, 12 * MINUTE_S, "D");
    CU_ASSERT_EQUAL(fixture_count(&fixture, HG_EVENT_DOWN), 1);
    fixture.change = take_long;
    fixture_add(&fixture, 10 * MINUTE_S, "U");
    CU_ASSERT_EQUAL(fixture_count(&fixture, HG_EVENT_RECOVERED), 0);
    fixture.change = NULL;
    fixture_add(&fixture, 40 * MINUTE_S, "U");
    CU_ASSERT_EQUAL(fixture_count(&fixture, HG_EVENT_RECOVERED), 1);
    fixture_close(&fixture);
}

static void under_a_waiver_nothing_is_said(void)
{
    static const struct hg_waiver waiver = {.until = "2026-11-20",
                                            .end_us =
                                                (FIXTURE_BEGIN_S + DAY_S) * HG_US_PER_S,
                                            .reason = "migration"};
    struct hg_target_extra extra = {.waiver = &waiver};
    struct fixture fixture;
    fixture_open(&fixture);
    fixture_add(&fixture, -HOUR_S, "DDU");
    for (size_t i = 0; i < 3; i++)
        fixture.targets[i].extra = &extra;
    fixture_add(&fixture, HOUR_S, "UDD");
    CU_ASSERT_EQUAL(fixture_count(&fixture, HG_EVENT_RECOVERED), 0);
    CU_ASSERT_EQUAL(fixture_count(&fixture, HG_EVENT_DOWN), 0);
    fixture_add(&fixture, DAY_S + HOUR_S, "UDD");
    CU_ASSERT_EQUAL(fixture_count(&fixture, HG_EVENT_RECOVERED), 1);
    CU_ASSERT_EQUAL(fixture_count(&fixture, HG_EVENT_DOWN), 1);
    fixture_close(&fixture);
}

static void reported_states_go_with_their_targets(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    fixture.retention = (struct hg_retention){DAY_S * HG_US_PER_S, DAY_S * HG_US_PER_S};
    fixture_add(&fixture, 0, "DD");
    for (int64_t day = 1; day < 9; day++)
        fixture_add(&fixture, day * DAY_S, "U");
    UNIT_ASSERT_TEXT(fixture_text(&fixture,
                                  "SELECT name || reported.is_down FROM reported"
                                  " LEFT JOIN targets ON id = target"),
                     "a0");
    fixture_close(&fixture);
}

static void the_future_is_told(void)
{
    struct fixture fixture;
    struct hg_history_change change;
    fixture_open(&fixture);
    fixture_add(&fixture, 4 * MINUTE_S, "U");
    fixture_add(&fixture, 0, "U");
    hg_history_last_change(fixture.history, &change);
    CU_ASSERT_EQUAL(change.future_us, 0);
    fixture_add(&fixture, 120 * MINUTE_S, "U");
    hg_history_last_change(fixture.history, &change);
    CU_ASSERT_EQUAL(change.future_us, 0);
    fixture_add(&fixture, 5 * MINUTE_S, "U");
    hg_history_last_change(fixture.history, &change);
    CU_ASSERT_EQUAL(change.future_us, (FIXTURE_BEGIN_S + 120 * MINUTE_S) * HG_US_PER_S);
    fixture_add(&fixture, 121 * MINUTE_S, "U");
    hg_history_last_change(fixture.history, &change);
    CU_ASSERT_EQUAL(change.future_us, 0);
    fixture_close(&fixture);
}

CU_TestInfo news_tests[] = {
    {"a_run_of_the_future_hides_nothing", a_run_of_the_future_hides_nothing},
    {"what_late_results_change_stays_said", what_late_results_change_stays_said},
    {"under_a_waiver_nothing_is_said", under_a_waiver_nothing_is_said},
    {"reported_states_go_with_their_targets", reported_states_go_with_their_targets},
    {"a_result_with_a_newer_one_is_no_news", a_result_with_a_newer_one_is_no_news},
    {"the_future_is_told", the_future_is_told},
    CU_TEST_INFO_NULL,
};

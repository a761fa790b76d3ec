/* SPDX-License-Identifier: MIT */
/* Tests of monitor_news: what runs say about the monitor. */
#include "history/track/monitor_news.h"

#include "fixture.h"

#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

static void by_proxy(struct hg_run *run)
{
    for (size_t i = 0; i < run->count; i++) {
        if (run->results[i].outcome == HG_OUTCOME_UNKNOWN)
            hg_result_end(&run->results[i], HG_OUTCOME_UNKNOWN, HG_CAUSE_PROXY,
                          "proxy refused");
    }
}

static void by_deadline_and_proxy(struct hg_run *run)
{
    by_proxy(run);
    hg_result_end(&run->results[0], HG_OUTCOME_UNKNOWN, HG_CAUSE_DEADLINE, "late");
}

static void by_site(struct hg_run *run)
{
    hg_result_end(&run->results[0], HG_OUTCOME_UNKNOWN, HG_CAUSE_RATE_LIMITED, "429");
}

static void by_canaries(struct hg_run *run)
{
    snprintf(run->offline_reason, sizeof run->offline_reason, "0 of 2 canaries");
}

static void in_maintenance(struct hg_run *run)
{
    by_proxy(run);
    run->results[0].is_in_maintenance = true;
}

static void stopped(struct hg_run *run)
{
    by_proxy(run);
    run->is_interrupted = true;
}

/* A batch in which no target could be judged, while others have been. */
static void of_sighted_watch(struct hg_run *run)
{
    by_proxy(run);
    run->watch = "w";
    run->is_sighted = true;
}

static void of_blind_watch(struct hg_run *run)
{
    by_proxy(run);
    run->watch = "w";
}

static const char *said(const struct fixture *fixture)
{
    const size_t offline = fixture_count(fixture, HG_EVENT_OFFLINE);
    const size_t online = fixture_count(fixture, HG_EVENT_ONLINE);
    if (offline + online > 1)
        return "both";
    return offline > 0 ? "offline" : online > 0 ? "online" : "";
}

static void what_a_run_could_not_judge_is_said_once(void)
{
    static const struct {
        const char *location;
        void (*change)(struct hg_run *run);
        const char *outcomes;
        const char *expected;
    } steps[] = {
        {NULL, NULL, "UD", ""},
        {NULL, by_proxy, "U?", ""},
        {NULL, by_proxy, "??", "offline"},
        {NULL, by_proxy, "??", ""},
        {NULL, by_canaries, "UU", ""},
        /* Nothing is known of these. */
        {NULL, NULL, "XX", ""},
        {NULL, NULL, "", ""},
        {NULL, NULL, "??", ""},
        {NULL, by_deadline_and_proxy, "??", ""},
        {NULL, by_site, "?", ""},
        /* One other machine with the same history. */
        {"berlin", NULL, "UU", ""},
        {"berlin", by_canaries, "UU", "offline"},
        {NULL, NULL, "?D", "online"},
        {NULL, NULL, "UU", ""},
        {"berlin", NULL, "UU", "online"},
        {NULL, stopped, "??", ""},
        {NULL, in_maintenance, "X?", ""},
        {NULL, by_deadline_and_proxy, "??", ""},
        {NULL, by_site, "??", ""},
        {NULL, by_proxy, "X?", "offline"},
        {NULL, in_maintenance, "X?", "online"},
        {NULL, of_sighted_watch, "?", ""},
        {NULL, of_blind_watch, "?", "offline"},
        {NULL, of_sighted_watch, "?", ""},
        {NULL, of_blind_watch, "U?", "online"},
        {NULL, of_blind_watch, "", ""},
    };
    struct fixture fixture;
    fixture_open(&fixture);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        char row[64];
        fixture.settings.location = steps[i].location;
        fixture.change = steps[i].change;
        fixture_add(&fixture, (int64_t)i * HOUR_S, steps[i].outcomes);
        snprintf(row, sizeof row, "run %zu: %s", i, said(&fixture));
        UNIT_ASSERT_ROW(strcmp(said(&fixture), steps[i].expected) == 0, row);
    }
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM offline"), 0);
    fixture_close(&fixture);
}

static void it_is_said_since_when_and_why(void)
{
    struct fixture fixture;
    struct hg_history_change change;
    fixture_open(&fixture);
    fixture.change = by_proxy;
    fixture_add(&fixture, 0, "??");
    hg_history_last_change(fixture.history, &change);
    CU_ASSERT_EQUAL_FATAL(change.event_count, 1);
    UNIT_ASSERT_TEXT(change.events[0].target, "");
    UNIT_ASSERT_TEXT(change.events[0].reason, "no target could be judged: proxy refused");
    CU_ASSERT_EQUAL(change.events[0].at_us, (FIXTURE_BEGIN_S + 1) * HG_US_PER_S);
    CU_ASSERT_EQUAL(change.events[0].since_us, change.events[0].at_us);
    fixture.change = NULL;
    fixture_add(&fixture, HOUR_S, "DU");
    hg_history_last_change(fixture.history, &change);
    CU_ASSERT_EQUAL_FATAL(change.event_count, 2);
    CU_ASSERT_EQUAL(change.events[0].kind, HG_EVENT_ONLINE);
    CU_ASSERT_EQUAL(change.events[0].since_us, (FIXTURE_BEGIN_S + 1) * HG_US_PER_S);
    UNIT_ASSERT_TEXT(change.events[0].reason, "no target could be judged: proxy refused");
    CU_ASSERT_EQUAL(change.events[1].kind, HG_EVENT_DOWN);
    fixture_close(&fixture);
}

static void take_long(struct hg_run *run)
{
    run->finished_at_us = run->started_at_us + 20 * MINUTE_S * HG_US_PER_S;
}

static void of_watch(struct hg_run *run)
{
    take_long(run);
    run->watch = "w";
}

/* Runs by the minutes of their starts, and what is missing before them: minutes from and to. */
static void a_gap_is_said_by_the_run_that_ends_it(void)
{
    static const struct {
        int64_t minute;
        void (*change)(struct hg_run *run);
        int64_t from, to; /* 0: nothing is said */
    } steps[] = {
        {100, NULL, 0, 0},
        {110, NULL, 0, 0},
        {121, NULL, 110, 121},
        {131, take_long, 0, 0},
        {155, NULL, 151, 155},
        {205, NULL, 155, 205},
        /* It began before the last one, and was slower; and the clock of one was ahead. */
        {203, take_long, 0, 0},
        {900, NULL, 205, 900},
        {214, NULL, 0, 0},
        {250, NULL, 214, 250},
        /* Batches of a watch, of twenty minutes each. */
        {251, of_watch, 0, 0},
        {271, of_watch, 0, 0},
        {301, of_watch, 0, 0},
        {332, of_watch, 321, 332},
    };
    struct fixture fixture;
    fixture_open(&fixture);
    fixture.settings.history.max_gap_us = 10 * MINUTE_S * HG_US_PER_S;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        struct hg_history_change change;
        int64_t from = 0;
        int64_t to = 0;
        char row[64];
        fixture.change = steps[i].change;
        fixture_add(&fixture, steps[i].minute * MINUTE_S, "U");
        hg_history_last_change(fixture.history, &change);
        if (change.event_count == 1 && change.events[0].kind == HG_EVENT_GAP) {
            from = (change.events[0].since_us / HG_US_PER_S - FIXTURE_BEGIN_S) / MINUTE_S;
            to = (change.events[0].at_us / HG_US_PER_S - FIXTURE_BEGIN_S) / MINUTE_S;
        }
        snprintf(row, sizeof row, "run %zu: %d to %d", i, (int)from, (int)to);
        UNIT_ASSERT_ROW(from == steps[i].from && to == steps[i].to, row);
    }
    fixture.settings.history.max_gap_us = 0;
    fixture.change = NULL;
    fixture_add(&fixture, 400 * MINUTE_S, "U");
    CU_ASSERT_EQUAL(fixture_count(&fixture, HG_EVENT_GAP), 0);
    fixture_close(&fixture);
}

CU_TestInfo monitor_news_tests[] = {
    {"what_a_run_could_not_judge_is_said_once", what_a_run_could_not_judge_is_said_once},
    {"it_is_said_since_when_and_why", it_is_said_since_when_and_why},
    {"a_gap_is_said_by_the_run_that_ends_it", a_gap_is_said_by_the_run_that_ends_it},
    CU_TEST_INFO_NULL,
};

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

/* What is open of a target for who reads the events. */
struct reader {
    bool is_down, is_degraded, is_flapping;
};

static void open_or_close(bool *is_open, bool opens, const char *row)
{
    UNIT_ASSERT_ROW(*is_open != opens, row);
    *is_open = opens;
}

static void read_event(struct reader *readers, const struct hg_event *event,
                       const char *row)
{
    if (hg_event_is_of_monitor(event->kind))
        return;
    struct reader *reader = &readers[event->target[0] - 'a'];
    switch (event->kind) {
    case HG_EVENT_DOWN:
    case HG_EVENT_RECOVERED:
        /* While it flaps, it may be down anew. */
        if (event->kind == HG_EVENT_DOWN && reader->is_down && reader->is_flapping)
            break;
        open_or_close(&reader->is_down, event->kind == HG_EVENT_DOWN, row);
        break;
    case HG_EVENT_DEGRADED:
    case HG_EVENT_DEGRADED_END:
        open_or_close(&reader->is_degraded, event->kind == HG_EVENT_DEGRADED, row);
        break;
    case HG_EVENT_FLAPPING:
    case HG_EVENT_FLAPPING_END:
        open_or_close(&reader->is_flapping, event->kind == HG_EVENT_FLAPPING, row);
        break;
    case HG_EVENT_REMINDER:
        UNIT_ASSERT_ROW(reader->is_down, row);
        break;
    case HG_EVENT_REMOVED:
        UNIT_ASSERT_ROW((event->since_us != event->at_us) == reader->is_down, row);
        *reader = (struct reader){.is_down = false};
        break;
    case HG_EVENT_CERTIFICATE:
    case HG_EVENT_OFFLINE:
    case HG_EVENT_ONLINE:
    case HG_EVENT_GAP:
    case HG_EVENT_KIND_COUNT:
        break;
    }
}

static void read_events(const struct fixture *fixture, struct reader *readers,
                        const char *row)
{
    struct hg_history_change change;
    hg_history_last_change(fixture->history, &change);
    for (size_t i = 0; i < change.event_count; i++) {
        /* In one message nothing is said twice. */
        for (size_t k = 0; k < i; k++)
            UNIT_ASSERT_ROW(
                change.events[i].kind != change.events[k].kind ||
                    strcmp(change.events[i].target, change.events[k].target) != 0,
                row);
        read_event(readers, &change.events[i], row);
    }
}

static void of_files(struct hg_run *run)
{
    run->sources = "/etc/headgate.yml";
}

static void of_files_and_long(struct hg_run *run)
{
    of_files(run);
    take_long(run);
}

static uint32_t next_random(uint32_t *random, uint32_t below)
{
    *random = *random * 1664525U + 1013904223U;
    return (*random >> 8) % below;
}

/* Runs of part of the targets that overlap, by clocks that jump, in maintenance and out of it; targets that go and return. */
static void whatever_happens_what_was_opened_is_closed_once(void)
{
    static const struct hg_policy policies[] = {
        {.notify = {.after = 1, .recover = 1, .flapping = true}},
        {.notify = {.after = 2, .recover = 2, .remind_us = HOUR_S * HG_US_PER_S}},
        {.notify = {.after = 3, .recover = 1, .flapping = true}},
    };
    static const struct hg_waiver waiver = {.end_us = INT64_MAX, .reason = "work"};
    struct hg_target_extra extra = {.waiver = &waiver};
    for (uint32_t seed = 1; seed <= 4; seed++) {
        struct fixture fixture;
        struct reader readers[FIXTURE_TARGETS] = {{.is_down = false}};
        uint32_t random = seed;
        int64_t minute = 0;
        fixture_open(&fixture);
        for (int i = 0; i < 250; i++) {
            char outcomes[FIXTURE_TARGETS + 1] = "";
            char row[64];
            const uint32_t count = next_random(&random, 8);
            minute += 1 + next_random(&random, 30);
            for (size_t t = 0; t < FIXTURE_TARGETS; t++) {
                fixture.targets[t].policy = &policies[(seed + t) % 3];
                fixture.targets[t].extra = next_random(&random, 9) == 0 ? &extra : NULL;
                if (t < 1 + count)
                    outcomes[t] = "UUUFGDDDN?X"[next_random(&random, 11)];
            }
            fixture.change = next_random(&random, 5) == 0 ? of_files_and_long : of_files;
            fixture.interrupts = next_random(&random, 20) == 0;
            const int64_t jump = next_random(&random, 15) == 0 ? 500 : 0;
            fixture_add(&fixture, (minute + jump) * MINUTE_S, outcomes);
            snprintf(row, sizeof row, "seed %u, run %d: %s", seed, i, outcomes);
            read_events(&fixture, readers, row);
        }
        fixture_close(&fixture);
    }
}

CU_TestInfo news_tests[] = {
    {"a_run_of_the_future_hides_nothing", a_run_of_the_future_hides_nothing},
    {"what_late_results_change_stays_said", what_late_results_change_stays_said},
    {"under_a_waiver_nothing_is_said", under_a_waiver_nothing_is_said},
    {"reported_states_go_with_their_targets", reported_states_go_with_their_targets},
    {"a_result_with_a_newer_one_is_no_news", a_result_with_a_newer_one_is_no_news},
    {"the_future_is_told", the_future_is_told},
    {"whatever_happens_what_was_opened_is_closed_once",
     whatever_happens_what_was_opened_is_closed_once},
    CU_TEST_INFO_NULL,
};

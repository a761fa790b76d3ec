/* SPDX-License-Identifier: MIT */
/* Tests of reported: events from results, one after another. */
#include "history/track/reported.h"

#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "headgate/units.h"

#include "headgate/banned.h"

#define MINUTE_US (60 * HG_US_PER_S)
#define POLICY(times_down, times_up, remind)                                             \
    {                                                                                    \
        .after = (times_down), .recover = (times_up), .remind_us = (remind)              \
    }

/* What the letters of results are. */
static enum hg_outcome outcome_of(char letter)
{
    switch (letter) {
    case 'U':
        return HG_OUTCOME_UP;
    case 'F':
        return HG_OUTCOME_FLAKY;
    case 'G':
        return HG_OUTCOME_DEGRADED;
    case 'D':
        return HG_OUTCOME_DOWN;
    case 'X':
        return HG_OUTCOME_SKIPPED;
    default:
        return HG_OUTCOME_UNKNOWN;
    }
}

/* Of the first event that is wanted. */
static char letter_of(const struct hg_reported_events *events, uint32_t wanted)
{
    size_t i = 0;
    while (i < events->count && (wanted & 1U << events->items[i].kind) == 0)
        i++;
    if (i == events->count)
        return '-';
    switch (events->items[i].kind) {
    case HG_EVENT_DOWN:
        return 'd';
    case HG_EVENT_RECOVERED:
        return 'r';
    case HG_EVENT_REMINDER:
        return 'm';
    case HG_EVENT_DEGRADED:
        return 'g';
    case HG_EVENT_DEGRADED_END:
        return 'e';
    case HG_EVENT_CERTIFICATE:
    case HG_EVENT_REMOVED:
    case HG_EVENT_KIND_COUNT:
        break;
    }
    return '?';
}

static void assert_events(const struct hg_notify_policy *policy, const char *results,
                          const char *expected, uint32_t wanted)
{
    struct hg_reported reported = {0};
    char found[128] = "";
    for (size_t k = 0; results[k] != '\0'; k++) {
        struct hg_reported_events events;
        const struct hg_sample sample = {.at_ms = (int64_t)k * MINUTE_US / HG_US_PER_MS,
                                         .outcome = outcome_of(results[k]),
                                         .reason = "why"};
        hg_reported_follow(&reported, policy, &sample, 7, &events);
        found[k] = letter_of(&events, wanted);
    }
    UNIT_ASSERT_ROW(strcmp(found, expected) == 0, results);
    hg_reported_release(&reported);
}

/* A letter for the events of each result: d down, r recovered, m reminder. */
static void results_become_events(void)
{
    static const struct {
        struct hg_notify_policy policy;
        const char *results;
        const char *events;
    } rows[] = {
        {POLICY(1, 1, 0), "UUU", "---"},
        {POLICY(1, 1, 0), "DDD", "d--"},
        {POLICY(1, 1, 0), "UDUDU", "-drdr"},
        {POLICY(1, 1, 0), "UDFDG", "-drdr"},
        {POLICY(1, 1, 0), "UD?XDU", "-d---r"},
        {POLICY(1, 1, 0), "?XU", "---"},
        {POLICY(0, 0, 0), "DU", "dr"},
        {POLICY(2, 1, 0), "UDUDDU", "----dr"},
        {POLICY(2, 1, 0), "DD", "-d"},
        {POLICY(2, 1, 0), "D?D", "--d"},
        {POLICY(2, 1, 0), "DUDUDUD", "-------"},
        {POLICY(3, 2, 0), "DDDUDUUDU", "--d---r--"},
        {POLICY(1, 3, 0), "DUUDUUU", "d-----r"},
        {POLICY(1, 2, 0), "DUXU?U", "d--r--"},
        {POLICY(2, 2, 0), "DDUDUDDUU", "-d------r"},
        /* A minute from one result to the next. */
        {POLICY(1, 1, 2 * MINUTE_US), "DDDDDUD", "d-m-mrd"},
        {POLICY(1, 1, MINUTE_US), "UDD?XDU", "-dm--mr"},
        {POLICY(3, 2, 2 * MINUTE_US), "DDDDDUDD", "--d-m-m-"},
        {POLICY(1, 1, 30 * MINUTE_US), "DDDD", "d---"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_events(&rows[i].policy, rows[i].results, rows[i].events,
                      HG_EVENTS_DEFAULT);
}

/* g degraded, e the end of it: of results that are down nothing follows. */
static void degraded_begins_and_ends_once(void)
{
    static const struct {
        struct hg_notify_policy policy;
        const char *results;
        const char *events;
    } rows[] = {
        {POLICY(1, 1, 0), "UFD?X", "-----"},     {POLICY(1, 1, 0), "GGGUU", "g--e-"},
        {POLICY(1, 1, 0), "GFGF", "gege"},       {POLICY(1, 1, 0), "GDGDU", "g---e"},
        {POLICY(1, 1, 0), "GD?XGU", "g----e"},   {POLICY(1, 1, 0), "DGU", "-ge"},
        {POLICY(2, 1, 0), "GUGG", "---g"},       {POLICY(2, 1, 0), "GDGG", "---g"},
        {POLICY(2, 2, 0), "GGUGUU", "-g---e"},   {POLICY(2, 2, 0), "G?GUDUU", "--g---e"},
        {POLICY(1, 1, MINUTE_US), "GGG", "g--"}, {POLICY(0, 0, 0), "GU", "ge"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_events(&rows[i].policy, rows[i].results, rows[i].events,
                      ~HG_EVENTS_DEFAULT);
}

static void follow(struct hg_reported *reported, int64_t at_ms, enum hg_outcome outcome,
                   const char *reason, struct hg_reported_events *events)
{
    const struct hg_notify_policy policy = POLICY(2, 2, 0);
    const struct hg_sample sample = {.at_ms = at_ms,
                                     .outcome = outcome,
                                     .cause = outcome == HG_OUTCOME_DOWN ? HG_CAUSE_DNS
                                                                         : HG_CAUSE_NONE,
                                     .reason = reason};
    hg_reported_follow(reported, &policy, &sample, 7, events);
}

static void an_event_names_the_first_result_that_was_down(void)
{
    struct hg_reported reported = {0};
    struct hg_reported_events events;
    follow(&reported, 10, HG_OUTCOME_DOWN, "first", &events);
    follow(&reported, 20, HG_OUTCOME_DOWN, "second", &events);
    CU_ASSERT_EQUAL_FATAL(events.count, 1);
    CU_ASSERT_EQUAL(events.items[0].at_us, 20 * HG_US_PER_MS);
    CU_ASSERT_EQUAL(events.items[0].since_us, 10 * HG_US_PER_MS);
    CU_ASSERT_EQUAL(events.items[0].incident, 7);
    CU_ASSERT_EQUAL(events.items[0].cause, HG_CAUSE_DNS);
    UNIT_ASSERT_TEXT(events.items[0].reason, "first");
    follow(&reported, 30, HG_OUTCOME_UP, NULL, &events);
    follow(&reported, 40, HG_OUTCOME_UP, NULL, &events);
    CU_ASSERT_EQUAL_FATAL(events.count, 1);
    CU_ASSERT_EQUAL(events.items[0].kind, HG_EVENT_RECOVERED);
    CU_ASSERT_EQUAL(events.items[0].at_us, 40 * HG_US_PER_MS);
    CU_ASSERT_EQUAL(events.items[0].since_us, 10 * HG_US_PER_MS);
    UNIT_ASSERT_TEXT(events.items[0].reason, "first");
    follow(&reported, 50, HG_OUTCOME_DOWN, NULL, &events);
    follow(&reported, 60, HG_OUTCOME_DOWN, "later", &events);
    CU_ASSERT_EQUAL_FATAL(events.count, 1);
    UNIT_ASSERT_TEXT(events.items[0].reason, "");
    CU_ASSERT_EQUAL(events.items[0].since_us, 50 * HG_US_PER_MS);
    hg_reported_release(&reported);
}

/* One result may end both. */
static void degraded_keeps_a_reason_of_its_own(void)
{
    const struct hg_notify_policy policy = POLICY(1, 1, 0);
    struct hg_reported reported = {0};
    struct hg_reported_events events;
    struct hg_sample sample = {.at_ms = 10,
                               .outcome = HG_OUTCOME_DEGRADED,
                               .cause = HG_CAUSE_LATENCY,
                               .reason = "slow"};
    hg_reported_follow(&reported, &policy, &sample, 0, &events);
    follow(&reported, 20, HG_OUTCOME_DOWN, "no", &events);
    follow(&reported, 30, HG_OUTCOME_DOWN, "no", &events);
    sample = (struct hg_sample){.at_ms = 40, .outcome = HG_OUTCOME_UP};
    hg_reported_follow(&reported, &policy, &sample, 0, &events);
    CU_ASSERT_EQUAL_FATAL(events.count, 2);
    CU_ASSERT_EQUAL(events.items[0].kind, HG_EVENT_RECOVERED);
    CU_ASSERT_EQUAL(events.items[0].since_us, 20 * HG_US_PER_MS);
    CU_ASSERT_EQUAL(events.items[1].kind, HG_EVENT_DEGRADED_END);
    CU_ASSERT_EQUAL(events.items[1].since_us, 10 * HG_US_PER_MS);
    CU_ASSERT_EQUAL(events.items[1].cause, HG_CAUSE_LATENCY);
    CU_ASSERT_EQUAL(events.items[1].incident, 0);
    UNIT_ASSERT_TEXT(events.items[1].reason, "slow");
    hg_reported_release(&reported);
}

static void a_result_that_says_nothing_new_changes_nothing(void)
{
    struct hg_reported reported = {0};
    struct hg_reported_events events;
    follow(&reported, 10, HG_OUTCOME_UP, NULL, &events);
    CU_ASSERT_FALSE(events.is_changed);
    follow(&reported, 20, HG_OUTCOME_DOWN, "no", &events);
    CU_ASSERT_TRUE(events.is_changed);
    follow(&reported, 30, HG_OUTCOME_UNKNOWN, NULL, &events);
    CU_ASSERT_FALSE(events.is_changed);
    follow(&reported, 40, HG_OUTCOME_UP, NULL, &events);
    CU_ASSERT_TRUE(events.is_changed);
    follow(&reported, 50, HG_OUTCOME_UP, NULL, &events);
    CU_ASSERT_FALSE(events.is_changed);
    hg_reported_release(&reported);
}

/* Nor when the clock that said it was ahead, and is right now. */
static void what_is_acknowledged_is_not_reminded_of(void)
{
    const struct hg_notify_policy policy = POLICY(1, 1, MINUTE_US);
    struct hg_reported reported = {
        .is_down = true, .is_acknowledged = true, .told_us = 90 * MINUTE_US};
    struct hg_reported_events events;
    struct hg_sample sample = {.at_ms = 0, .outcome = HG_OUTCOME_DOWN};
    hg_reported_follow(&reported, &policy, &sample, 7, &events);
    CU_ASSERT_EQUAL(events.count, 0);
    reported.is_acknowledged = false;
    hg_reported_follow(&reported, &policy, &sample, 7, &events);
    CU_ASSERT_EQUAL(events.count, 1);
    hg_reported_follow(&reported, &policy, &sample, 7, &events);
    CU_ASSERT_EQUAL(events.count, 0);
    /* The next incident is another one. */
    reported.is_acknowledged = true;
    sample.outcome = HG_OUTCOME_UP;
    hg_reported_follow(&reported, &policy, &sample, 0, &events);
    sample.outcome = HG_OUTCOME_DOWN;
    hg_reported_follow(&reported, &policy, &sample, 8, &events);
    CU_ASSERT_FALSE(reported.is_acknowledged);
    hg_reported_release(&reported);
}

static void every_kind_has_a_word(void)
{
    for (int i = 0; i < HG_EVENT_KIND_COUNT; i++)
        CU_ASSERT_TRUE(hg_event_word((enum hg_event_kind)i)[0] != '\0');
    UNIT_ASSERT_TEXT(hg_event_word(HG_EVENT_RECOVERED), "recovered");
}

CU_TestInfo reported_tests[] = {
    {"results_become_events", results_become_events},
    {"degraded_begins_and_ends_once", degraded_begins_and_ends_once},
    {"an_event_names_the_first_result_that_was_down",
     an_event_names_the_first_result_that_was_down},
    {"degraded_keeps_a_reason_of_its_own", degraded_keeps_a_reason_of_its_own},
    {"a_result_that_says_nothing_new_changes_nothing",
     a_result_that_says_nothing_new_changes_nothing},
    {"what_is_acknowledged_is_not_reminded_of", what_is_acknowledged_is_not_reminded_of},
    {"every_kind_has_a_word", every_kind_has_a_word},
    CU_TEST_INFO_NULL,
};

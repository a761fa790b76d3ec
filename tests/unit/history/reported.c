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

static char letter_of_kind(enum hg_event_kind kind)
{
    static const char letters[HG_EVENT_KIND_COUNT] = {
        [HG_EVENT_DOWN] = 'd',         [HG_EVENT_RECOVERED] = 'r',
        [HG_EVENT_REMINDER] = 'm',     [HG_EVENT_DEGRADED] = 'g',
        [HG_EVENT_FLAPPING] = 'f',     [HG_EVENT_DEGRADED_END] = 'e',
        [HG_EVENT_FLAPPING_END] = 'l',
    };
    return letters[kind];
}

/* Of the first event that is wanted. */
static char letter_of(const struct hg_reported_events *events, uint32_t wanted)
{
    size_t i = 0;
    while (i < events->count && (wanted & 1U << events->items[i].kind) == 0)
        i++;
    return i == events->count ? '-' : letter_of_kind(events->items[i].kind);
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

static void assert_story(const struct hg_notify_policy *policy, const char *results,
                         const char *expected)
{
    struct hg_reported reported = {0};
    char found[256] = "";
    size_t len = 0;
    for (size_t k = 0; results[k] != '\0'; k++) {
        struct hg_reported_events events;
        const struct hg_sample sample = {.at_ms = 1 + (int64_t)k,
                                         .outcome = outcome_of(results[k])};
        hg_reported_follow(&reported, policy, &sample, 7, &events);
        if (events.count > 0)
            len += (size_t)snprintf(found + len, sizeof found - len, "%s%zu",
                                    len == 0 ? "" : " ", k);
        for (size_t i = 0; i < events.count; i++)
            found[len++] = letter_of_kind(events.items[i].kind);
    }
    UNIT_ASSERT_TEXT(found, expected);
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
    /* Until it can't be flapping any more. */
    for (int64_t i = 0; i < 20; i++)
        follow(&reported, 50 + i, HG_OUTCOME_UP, NULL, &events);
    CU_ASSERT_TRUE(events.is_changed);
    follow(&reported, 80, HG_OUTCOME_UP, NULL, &events);
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

#define FLAPS(times_down, times_up)                                                      \
    {                                                                                    \
        .after = (times_down), .recover = (times_up), .flapping = true                   \
    }

/* Letters of events, each result's behind its number from 0. */
static void flapping_stands_for_what_goes_up_and_down(void)
{
    static const struct {
        struct hg_notify_policy policy;
        const char *results;
        const char *events;
    } rows[] = {
        {FLAPS(1, 1), "UDUDUDUDUDU", "1d 2r 3d 4r 5d 6f"},
        {POLICY(1, 1, 0), "DUDUDUDU", "0d 1r 2d 3r 4d 5r 6d 7r"},
        /* It ends up, and was reported down. */
        {FLAPS(1, 1), "DUDUDUUUUUUUUUUUUUUUUUUUUU", "0d 1r 2d 3r 4d 5f 20lr"},
        /* Down five times in a row it is down anew; it ends down, as was reported, or otherwise. */
        {FLAPS(1, 1), "DUDUDUDDDDDDDDDDDDDDDDDDDDDD", "0d 1r 2d 3r 4d 5f 10d 21l"},
        {FLAPS(1, 1), "UUUDUDUDDDDUDUDDDDDD", "3d 4r 5d 6r 7d 11f 18d"},
        {FLAPS(2, 1), "DUDUDUDDDDDU", "5f 10d"},
        {FLAPS(7, 1), "DUDUDUDDDDDDD", "5f 12d"},
        {FLAPS(2, 3), "DDUDUDUDUDUUUUUUUUUUUUUUUUUUUUUUUUU", "1d 6f 25lr"},
        /* What says nothing counts nothing. */
        {FLAPS(1, 1), "D?U?DXUXD?U", "0d 2r 4d 6r 8d 10f"},
        /* Degraded is available, and news of its own. */
        {FLAPS(1, 1), "DGDGDGG", "0d 1rg 2d 3r 4d 5f"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_story(&rows[i].policy, rows[i].results, rows[i].events);
}

static void flapping_that_is_not_asked_for_any_more_ends(void)
{
    const struct hg_notify_policy flaps = FLAPS(1, 1);
    const struct hg_notify_policy does_not = POLICY(1, 1, 0);
    struct hg_reported reported = {0};
    struct hg_reported_events events;
    struct hg_sample sample = {.reason = "no"};
    for (int64_t i = 0; i < 6; i++) {
        sample.at_ms = 10 + i;
        sample.outcome = i % 2 == 0 ? HG_OUTCOME_DOWN : HG_OUTCOME_UP;
        hg_reported_follow(&reported, &flaps, &sample, 7, &events);
    }
    CU_ASSERT_EQUAL_FATAL(events.count, 1);
    CU_ASSERT_EQUAL(events.items[0].kind, HG_EVENT_FLAPPING);
    CU_ASSERT_EQUAL(events.items[0].since_us, 15 * HG_US_PER_MS);
    CU_ASSERT_EQUAL(events.items[0].incident, 7);
    UNIT_ASSERT_TEXT(events.items[0].reason, "no");
    sample.at_ms = 20;
    hg_reported_follow(&reported, &does_not, &sample, 7, &events);
    CU_ASSERT_EQUAL_FATAL(events.count, 2);
    CU_ASSERT_EQUAL(events.items[0].kind, HG_EVENT_FLAPPING_END);
    CU_ASSERT_EQUAL(events.items[0].since_us, 15 * HG_US_PER_MS);
    CU_ASSERT_EQUAL(events.items[0].at_us, 20 * HG_US_PER_MS);
    CU_ASSERT_EQUAL(events.items[1].kind, HG_EVENT_RECOVERED);
    hg_reported_release(&reported);
}

/* The same rules, from all results so far. */
struct model {
    char results[4096]; /* that count: U, G and D */
    size_t count;
    bool was_down, was_degraded, flaps; /* as was said */
    int64_t told_us;
};

static bool model_flaps(const struct model *model)
{
    int sum = 0;
    for (size_t age = 0; age < 20 && age < model->count; age++) {
        const size_t i = model->count - 1 - age;
        const bool before = i > 0 && model->results[i - 1] == 'D';
        if ((model->results[i] == 'D') != before)
            sum += 118 - 2 * (int)age;
    }
    return sum > (model->flaps ? 500 : 600);
}

/* Results in a row at the end that are `letters`. */
static int64_t model_row(const struct model *model, const char *letters)
{
    int64_t row = 0;
    while (row < (int64_t)model->count &&
           strchr(letters, model->results[model->count - 1 - (size_t)row]) != NULL)
        row++;
    return row;
}

static void model_say(const struct hg_notify_policy *policy, struct model *model,
                      int64_t at_us, char *out)
{
    const bool flaps = policy->flapping && model_flaps(model);
    const int64_t down = model_row(model, "D");
    const int64_t down_limit = flaps && policy->after < 5 ? 5 : policy->after;
    if (flaps != model->flaps)
        *out++ = flaps ? 'f' : 'l';
    model->flaps = flaps;
    if (!model->was_down && down > 0 && down >= down_limit) {
        *out++ = 'd';
        model->was_down = true;
        model->told_us = at_us;
    } else if (model->was_down && flaps && down == down_limit) {
        *out++ = 'd';
        model->told_us = at_us;
    } else if (model->was_down && down == 0 && !flaps &&
               model_row(model, "UG") >= policy->recover) {
        *out++ = 'r';
        model->was_down = false;
    } else if (model->was_down && down > 0 && !flaps && policy->remind_us > 0 &&
               at_us - model->told_us >= policy->remind_us) {
        *out++ = 'm';
        model->told_us = at_us;
    }
    const int64_t degraded = model_row(model, "G");
    const int64_t up = model_row(model, "U");
    if (!model->was_degraded && degraded > 0 && degraded >= policy->after) {
        *out++ = 'g';
        model->was_degraded = true;
    } else if (model->was_degraded && up > 0 && up >= policy->recover) {
        *out++ = 'e';
        model->was_degraded = false;
    }
    *out = '\0';
}

/* Long times of one state and of changes, so that all rules are met. */
static char next_letter(uint32_t *random, char last)
{
    static const char letters[] = "UUUDDDG?X";
    *random = *random * 1664525U + 1013904223U;
    const uint32_t phase = *random >> 24 & 3U;
    if (phase != 0 && (*random >> 16 & 7U) < (*random >> 28 & 7U))
        return last;
    return letters[(*random >> 8) % (sizeof letters - 1)];
}

static void assert_like_the_model(uint32_t seed)
{
    const struct hg_notify_policy policy = {.after = 1 + seed % 4,
                                            .recover = 1 + seed / 4 % 3,
                                            .flapping = seed % 5 != 0,
                                            .remind_us = seed / 8 % 3 * 4 * MINUTE_US};
    struct hg_reported reported = {0};
    struct model model = {.count = 0};
    uint32_t random = seed;
    char last = 'U';
    for (size_t i = 0; i < sizeof model.results; i++) {
        struct hg_reported_events events;
        const int64_t at_us = (int64_t)(i + 1) * MINUTE_US;
        char expected[8] = "";
        char found[8] = "";
        char row[64];
        last = next_letter(&random, last);
        const struct hg_sample sample = {.at_ms = at_us / HG_US_PER_MS,
                                         .outcome = outcome_of(last)};
        if (strchr("UGD", last) != NULL) {
            model.results[model.count++] = last;
            model_say(&policy, &model, at_us, expected);
        }
        hg_reported_follow(&reported, &policy, &sample, 7, &events);
        for (size_t k = 0; k < events.count; k++)
            found[k] = letter_of_kind(events.items[k].kind);
        if (strcmp(found, expected) == 0)
            continue;
        snprintf(row, sizeof row, "seed %u, result %zu: %s, expected %s", seed, i, found,
                 expected);
        UNIT_ASSERT_ROW(strcmp(found, expected) == 0, row);
        break;
    }
    hg_reported_release(&reported);
}

static void random_results_are_said_as_the_rules_say(void)
{
    for (uint32_t seed = 0; seed < 120; seed++)
        assert_like_the_model(seed);
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
    {"flapping_stands_for_what_goes_up_and_down",
     flapping_stands_for_what_goes_up_and_down},
    {"flapping_that_is_not_asked_for_any_more_ends",
     flapping_that_is_not_asked_for_any_more_ends},
    {"random_results_are_said_as_the_rules_say",
     random_results_are_said_as_the_rules_say},
    {"every_kind_has_a_word", every_kind_has_a_word},
    CU_TEST_INFO_NULL,
};

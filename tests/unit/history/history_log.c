/* SPDX-License-Identifier: MIT */
/* Tests of history_log and explanation. */
#include "headgate/history_log.h"

#include "fixture.h"
#include "unit.h"

#include <string.h>

#include "headgate/banned.h"

#define AT_US(after_s) ((FIXTURE_BEGIN_S + (after_s)) * HG_US_PER_S)

static void explain(struct fixture *fixture, const char *target, int64_t after_s,
                    struct hg_arena *arena, struct hg_explanation *explanation)
{
    struct hg_error err = {0};
    hg_arena_init(arena);
    CU_ASSERT_EQUAL(hg_history_explain(fixture->history, target, AT_US(after_s), arena,
                                       explanation, &err),
                    0);
    UNIT_ASSERT_TEXT(err.text, "");
}

static void the_result_at_a_moment_has_its_neighbours(void)
{
    struct fixture fixture;
    struct hg_arena arena;
    struct hg_explanation explanation;
    fixture_open(&fixture);
    for (int i = 0; i < 13; i++)
        fixture_add(&fixture, i * 5 * MINUTE_S, i == 5 || i == 6 ? "S" : "U");
    explain(&fixture, "a", 27 * MINUTE_S, &arena, &explanation);
    CU_ASSERT_EQUAL_FATAL(explanation.result_count, 5);
    CU_ASSERT_EQUAL_FATAL(explanation.chosen, 2);
    const struct hg_history_result *result = &explanation.results[2];
    CU_ASSERT_EQUAL(result->last.started_at_us, AT_US(25 * MINUTE_S));
    CU_ASSERT_EQUAL(result->last.status, 503);
    UNIT_ASSERT_TEXT(result->last.reason, "status 503");
    UNIT_ASSERT_TEXT(result->run, "run-5");
    CU_ASSERT_EQUAL(explanation.results[0].last.started_at_us, AT_US(15 * MINUTE_S));
    CU_ASSERT_EQUAL(explanation.results[4].last.started_at_us, AT_US(35 * MINUTE_S));
    CU_ASSERT_EQUAL(explanation.interval.checks, 2);
    CU_ASSERT_EQUAL(explanation.interval.gap_us, 5 * MINUTE_S * HG_US_PER_S);
    CU_ASSERT_TRUE(explanation.hour.is_stored);
    CU_ASSERT_EQUAL(explanation.hour.counts[HG_OUTCOME_DOWN], 2);
    CU_ASSERT_EQUAL(explanation.hour.counts[HG_OUTCOME_UP], 10);
    CU_ASSERT_PTR_NOT_NULL_FATAL(explanation.incident);
    CU_ASSERT_EQUAL(explanation.incident->incident.closed_us, AT_US(35 * MINUTE_S));
    hg_arena_release(&arena);
    fixture_close(&fixture);
}

static void before_the_first_result_there_is_none(void)
{
    struct fixture fixture;
    struct hg_arena arena;
    struct hg_explanation explanation;
    fixture_open(&fixture);
    fixture_add(&fixture, 0, "U");
    explain(&fixture, "a", -1, &arena, &explanation);
    CU_ASSERT_EQUAL_FATAL(explanation.result_count, 1);
    CU_ASSERT(explanation.results[explanation.chosen].last.started_at_us == AT_US(0));
    CU_ASSERT_EQUAL(explanation.interval.checks, 0);
    CU_ASSERT_PTR_NULL(explanation.incident);
    CU_ASSERT_FALSE(explanation.hour.is_stored);
    hg_arena_release(&arena);
    fixture_close(&fixture);
}

static void an_unknown_target_has_a_similar_name(void)
{
    struct fixture fixture;
    struct hg_arena arena;
    struct hg_explanation explanation;
    fixture_open(&fixture);
    fixture.targets[1].name = "checkout";
    fixture_add(&fixture, 0, "UU");
    explain(&fixture, "chekout", 0, &arena, &explanation);
    CU_ASSERT_PTR_NULL(explanation.name);
    UNIT_ASSERT_TEXT(explanation.nearest, "checkout");
    hg_arena_release(&arena);
    explain(&fixture, "something else", 0, &arena, &explanation);
    CU_ASSERT_PTR_NULL(explanation.nearest);
    hg_arena_release(&arena);
    fixture_close(&fixture);
}

static void the_log_is_of_a_period_or_of_the_latest(void)
{
    struct fixture fixture;
    struct hg_arena arena;
    struct hg_history_log log;
    struct hg_error err = {0};
    const struct hg_period period = {.begin_us = AT_US(HOUR_S),
                                     .end_us = AT_US(3 * HOUR_S)};
    fixture_open(&fixture);
    for (int i = 0; i < 6; i++)
        fixture_add(&fixture, i * HOUR_S, i % 2 == 0 ? "DU" : "UD");
    hg_arena_init(&arena);
    CU_ASSERT_EQUAL(hg_history_read_log(fixture.history, &period, 1, &arena, &log, &err),
                    0);
    CU_ASSERT_EQUAL_FATAL(log.run_count, 2);
    UNIT_ASSERT_TEXT(log.runs[0].name, "run-2");
    UNIT_ASSERT_TEXT(log.runs[1].name, "run-1");
    /* The one that ended when the period begins touches it. */
    CU_ASSERT_EQUAL_FATAL(log.incident_count, 3);
    CU_ASSERT_EQUAL(log.incidents[0].incident.opened_us, AT_US(2 * HOUR_S));
    CU_ASSERT_EQUAL(hg_history_read_log(fixture.history, NULL, 3, &arena, &log, &err), 0);
    CU_ASSERT_EQUAL_FATAL(log.run_count, 3);
    UNIT_ASSERT_TEXT(log.runs[0].name, "run-5");
    CU_ASSERT_EQUAL_FATAL(log.incident_count, 3);
    CU_ASSERT_EQUAL(log.incidents[0].incident.closed_us, 0);
    UNIT_ASSERT_TEXT(log.incidents[0].target, "b");
    hg_arena_release(&arena);
    fixture_close(&fixture);
}

static void notes_are_added_to_incidents_that_exist(void)
{
    struct fixture fixture;
    struct hg_arena arena;
    struct hg_explanation explanation;
    struct hg_error err = {0};
    fixture_open(&fixture);
    fixture_add(&fixture, 0, "D");
    CU_ASSERT_EQUAL(hg_history_add_note(fixture.history, 1, "first", AT_US(60), &err), 0);
    CU_ASSERT_EQUAL(hg_history_add_note(fixture.history, 1, "second", AT_US(120), &err),
                    0);
    CU_ASSERT_EQUAL(hg_history_add_note(fixture.history, 2, "nowhere", AT_US(180), &err),
                    -1);
    CU_ASSERT_EQUAL(err.kind, HG_ERROR_USAGE);
    explain(&fixture, "a", 0, &arena, &explanation);
    CU_ASSERT_PTR_NOT_NULL_FATAL(explanation.incident);
    CU_ASSERT_EQUAL_FATAL(explanation.incident->incident.note_count, 2);
    UNIT_ASSERT_TEXT(explanation.incident->incident.notes[1].text, "second");
    CU_ASSERT_EQUAL(explanation.incident->incident.notes[1].at_us, AT_US(120));
    hg_arena_release(&arena);
    fixture_close(&fixture);
}

static int acknowledge(struct fixture *fixture, int64_t incident, struct hg_error *err)
{
    *err = (struct hg_error){0};
    return hg_history_acknowledge(fixture->history, incident, "known", AT_US(0), err);
}

/* Results of "a"; which incident is acknowledged then, and how it is refused. */
static void an_incident_that_was_not_reported_or_is_over_is_not_acknowledged(void)
{
    static const struct {
        const char *outcomes;
        int64_t incident;
        int64_t after;
        int64_t recover;
        const char *problem; /* "": it is acknowledged */
    } rows[] = {
        {"UD", 1, 1, 1, ""},
        {"UDD?", 1, 1, 1, ""},
        {"UDU", 1, 1, 1,
         "incident 1 is over, and has no reminders that could end; add the "
         "note without --ack"},
        {"UDUD", 1, 1, 1,
         "incident 1 is over, and has no reminders that could end; add the "
         "note without --ack"},
        {"UDUD", 2, 1, 1, ""},
        {"UDUD", 3, 1, 1, "there is no incident 3"},
        /* Where two results in a row make a recovery it is the one that people were told of, and goes on. */
        {"UDU", 1, 1, 2, ""},
        {"UDUD", 2, 1, 2, ""},
        {"UDUD", 1, 1, 2,
         "incident 1 is over, and has no reminders that could end; add the "
         "note without --ack"},
        {"UDUDUD", 3, 1, 3, ""},
        {"UDUDUU", 2, 1, 2,
         "incident 2 is over, and has no reminders that could end; add "
         "the note without --ack"},
        /* Before it is reported, it is known from the history. */
        {"UD", 1, 2, 1, ""},
        {"UDU", 1, 2, 1,
         "incident 1 is over, and has no reminders that could end; add the "
         "note without --ack"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture fixture;
        struct hg_error err;
        const struct hg_policy policy = {
            .notify = {.after = rows[i].after, .recover = rows[i].recover}};
        fixture_open(&fixture);
        fixture.targets[0].policy = &policy;
        for (int k = 0; rows[i].outcomes[k] != '\0'; k++)
            fixture_add(&fixture, k * HOUR_S, (char[]){rows[i].outcomes[k], '\0'});
        const int result = acknowledge(&fixture, rows[i].incident, &err);
        UNIT_ASSERT_ROW(strcmp(err.text, rows[i].problem) == 0, rows[i].outcomes);
        UNIT_ASSERT_ROW((result == 0) == (rows[i].problem[0] == '\0'), rows[i].outcomes);
        CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM notes"),
                        result == 0 ? 1 : 0);
        fixture_close(&fixture);
    }
}

CU_TestInfo history_log_tests[] = {
    {"the_result_at_a_moment_has_its_neighbours",
     the_result_at_a_moment_has_its_neighbours},
    {"before_the_first_result_there_is_none", before_the_first_result_there_is_none},
    {"an_unknown_target_has_a_similar_name", an_unknown_target_has_a_similar_name},
    {"the_log_is_of_a_period_or_of_the_latest", the_log_is_of_a_period_or_of_the_latest},
    {"notes_are_added_to_incidents_that_exist", notes_are_added_to_incidents_that_exist},
    {"an_incident_that_was_not_reported_or_is_over_is_not_acknowledged",
     an_incident_that_was_not_reported_or_is_over_is_not_acknowledged},
    CU_TEST_INFO_NULL,
};

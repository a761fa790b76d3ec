/* SPDX-License-Identifier: MIT */
/* fixture: a history for tests. */
#include "fixture.h"

#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "headgate/memory.h"

#include "history/store/history_file.h"

#include <sqlite3.h>

#include "headgate/banned.h"

static const struct hg_origin origin = {0};
static const struct hg_policy policy = {0};

void fixture_open(struct fixture *fixture)
{
    static const char *const names[FIXTURE_TARGETS] = {"a", "b", "c", "d"};
    static const char *const urls[FIXTURE_TARGETS] = {
        "https://a.example/", "https://b.example/", "https://c.example/",
        "https://d.example/"};
    struct hg_error err = {0};

    *fixture = (struct fixture){.retention = {INT64_MAX / 4, INT64_MAX / 4}};
    folder_init(&fixture->folder);
    snprintf(fixture->path, sizeof fixture->path, "%s",
             folder_join(&fixture->folder, "h.db"));
    for (size_t i = 0; i < FIXTURE_TARGETS; i++)
        fixture->targets[i] = (struct hg_target){
            .name = names[i], .url = urls[i], .policy = &policy, .origin = &origin};
    fixture->history = hg_history_open(fixture->path, HG_HISTORY_WRITE, &err);
    UNIT_ASSERT_TEXT(err.text, "");
    CU_ASSERT_PTR_NOT_NULL_FATAL(fixture->history);
}

void fixture_close(struct fixture *fixture)
{
    hg_history_close(fixture->history);
    folder_release(&fixture->folder);
}

static void set_result(struct hg_result *result, char letter, int64_t at_us)
{
    static const struct {
        char letter;
        enum hg_outcome outcome;
        enum hg_cause cause;
        uint16_t status;
        const char *reason;
    } rows[] = {
        {'U', HG_OUTCOME_UP, HG_CAUSE_NONE, 200, NULL},
        {'F', HG_OUTCOME_FLAKY, HG_CAUSE_NONE, 200, NULL},
        {'G', HG_OUTCOME_DEGRADED, HG_CAUSE_LATENCY, 200, "slow"},
        {'D', HG_OUTCOME_DOWN, HG_CAUSE_TIMEOUT, 0, "no answer"},
        {'N', HG_OUTCOME_DOWN, HG_CAUSE_DNS, 0, "no name"},
        {'S', HG_OUTCOME_DOWN, HG_CAUSE_STATUS, 503, "status 503"},
        {'X', HG_OUTCOME_SKIPPED, HG_CAUSE_NONE, 0, "disabled"},
        {'?', HG_OUTCOME_UNKNOWN, HG_CAUSE_CANCELLED, 0, "stopped"},
    };
    size_t i = 0;
    while (rows[i].letter != letter)
        i++;
    if (rows[i].reason != NULL)
        hg_result_end(result, rows[i].outcome, rows[i].cause, rows[i].reason);
    result->outcome = (uint8_t)rows[i].outcome;
    result->cause = (uint8_t)rows[i].cause;
    result->status = rows[i].status;
    result->started_at_us = at_us;
    result->attempts = rows[i].outcome == HG_OUTCOME_DOWN ? 3 : 1;
    if (rows[i].status != 0)
        result->phases.total_us = 100000;
}

int fixture_add(struct fixture *fixture, int64_t after_s, const char *outcomes)
{
    const int64_t at_us = (FIXTURE_BEGIN_S + after_s) * HG_US_PER_S;
    struct hg_run run;

    fixture->err = (struct hg_error){0};
    hg_run_init(&run, fixture->targets, strlen(outcomes), &fixture->settings);
    snprintf(run.id, sizeof run.id, "run-%d", fixture->run_count++);
    run.tool_version = "0";
    run.started_at_us = at_us;
    run.finished_at_us = at_us + HG_US_PER_S;
    run.is_interrupted = fixture->interrupts;
    for (size_t i = 0; outcomes[i] != '\0'; i++) {
        set_result(&run.results[i], outcomes[i], at_us);
        hg_run_settle(&run, i);
    }
    hg_run_summarise(&run);
    if (fixture->change != NULL)
        fixture->change(&run);
    const int result =
        hg_history_add(fixture->history, &run, &fixture->retention, &fixture->err);
    if (!fixture->may_fail)
        UNIT_ASSERT_TEXT(fixture->err.text, "");
    hg_run_release(&run);
    return result;
}

size_t fixture_count(const struct fixture *fixture, enum hg_event_kind kind)
{
    struct hg_history_change change;
    size_t count = 0;
    hg_history_last_change(fixture->history, &change);
    for (size_t i = 0; i < change.event_count; i++)
        count += change.events[i].kind == kind ? 1 : 0;
    return count;
}

void fixture_assert_said(const struct fixture *fixture, size_t down, size_t recovered,
                         size_t still_down)
{
    struct hg_history_change change;
    hg_history_last_change(fixture->history, &change);
    CU_ASSERT_EQUAL(fixture_count(fixture, HG_EVENT_DOWN), down);
    CU_ASSERT_EQUAL(fixture_count(fixture, HG_EVENT_RECOVERED), recovered);
    CU_ASSERT_EQUAL(change.still_down_count, still_down);
}

/* By SQLite itself, so that the history is not read as it was written. */
static sqlite3_stmt *prepare(struct fixture *fixture, const char *sql)
{
    sqlite3 *handle = fixture->history->database.handle;
    sqlite3_stmt *statement = NULL;
    sqlite3_prepare_v2(handle, sql, -1, &statement, NULL);
    UNIT_ASSERT_TEXT(sqlite3_errmsg(handle), "not an error");
    return statement;
}

const char *fixture_text(struct fixture *fixture, const char *sql)
{
    sqlite3_stmt *statement = prepare(fixture, sql);
    size_t len = 0;
    fixture->text[0] = '\0';
    while (sqlite3_step(statement) == SQLITE_ROW)
        len += (size_t)snprintf(fixture->text + len, sizeof fixture->text - len, "%s%s",
                                len == 0 ? "" : " ",
                                (const char *)sqlite3_column_text(statement, 0));
    CU_ASSERT_EQUAL(sqlite3_finalize(statement), SQLITE_OK);
    return fixture->text;
}

int64_t fixture_number(struct fixture *fixture, const char *sql)
{
    sqlite3_stmt *statement = prepare(fixture, sql);
    const int64_t value =
        sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : -1;
    CU_ASSERT_EQUAL(sqlite3_finalize(statement), SQLITE_OK);
    return value;
}

void fixture_run(struct fixture *fixture, const char *sql)
{
    CU_ASSERT_EQUAL(
        sqlite3_exec(fixture->history->database.handle, sql, NULL, NULL, NULL),
        SQLITE_OK);
}

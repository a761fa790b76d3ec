/* SPDX-License-Identifier: MIT */
/* Tests of gaps: the runs of a period, and the times without any. */
#include "history/query/gaps.h"

#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "fixture.h"

#include "history/store/history_file.h"

#include "headgate/banned.h"

#define AT_US(minutes) ((FIXTURE_BEGIN_S + (minutes)*MINUTE_S) * HG_US_PER_S)

static int minute_of(int64_t at_us)
{
    return (int)((at_us - AT_US(0)) / (MINUTE_S * HG_US_PER_S));
}

/* The runs and gaps from minute 60 to minute 120, compared with the hour before. Gaps are "begin-end" in minutes, with
 * the last run before them; a run takes a second. */
static void check(const int *minutes, int64_t max_gap_minutes, const char *gaps,
                  size_t run_count, int64_t last_run_us)
{
    struct fixture fixture;
    struct hg_error err = {0};
    struct hg_uptime uptime = {.period = {AT_US(60), AT_US(120), ""},
                               .before = {AT_US(0), AT_US(60), ""},
                               .max_gap_us = max_gap_minutes * MINUTE_S * HG_US_PER_S};
    char text[256] = "";
    size_t len = 0;
    fixture_open(&fixture);
    for (; *minutes >= 0; minutes++)
        fixture_add(&fixture, *minutes * MINUTE_S, "U");
    hg_arena_init(&uptime.arena);
    struct hg_database *database = &fixture.history->database;
    CU_ASSERT_EQUAL(hg_database_begin_reading(database, &uptime.arena, &err), 0);
    CU_ASSERT_EQUAL(hg_gaps_find(&uptime, database), last_run_us);
    CU_ASSERT_EQUAL(hg_database_end_reading(database, &err), 0);
    for (size_t i = 0; i < uptime.gap_count; i++)
        len += (size_t)snprintf(text + len, sizeof text - len, "%s%d-%d",
                                i == 0 ? "" : " ", minute_of(uptime.gaps[i].begin_us),
                                minute_of(uptime.gaps[i].end_us));
    if (uptime.gap_count == 1 && uptime.gaps[0].last_run_us > 0)
        snprintf(text + len, sizeof text - len, " after %d",
                 minute_of(uptime.gaps[0].last_run_us));
    UNIT_ASSERT_TEXT(text, gaps);
    CU_ASSERT_EQUAL(uptime.run_count, run_count);
    hg_uptime_release(&uptime);
    fixture_close(&fixture);
}

static void a_gap_is_longer_than_twice_the_usual_interval(void)
{
    /* Twice the interval of ten minutes is no gap yet. */
    check((const int[]){50, 60, 70, 90, 100, 110, -1}, 0, "", 5, AT_US(110));
    check((const int[]){50, 60, 70, 91, 101, 111, -1}, 0, "90-91 after 70", 5,
          AT_US(111));
    check((const int[]){50, 60, 70, 80, -1}, 0, "100-120 after 80", 3, AT_US(80));
}

static void the_configured_gap_comes_before_the_usual_interval(void)
{
    check((const int[]){50, 60, 70, 80, 90, 100, 110, -1}, 5,
          "65-70 75-80 85-90 95-100 105-110 115-120", 6, AT_US(110));
    check((const int[]){60, 70, 115, -1}, 45, "", 3, AT_US(115));
    check((const int[]){60, 70, 115, -1}, 44, "114-115 after 70", 3, AT_US(115));
}

static void what_is_outside_of_the_period_is_cut_off(void)
{
    check((const int[]){-1}, 0, "60-120", 0, INT64_MIN);
    check((const int[]){80, -1}, 0, "60-80", 1, AT_US(80));
    check((const int[]){10, -1}, 0, "", 0, AT_US(10));
    check((const int[]){10, 20, -1}, 0, "60-120 after 20", 0, AT_US(20));
    /* A run after the period counts for nothing. */
    check((const int[]){50, 60, 70, 80, 90, 100, 110, 120, 500, -1}, 0, "", 6,
          AT_US(110));
}

static void stopped_runs_are_counted_apart(void)
{
    struct fixture fixture;
    struct hg_error err = {0};
    struct hg_uptime uptime = {.period = {AT_US(0), AT_US(60), ""},
                               .before = {AT_US(-60), AT_US(0), ""}};
    fixture_open(&fixture);
    fixture_add(&fixture, 0, "U");
    fixture.interrupts = true;
    fixture_add(&fixture, 10 * MINUTE_S, "U");
    fixture_add(&fixture, 20 * MINUTE_S, "U");
    hg_arena_init(&uptime.arena);
    struct hg_database *database = &fixture.history->database;
    CU_ASSERT_EQUAL(hg_database_begin_reading(database, &uptime.arena, &err), 0);
    hg_gaps_find(&uptime, database);
    CU_ASSERT_EQUAL(hg_database_end_reading(database, &err), 0);
    CU_ASSERT(uptime.run_count == 3 && uptime.interrupted_count == 2);
    CU_ASSERT_PTR_NULL(uptime.host);
    hg_uptime_release(&uptime);
    fixture_close(&fixture);
}

/* Batches of a watch every minute from 60 on, but for some, and each a minute long; a run at 50 before them. */
static void a_watch_has_gaps_where_it_did_not_go_on(void)
{
    static const struct {
        int first, count, later; /* batches, and the first of further ones; 0: none */
        const char *watch;       /* of the further ones */
        const char *gaps;
        size_t runs;
    } rows[] = {
        {60, 60, 0, "w", "", 1},         {60, 30, 0, "w", "90-120", 1},
        {60, 30, 91, "w", "", 1},        {60, 30, 92, "w", "", 1},
        {60, 30, 93, "w", "90-93", 2},   {60, 30, 91, "v", "", 2},
        {60, 30, 100, "v", "90-100", 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct fixture fixture;
        struct hg_error err = {0};
        struct hg_uptime uptime = {.period = {AT_US(60), AT_US(120), ""},
                                   .before = {AT_US(0), AT_US(60), ""}};
        char text[128] = "";
        char sql[256];
        size_t len = 0;
        fixture_open(&fixture);
        for (int minute = 0; minute < rows[i].count; minute++)
            fixture_add(&fixture, (rows[i].first + minute) * MINUTE_S, "U");
        fixture_run(&fixture, "UPDATE runs SET watch = 'w'");
        for (int minute = rows[i].later; minute > 0 && minute < 120; minute++)
            fixture_add(&fixture, minute * MINUTE_S, "U");
        snprintf(sql, sizeof sql,
                 "UPDATE runs SET watch = '%s' WHERE watch IS NULL;"
                 "UPDATE runs SET finished_ms = started_ms + 60000",
                 rows[i].watch);
        fixture_run(&fixture, sql);
        hg_arena_init(&uptime.arena);
        struct hg_database *database = &fixture.history->database;
        CU_ASSERT_EQUAL(hg_database_begin_reading(database, &uptime.arena, &err), 0);
        hg_gaps_find(&uptime, database);
        CU_ASSERT_EQUAL(hg_database_end_reading(database, &err), 0);
        for (size_t k = 0; k < uptime.gap_count; k++)
            len += (size_t)snprintf(text + len, sizeof text - len, "%s%d-%d",
                                    k == 0 ? "" : " ", minute_of(uptime.gaps[k].begin_us),
                                    minute_of(uptime.gaps[k].end_us));
        UNIT_ASSERT_TEXT(text, rows[i].gaps);
        CU_ASSERT_EQUAL(uptime.run_count, rows[i].runs);
        hg_uptime_release(&uptime);
        fixture_close(&fixture);
    }
}

CU_TestInfo gaps_tests[] = {
    {"a_watch_has_gaps_where_it_did_not_go_on", a_watch_has_gaps_where_it_did_not_go_on},
    {"a_gap_is_longer_than_twice_the_usual_interval",
     a_gap_is_longer_than_twice_the_usual_interval},
    {"the_configured_gap_comes_before_the_usual_interval",
     the_configured_gap_comes_before_the_usual_interval},
    {"what_is_outside_of_the_period_is_cut_off",
     what_is_outside_of_the_period_is_cut_off},
    {"stopped_runs_are_counted_apart", stopped_runs_are_counted_apart},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* Tests of verification: what is wrong with a history is found, and nothing else. */
#include "headgate/history_check.h"

#include "fixture.h"

#include "unit.h"

#include "headgate/banned.h"

static void look(struct fixture *fixture, int64_t after_s, struct hg_arena *arena,
                 struct hg_history_check *check)
{
    struct hg_error err = {0};
    hg_arena_init(arena);
    CU_ASSERT_EQUAL(hg_history_check(fixture->history,
                                     (FIXTURE_BEGIN_S + after_s) * HG_US_PER_S, arena,
                                     check, &err),
                    0);
    UNIT_ASSERT_TEXT(err.text, "");
}

/* Two days and a half, every hour, with a late result and some that count elsewhere. */
static void open_with_runs(struct fixture *fixture)
{
    fixture_open(fixture);
    for (int64_t hour = 0; hour < 60; hour++)
        fixture_add(fixture, hour * HOUR_S, hour % 7 == 0 ? "UDG" : "UXFU");
    fixture_add(fixture, 30 * HOUR_S + 1, "DU");
    fixture->interrupts = true;
    fixture_add(fixture, 60 * HOUR_S, "U?");
}

static void a_whole_history_has_nothing_wrong(void)
{
    struct fixture fixture;
    struct hg_arena arena;
    struct hg_history_check check;
    open_with_runs(&fixture);
    look(&fixture, 60 * HOUR_S, &arena, &check);
    CU_ASSERT_PTR_NULL(check.damage);
    CU_ASSERT_EQUAL(check.run_count, 62);
    CU_ASSERT_EQUAL(check.target_count, 4);
    CU_ASSERT_EQUAL(check.hours.count, 0);
    CU_ASSERT_EQUAL(check.days.count, 0);
    CU_ASSERT_EQUAL(check.future_count, 0);
    hg_arena_release(&arena);
    fixture_close(&fixture);
}

static void results_that_were_dropped_prove_nothing(void)
{
    struct fixture fixture;
    struct hg_arena arena;
    struct hg_history_check check;
    fixture_open(&fixture);
    fixture.retention =
        (struct hg_retention){10 * HOUR_S * HG_US_PER_S, 30 * HOUR_S * HG_US_PER_S};
    for (int64_t run = 0; run < 240; run++)
        fixture_add(&fixture, run * 20 * MINUTE_S, run % 5 == 0 ? "UD" : "UU");
    CU_ASSERT(fixture_number(&fixture, "SELECT count(*) FROM results") < 240);
    CU_ASSERT(fixture_number(&fixture, "SELECT count(*) FROM hours") < 158);
    look(&fixture, 80 * HOUR_S, &arena, &check);
    CU_ASSERT_EQUAL(check.hours.count, 0);
    CU_ASSERT_EQUAL(check.days.count, 0);
    CU_ASSERT(check.raw_us > FIXTURE_BEGIN_S * HG_US_PER_S);
    hg_arena_release(&arena);
    fixture_close(&fixture);
}

static void hours_and_days_that_are_wrong_are_found(void)
{
    /* What is changed in hour 26 of the target "b", or in its first day, and how many hours and days are wrong
     * then. Days are made from hours. */
#define HOUR " WHERE target = 2 AND begin_ms = 1795132800000 + 26 * 3600000"
#define DAY  " WHERE target = 2 AND begin_ms = 1795132800000"
    static const struct {
        const char *sql;
        int64_t hours, days, first_hour;
    } rows[] = {
        {"UPDATE hours SET up = up + 1" HOUR, 1, 1, 26},
        {"UPDATE hours SET unknown = unknown + 1" HOUR, 1, 1, 26},
        {"UPDATE hours SET maintenance = 1" HOUR, 1, 1, 26},
        {"UPDATE hours SET latencies = x'0101'" HOUR, 1, 1, 26},
        {"DELETE FROM hours" HOUR, 1, 1, 26},
        {"UPDATE hours SET begin_ms = begin_ms + 60000" HOUR, 2, 0, 26},
        {"UPDATE days SET down = down + 1" DAY, 0, 1, 0},
        {"DELETE FROM days" DAY, 0, 1, 0},
        {"UPDATE days SET latencies = x''" DAY " AND latencies <> x''", 0, 0, 0},
        {"UPDATE days SET begin_ms = begin_ms + 60000" DAY, 0, 2, 0},
        {"DELETE FROM days", 0, 8, 0},
        {"DELETE FROM hours WHERE begin_ms >= 1795132800000 + 58 * 3600000", 8, 0, 58},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct fixture fixture;
        struct hg_arena arena;
        struct hg_history_check check;
        open_with_runs(&fixture);
        fixture_run(&fixture, rows[i].sql);
        look(&fixture, 60 * HOUR_S, &arena, &check);
        UNIT_ASSERT_ROW(check.hours.count == rows[i].hours, rows[i].sql);
        UNIT_ASSERT_ROW(check.days.count == rows[i].days, rows[i].sql);
        const struct hg_wrong_rollups *first =
            check.hours.count > 0 ? &check.hours : &check.days;
        if (first->count > 0)
            UNIT_ASSERT_ROW(first->first_us ==
                                (FIXTURE_BEGIN_S + rows[i].first_hour * HOUR_S) *
                                    HG_US_PER_S,
                            rows[i].sql);
        if (first->count == 1)
            UNIT_ASSERT_TEXT(first->target, "b");
        hg_arena_release(&arena);
        fixture_close(&fixture);
    }
}

static void moments_of_the_future_are_found(void)
{
    struct fixture fixture;
    struct hg_arena arena;
    struct hg_history_check check;
    fixture_open(&fixture);
    fixture_add(&fixture, 0, "U");
    fixture_add(&fixture, 5 * MINUTE_S, "U");
    look(&fixture, 0, &arena, &check);
    CU_ASSERT_EQUAL(check.future_count, 0);
    hg_arena_release(&arena);
    fixture_add(&fixture, 6 * MINUTE_S, "U");
    fixture_add(&fixture, 90 * DAY_S, "U");
    look(&fixture, 0, &arena, &check);
    CU_ASSERT_EQUAL(check.future_count, 2);
    CU_ASSERT_EQUAL(check.future_us, (FIXTURE_BEGIN_S + 90 * DAY_S) * HG_US_PER_S);
    CU_ASSERT_EQUAL(check.hours.count, 0);
    CU_ASSERT_EQUAL(check.days.count, 0);
    hg_arena_release(&arena);
    fixture_close(&fixture);
}

CU_TestInfo verification_tests[] = {
    {"a_whole_history_has_nothing_wrong", a_whole_history_has_nothing_wrong},
    {"results_that_were_dropped_prove_nothing", results_that_were_dropped_prove_nothing},
    {"hours_and_days_that_are_wrong_are_found", hours_and_days_that_are_wrong_are_found},
    {"moments_of_the_future_are_found", moments_of_the_future_are_found},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* Tests of change: what a run changed, among runs of clocks that were wrong. */
#include "fixture.h"

#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

/* A run: minutes after the beginning, its results, and what it changed: newly down, recovered, still down,
 * late. */
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
        snprintf(changes, sizeof changes, "%zu %zu %zu %zu", change.newly_down,
                 change.recovered, change.still_down, change.late_count);
        snprintf(row, sizeof row, "%s, run %zu", name, i);
        UNIT_ASSERT_TEXT(changes, steps[i].changes);
        UNIT_ASSERT_ROW(strcmp(changes, steps[i].changes) == 0, row);
    }
    fixture_close(&fixture);
}

#define ASSERT_CHANGES(name, steps)                                                      \
    assert_changes(name, steps, sizeof(steps) / sizeof((steps)[0]))

static void a_run_of_the_future_hides_nothing(void)
{
    static const struct step up[] = {
        {0, "U", "0 0 0 0"},   {120, "U", "0 0 0 0"}, {5, "D", "1 0 0 0"},
        {10, "D", "0 0 1 0"},  {15, "U", "0 1 0 0"},  {20, "U", "0 0 0 0"},
        {125, "U", "0 0 0 0"},
    };
    static const struct step down[] = {
        {0, "U", "0 0 0 0"},   {120, "D", "1 0 0 0"}, {5, "U", "0 0 0 0"},
        {10, "D", "1 0 0 0"},  {15, "?", "0 0 1 0"},  {20, "U", "0 1 0 0"},
        {125, "D", "0 0 1 0"},
    };
    static const struct step first[] = {
        {120, "D", "1 0 0 0"}, {5, "D", "1 0 0 0"}, {10, "D", "0 0 1 0"}};
    static const struct step several[] = {
        {0, "UD", "1 0 0 0"},  {120, "UD", "0 0 1 0"}, {240, "DU", "1 1 0 0"},
        {5, "DU", "1 1 0 0"},  {10, "DU", "0 0 1 0"},  {15, "UD", "1 1 0 0"},
        {20, "UX", "0 0 1 0"},
    };
    ASSERT_CHANGES("up", up);
    ASSERT_CHANGES("down", down);
    ASSERT_CHANGES("first", first);
    ASSERT_CHANGES("several", several);
}

/* A clock that is three minutes ahead, and one that is six. */
static void clocks_may_differ_by_five_minutes(void)
{
    static const struct step near[] = {
        {0, "D", "1 0 0 0"}, {13, "D", "0 0 1 0"}, {10, "D", "0 0 1 0"}};
    static const struct step far[] = {
        {0, "U", "0 0 0 0"}, {16, "D", "1 0 0 0"}, {10, "D", "1 0 0 0"}};
    ASSERT_CHANGES("near", near);
    ASSERT_CHANGES("far", far);
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
    CU_ASSERT(change.newly_down == 1 && change.recovered == 0 && change.still_down == 0);
    CU_ASSERT_EQUAL_FATAL(change.late_count, 1);
    CU_ASSERT_EQUAL(change.late[0],
                    fixture_number(&fixture, "SELECT id FROM targets WHERE name = 'a'"));
    /* It has its place in time all the same. */
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM incidents"), 2);
    CU_ASSERT_EQUAL(fixture_number(&fixture,
                                   "SELECT closed_ms / 60000 - 1795132800 / 60"
                                   " FROM incidents WHERE closed_ms IS NOT NULL"),
                    12);
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

CU_TestInfo change_tests[] = {
    {"a_run_of_the_future_hides_nothing", a_run_of_the_future_hides_nothing},
    {"clocks_may_differ_by_five_minutes", clocks_may_differ_by_five_minutes},
    {"a_result_with_a_newer_one_is_no_news", a_result_with_a_newer_one_is_no_news},
    {"the_future_is_told", the_future_is_told},
    CU_TEST_INFO_NULL,
};

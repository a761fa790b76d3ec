/* SPDX-License-Identifier: MIT */
/* Tests of damaged files: what headgate never writes is reported, and no figure is made of it. */
#include "fixture.h"

#include "unit.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "headgate/gate.h"
#include "headgate/history_log.h"
#include "headgate/unsent.h"

#include "headgate/banned.h"

static int read_uptime(struct fixture *fixture, struct hg_error *err)
{
    struct hg_zone zone;
    struct hg_uptime uptime;
    CU_ASSERT_EQUAL_FATAL(hg_zone_open(&zone, "UTC", err), 0);
    const int64_t begin_us = FIXTURE_BEGIN_S * HG_US_PER_S;
    const int64_t end_us = begin_us + 2 * DAY_S * HG_US_PER_S;
    const struct hg_uptime_request request = {
        .period = {begin_us, end_us, ""},
        .zone = &zone,
        .now_us = end_us,
        .targets = fixture->targets,
        .target_count = 1,
        .settings = &fixture->settings,
    };
    const int result = hg_history_uptime(fixture->history, &request, &uptime, err);
    hg_uptime_release(&uptime);
    hg_zone_release(&zone);
    return result;
}

/* Two days of a target that is down every now and then. */
static void fill(struct fixture *fixture)
{
    for (int64_t hour = 0; hour < 48; hour++)
        fixture_add(fixture, hour * HOUR_S, hour % 7 == 3 ? "D" : "U");
}

static void is_damage(const char *sql)
{
    struct fixture fixture;
    struct hg_error err = {0};
    fixture_open(&fixture);
    fill(&fixture);
    CU_ASSERT_EQUAL(read_uptime(&fixture, &err), 0);
    fixture_run(&fixture, sql);
    UNIT_ASSERT_ROW(read_uptime(&fixture, &err) == -1, sql);
    UNIT_ASSERT_ROW(strstr(err.text, "it is damaged") != NULL, err.text);
    fixture_close(&fixture);
}

static void no_figure_is_made_of_values_that_are_never_written(void)
{
    static const char *const changes[] = {
        "UPDATE spans SET outcome = 6",
        "UPDATE spans SET cause = -1",
        "UPDATE spans SET begin_ms = -begin_ms",
        "UPDATE spans SET end_ms = 9223372036854775807",
        "UPDATE spans SET end_ms = begin_ms - 1",
        "UPDATE spans SET checks = 0",
        "UPDATE spans SET checks = 1 WHERE end_ms > begin_ms",
        "UPDATE spans SET checks = 1000000000",
        "UPDATE spans SET longest_ms = 'long'",
        "UPDATE targets SET outcome = 200",
        "UPDATE targets SET checks = NULL",
        "UPDATE hours SET up = -1",
        "UPDATE hours SET down = 9223372036854775807",
        "UPDATE hours SET latencies = x'ffffffffffffffffffff'",
        "UPDATE results SET outcome = 1000000",
        "UPDATE results SET total_us = -5",
        "UPDATE runs SET started_ms = -9223372036854775808",
        "UPDATE runs SET last_ms = 9223372036854775807",
        "UPDATE incidents SET closed_ms = opened_ms - 1",
        "UPDATE incidents SET opened_ms = -opened_ms",
        "UPDATE meta SET value = 1e300",
    };
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++)
        is_damage(changes[i]);
}

static void a_run_is_not_added_to_a_damaged_history(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    fill(&fixture);
    fixture_run(&fixture, "UPDATE targets SET end_ms = 1e18");
    fixture.may_fail = true;
    CU_ASSERT_EQUAL(fixture_add(&fixture, 48 * HOUR_S, "U"), -1);
    UNIT_ASSERT_ROW(strstr(fixture.err.text, "it is damaged") != NULL, fixture.err.text);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM runs"), 48);
    fixture_close(&fixture);
}

static int read_explanation(struct fixture *fixture, struct hg_error *err)
{
    struct hg_arena arena;
    struct hg_explanation explanation;
    hg_arena_init(&arena);
    const int result =
        hg_history_explain(fixture->history, "a", (FIXTURE_BEGIN_S + 1) * HG_US_PER_S,
                           &arena, &explanation, err);
    hg_arena_release(&arena);
    return result;
}

static int read_log(struct fixture *fixture, struct hg_error *err)
{
    struct hg_arena arena;
    struct hg_history_log log;
    hg_arena_init(&arena);
    const int result = hg_history_read_log(fixture->history, NULL, 99, &arena, &log, err);
    hg_arena_release(&arena);
    return result;
}

static const struct limit {
    const char *change;
    int64_t max;
    int (*read)(struct fixture *, struct hg_error *);
} limits[] = {
    {"UPDATE results SET outcome = ", HG_OUTCOME_COUNT - 1, read_explanation},
    {"UPDATE results SET cause = ", HG_CAUSE_COUNT - 1, read_explanation},
    {"UPDATE results SET method = ", HG_METHOD_COUNT - 1, read_explanation},
    {"UPDATE results SET status = ", UINT16_MAX, read_explanation},
    {"UPDATE results SET attempts = ", INT32_MAX, read_explanation},
    {"UPDATE results SET tls_us = ", INT32_MAX, read_explanation},
    {"UPDATE details SET found = ", HG_OUTCOME_COUNT - 1, read_explanation},
    {"UPDATE runs SET gate = ", HG_GATE_CLOSED, read_log},
    {"UPDATE runs SET total = ", INT64_C(1000000000000), read_log},
    {"UPDATE runs SET finished_ms = ", INT64_C(253402300799999), read_log},
    {"UPDATE incidents SET worst = ", HG_CAUSE_COUNT - 1, read_log},
};

static void is_read(struct fixture *fixture, const struct limit *limit, const char *value,
                    bool is_fine)
{
    struct hg_error err = {0};
    char sql[128];
    snprintf(sql, sizeof sql, "%s%s", limit->change, value);
    fixture_run(fixture, sql);
    UNIT_ASSERT_ROW(limit->read(fixture, &err) == (is_fine ? 0 : -1), sql);
    UNIT_ASSERT_ROW(is_fine || strstr(err.text, "it is damaged") != NULL, err.text);
}

static void stored_numbers_have_limits(void)
{
    struct fixture fixture;
    char value[32];
    fixture_open(&fixture);
    fixture_add(&fixture, 0, "D");
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        snprintf(value, sizeof value, "%lld", (long long)limits[i].max + 1);
        is_read(&fixture, &limits[i], value, false);
        is_read(&fixture, &limits[i], "-2", false);
        is_read(&fixture, &limits[i], "1.5", false);
        is_read(&fixture, &limits[i], "'one'", false);
        snprintf(value, sizeof value, "%lld", (long long)limits[i].max);
        is_read(&fixture, &limits[i], value, true);
    }
    fixture_close(&fixture);
}

static void a_history_that_was_removed_is_not_written(void)
{
    struct fixture fixture;
    struct hg_payload payload = {"a@example.com\nb@example.com", "x", 1};
    struct hg_unsent_entry entry;
    const struct hg_unsent_claim claim = {.channel = "mail", .now_us = 1};
    const struct hg_unsent tried = {.id = 1, .message_id = (char[]){"x"}};
    const struct hg_unsent_failure failure = {.channel = "mail", .problem = "down"};
    struct hg_unsent message;
    fixture_open(&fixture);
    fixture_add(&fixture, 0, "D");
    CU_ASSERT_EQUAL(unlink(fixture.path), 0);
    fixture.may_fail = true;
    struct hg_error errors[6] = {{0}};
    CU_ASSERT_EQUAL(fixture_add(&fixture, HOUR_S, "U"), -1);
    errors[0] = fixture.err;
    CU_ASSERT_EQUAL(hg_history_add_note(fixture.history, 1, "x", 1, &errors[1]), -1);
    CU_ASSERT_EQUAL(
        hg_unsent_add(fixture.history, "mail", &payload, 1, &entry, &errors[2]), -1);
    CU_ASSERT_EQUAL(hg_unsent_claim(fixture.history, &claim, &message, &errors[3]), -1);
    CU_ASSERT_EQUAL(hg_unsent_remove(fixture.history, 1, &errors[4]), -1);
    CU_ASSERT_EQUAL(hg_unsent_return(fixture.history, &tried, &failure, &errors[5]), -1);
    for (size_t i = 0; i < 6; i++)
        UNIT_ASSERT_ROW(strstr(errors[i].text, "removed or replaced") != NULL,
                        errors[i].text);
    fixture_close(&fixture);
}

CU_TestInfo damage_tests[] = {
    {"no_figure_is_made_of_values_that_are_never_written",
     no_figure_is_made_of_values_that_are_never_written},
    {"a_run_is_not_added_to_a_damaged_history", a_run_is_not_added_to_a_damaged_history},
    {"stored_numbers_have_limits", stored_numbers_have_limits},
    {"a_history_that_was_removed_is_not_written",
     a_history_that_was_removed_is_not_written},
    CU_TEST_INFO_NULL,
};

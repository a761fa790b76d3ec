/* SPDX-License-Identifier: MIT */
/* Tests of command_history. */
#include "unit.h"

#include <string.h>

#include "command_line.h"

#include "headgate/banned.h"

static struct fixture fixture;
static char config_path[FOLDER_PATH_SIZE];

static void a_history_without_runs_is_shown_as_such(void)
{
    past_open(&fixture, config_path);
    command_line_check((const char *const[]){"history", config_path, NULL}, 0,
                       "runs, the latest first: none\n"
                       "\n"
                       "incidents, the latest first: none\n",
                       "");
    fixture_close(&fixture);
}

#define RUNS                                                                             \
    "  2024-01-01 00:04:00      1.00 s  open     3 targets: 3 up\n"                      \
    "  2024-01-01 00:03:00      1.00 s  unknown  4 targets: 1 up, 1 down, 1 skipped, 1 " \
    "unknown (stopped)\n"                                                                \
    "  2024-01-01 00:02:00      1.00 s  open     1 target: 1 up\n"                       \
    "  2024-01-01 00:01:00      1.00 s  open     3 targets: 1 up, 2 down\n"              \
    "  2024-01-01 00:00:00      1.00 s  open     3 targets: 1 up, 2 down\n"
#define INCIDENTS                                                                        \
    "  2  c\n"                                                                           \
    "    2024-01-01 00:00:00 to 2024-01-01 00:04:00: 4 m, 3 checks (9 attempts)\n"       \
    "    timeout: no answer\n"                                                           \
    "    worst: dns\n"                                                                   \
    "  1  b\n"                                                                           \
    "    2024-01-01 00:00:00 to 2024-01-01 00:03:00: 3 m, 2 checks (6 attempts)\n"       \
    "    timeout: no answer\n"

static void add_runs(void)
{
    fixture_add(&fixture, PAST_S, "UDD");
    fixture_add(&fixture, PAST_S + 60, "UDN");
    fixture_add(&fixture, PAST_S + 120, "U");
    fixture.interrupts = true;
    fixture_add(&fixture, PAST_S + 180, "?UDX");
    fixture.interrupts = false;
    fixture_add(&fixture, PAST_S + 240, "UUU");
}

static void runs_and_incidents_are_listed_newest_first(void)
{
    past_open(&fixture, config_path);
    add_runs();
    command_line_check((const char *const[]){"history", config_path, NULL}, 0,
                       "runs, the latest first:\n" RUNS
                       "\nincidents, the latest first:\n" INCIDENTS,
                       "");
    fixture_close(&fixture);
}

static void a_period_that_is_typed_chooses_among_them(void)
{
    past_open(&fixture, config_path);
    add_runs();
    command_line_check(
        (const char *const[]){"history", "--since", "2024-01", config_path, NULL}, 0,
        "runs, 2024-01-01 to 2024-01-31:\n" RUNS
        "\nincidents, 2024-01-01 to 2024-01-31:\n" INCIDENTS,
        "");
    command_line_check(
        (const char *const[]){"history", "--since", "2024-02-01", config_path, NULL}, 0,
        "runs, 2024-02-01: none\n\nincidents, 2024-02-01: none\n", "");
    fixture_close(&fixture);
}

static void an_open_incident_goes_on_until_now_and_has_notes(void)
{
    struct command_line line;
    past_open(&fixture, config_path);
    fixture_add(&fixture, PAST_S, "D");
    command_line_check((const char *const[]){"note", "-c", config_path, "1", "why", NULL},
                       0, "", "");
    command_line_run(&line, (const char *const[]){"history", config_path, NULL});
    CU_ASSERT_PTR_NOT_NULL(
        strstr(line.output, "    2024-01-01 00:00:00 to now, still down: "));
    CU_ASSERT_PTR_NOT_NULL(strstr(line.output, ", 1 check (3 attempts)\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(line.output, "    note of 20"));
    CU_ASSERT_PTR_NOT_NULL(strstr(line.output, ": why\n"));
    fixture_close(&fixture);
}

static void json_has_the_same(void)
{
    past_open(&fixture, config_path);
    fixture_add(&fixture, PAST_S, "D");
    fixture_add(&fixture, PAST_S + 60, "U");
    command_line_check(
        (const char *const[]){"history", "-o", "json", config_path, NULL}, 0,
        "{\n"
        "  \"schema\": \"headgate-history/1\",\n"
        "  \"runs\": [\n"
        "    {\"id\":\"run-1\",\"started_at\":\"2024-01-01T00:01:00.000Z\","
        "\"finished_at\":\"2024-01-01T00:01:01.000Z\",\"host\":null,\"location\":null,"
        "\"config\":null,\"version\":\"0\",\"interrupted\":false,\"gate\":\"open\","
        "\"exit_status\":0,\"total\":1,\"unknown\":0,\"up\":1,\"flaky\":0,\"degraded\":0,"
        "\"down\":0,\"skipped\":0},\n"
        "    {\"id\":\"run-0\",\"started_at\":\"2024-01-01T00:00:00.000Z\","
        "\"finished_at\":\"2024-01-01T00:00:01.000Z\",\"host\":null,\"location\":null,"
        "\"config\":null,\"version\":\"0\",\"interrupted\":false,\"gate\":\"open\","
        "\"exit_status\":0,\"total\":1,\"unknown\":0,\"up\":0,\"flaky\":0,\"degraded\":0,"
        "\"down\":1,\"skipped\":0}\n"
        "  ],\n"
        "  \"incidents\": [\n"
        "    {\"id\":1,\"target\":\"a\",\"opened_at\":\"2024-01-01T00:00:00.000Z\","
        "\"closed_at\":\"2024-01-01T00:01:00.000Z\",\"duration_ms\":60000,"
        "\"cause\":\"timeout\",\"worst\":\"timeout\",\"checks\":1,\"attempts\":3,"
        "\"reason\":\"no answer\","
        "\"common\":null,\"notes\":[]}\n"
        "  ]\n"
        "}\n",
        "");
    fixture_close(&fixture);
}

static void wrong_arguments_are_refused(void)
{
    struct command_line line;
    past_open(&fixture, config_path);
    command_line_check((const char *const[]){"history", "-o", "csv", config_path, NULL},
                       2, "",
                       "headgate: error: history prints text or json, not \"csv\"\n");
    command_line_run(
        &line, (const char *const[]){"history", "--since", "2098-01", config_path, NULL});
    CU_ASSERT_EQUAL(line.status, 2);
    UNIT_ASSERT_TEXT(line.output, "");
    CU_ASSERT_PTR_NOT_NULL(strstr(line.errors, "--since: "));
    fixture_close(&fixture);
}

CU_TestInfo command_history_tests[] = {
    {"a history without runs is shown as such", a_history_without_runs_is_shown_as_such},
    {"runs and incidents are listed newest first",
     runs_and_incidents_are_listed_newest_first},
    {"a period that is typed chooses among them",
     a_period_that_is_typed_chooses_among_them},
    {"an open incident goes on until now and has notes",
     an_open_incident_goes_on_until_now_and_has_notes},
    {"JSON has the same", json_has_the_same},
    {"wrong arguments are refused", wrong_arguments_are_refused},
    CU_TEST_INFO_NULL,
};

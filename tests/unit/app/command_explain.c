/* SPDX-License-Identifier: MIT */
/* Tests of command_explain, with results of 2024. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "headgate/memory.h"

#include "command_line.h"

#include "headgate/banned.h"

static struct fixture fixture;
static char config_path[FOLDER_PATH_SIZE];

static struct hg_reply reply_of(int status, int64_t at_us)
{
    struct hg_reply reply;
    hg_reply_init(&reply);
    reply.status = status;
    reply.method = HG_METHOD_GET;
    reply.started_at_us = at_us;
    reply.phases = (struct hg_phases){1000, 2000, 3000, 40000, 500, 46500};
    return reply;
}

static struct hg_certificate *certificate_of(const char *name)
{
    struct hg_certificate *certificate = hg_memory_new(1, sizeof *certificate);
    certificate->subject = hg_memory_copy_text(name);
    certificate->issuer = hg_memory_copy_text("CN=authority");
    certificate->name = hg_memory_copy_text(name);
    certificate->serial = hg_memory_copy_text("01");
    certificate->key = hg_memory_copy_text("RSA 2048");
    certificate->signature = hg_memory_copy_text("sha256WithRSAEncryption");
    certificate->not_after_s = 1735689599; /* 2024-12-31T23:59:59Z */
    return certificate;
}

/* A run in which "a" was down at first, and then up at another address, behind a redirect. */
static void add_flaky_run(int64_t at_us)
{
    const struct hg_verdict down = {
        .outcome = HG_OUTCOME_DOWN, .cause = HG_CAUSE_STATUS, .reason = "got 503"};
    const struct hg_verdict up = {.outcome = HG_OUTCOME_FLAKY};
    struct hg_reply first = reply_of(503, at_us);
    struct hg_reply second = reply_of(200, at_us + HG_US_PER_S);
    struct hg_run run;
    struct hg_error err = {0};
    hg_run_init(&run, fixture.targets, 1, &fixture.settings);
    snprintf(run.id, sizeof run.id, "rich");
    run.tool_version = "0";
    run.started_at_us = at_us;
    run.finished_at_us = at_us + 2 * HG_US_PER_S;
    second.final_url = hg_memory_copy_text("https://b.example/");
    second.note = hg_memory_copy_text("HEAD was refused");
    second.certificate = certificate_of("b.example");
    hg_address_parse(&second.address, "192.0.2.7", 443);
    hg_run_add_attempt(&run, 0, &first, &down);
    hg_run_add_attempt(&run, 0, &second, &up);
    hg_run_settle(&run, 0);
    hg_run_summarise(&run);
    CU_ASSERT_EQUAL(hg_history_add(fixture.history, &run, &fixture.retention, &err), 0);
    UNIT_ASSERT_TEXT(err.text, "");
    hg_reply_release(&first);
    hg_reply_release(&second);
    hg_run_release(&run);
}

/* A run in which "a" was down, but in maintenance. */
static void add_maintenance_run(int64_t at_us)
{
    const struct hg_verdict down = {
        .outcome = HG_OUTCOME_DOWN, .cause = HG_CAUSE_STATUS, .reason = "got 503"};
    struct hg_reply reply = reply_of(503, at_us);
    struct hg_run run;
    struct hg_error err = {0};
    hg_run_init(&run, fixture.targets, 1, &fixture.settings);
    run.tool_version = "0";
    run.started_at_us = at_us;
    run.finished_at_us = at_us + HG_US_PER_S;
    hg_run_add_attempt(&run, 0, &reply, &down);
    run.results[0].outcome = HG_OUTCOME_SKIPPED;
    run.results[0].observed = HG_OUTCOME_DOWN;
    run.results[0].is_in_maintenance = true;
    hg_run_summarise(&run);
    CU_ASSERT_EQUAL(hg_history_add(fixture.history, &run, &fixture.retention, &err), 0);
    hg_reply_release(&reply);
    hg_run_release(&run);
}

static void a_result_is_shown_with_all_that_is_stored_of_it(void)
{
    past_open(&fixture, config_path);
    fixture_add(&fixture, PAST_S, "U");
    fixture_add(&fixture, PAST_S + 240, "X");
    add_flaky_run((FIXTURE_BEGIN_S + PAST_S + 300) * HG_US_PER_S);
    fixture_add(&fixture, PAST_S + 7200, "G");
    command_line_check(
        (const char *const[]){"explain", "-c", config_path, "--at", "2024-01-01 00:05:01",
                              "a", NULL},
        0,
        "a  https://a.example/\n"
        "\n"
        "results:\n"
        "    2024-01-01 00:00:00  up        not checked\n"
        "    2024-01-01 00:04:00  skipped   not checked: disabled\n"
        "  > 2024-01-01 00:05:01  flaky     GET, 200 after 47 ms\n"
        "      resolve 1.0 · connect 2.0 · tls 3.0 · wait 40 · transfer 0.5 ms\n"
        "      note: HEAD was refused\n"
        "      final URL: https://b.example/\n"
        "      address: 192.0.2.7:443\n"
        "      certificate: b.example, expires 2024-12-31 23:59:59\n"
        "      run: rich, 2 attempts\n"
        "        2024-01-01 00:05:00  down      GET, 503 after 47 ms: got 503\n"
        "        2024-01-01 00:05:01  flaky     GET, 200 after 47 ms\n"
        "    2024-01-01 02:00:00  degraded  not checked: slow\n"
        "\n"
        "it counts as available, until the next result at 2024-01-01 02:00:00, for at "
        "most twice the usual interval\n"
        "\n"
        "state interval: flaky, 2024-01-01 00:05:01 to 2024-01-01 00:05:01, 1 check\n"
        "hour from 2024-01-01 00:00:00: 1 up, 1 flaky, 1 skipped\n"
        "\n"
        "to repeat the check:\n"
        "  curl --disable --globoff --silent --show-error --output /dev/null --write-out "
        "'%{http_code} after %{time_total} s\\n' --connect-timeout 5 --max-time 10 "
        "--location --max-redirs 10 --user-agent headgate/" HEADGATE_VERSION
        " -- https://a.example/\n",
        "");
    fixture_close(&fixture);
}

/* Assert that the output has the lines in this order, which may begin in the middle of one. */
static void check_lines(const struct command_line *line, const char *const *lines)
{
    const char *rest = line->output;
    UNIT_ASSERT_ROW(line->status == 0, line->errors);
    for (; *lines != NULL && rest != NULL; lines++) {
        rest = strstr(rest, *lines);
        UNIT_ASSERT_ROW(rest != NULL, *lines);
    }
}

static void each_result_counts_by_its_outcome(void)
{
    static const struct {
        const char *target, *at, *lines[6];
    } rows[] = {
        {"a",
         "2024-01-01 00:00",
         {"  > 2024-01-01 00:00:00  up", "it counts as available, until"}},
        {"a",
         "2024-01-01 00:01",
         {"      cause: latency\n", "it counts as available, until",
          "state interval: degraded, "}},
        {"a",
         "2024-01-01 00:02",
         {"      cause: cancelled\n",
          "it counts as unknown, and neither as available nor as down",
          "state interval: unknown, "}},
        {"a",
         "2024-01-01 00:03",
         {"  > 2024-01-01 00:03:00  skipped", "it is not counted: it was skipped"}},
        {"a",
         "2024-01-01 00:04",
         {"cause: status\n      observed: down\n",
          "it counts as maintenance, and neither as available nor as down, until",
          "in maintenance\n"}},
        {"a",
         "2024-01-01 00:05",
         {"it is not counted: the run was stopped before this target had a verdict, "
          "until"}},
        {"b",
         "2024-01-01 00:01",
         {"      cause: timeout\n", "      run: run-1, 3 attempts\n",
          "it counts as down, until",
          "state interval: down, 2024-01-01 00:00:00 to 2024-01-01 00:01:00, 2 checks, "
          "one every 1 m "
          "00 s\n"}},
        {"b",
         "2024-01-01 00:02",
         {"hour from 2024-01-01 00:00:00: 1 up, 2 down\n",
          "to repeat the check (URL only: the target is in no configuration):\n",
          " --head -- https://b.example/\n"}},
        {"b",
         "2024-01-01 00:01",
         {"incident 1: 2024-01-01 00:00:00 to 2024-01-01 00:02:00, timeout: no "
          "answer\n"}},
        {"a",
         "2024-01-01 02:00",
         {"run: run-5, 1 attempt\n\nit counts as available, for at most 6h\n"}},
        {"b",
         "2023-12-31 23:59",
         {"results:\n  no results are stored for that time\n    2024-01-01 00:00:00  "
          "down"}},
    };
    past_open(&fixture, config_path);
    fixture_add(&fixture, PAST_S, "UD");
    fixture_add(&fixture, PAST_S + 60, "GD");
    fixture_add(&fixture, PAST_S + 120, "?U");
    fixture_add(&fixture, PAST_S + 180, "X");
    add_maintenance_run((FIXTURE_BEGIN_S + PAST_S + 240) * HG_US_PER_S);
    fixture.interrupts = true;
    fixture_add(&fixture, PAST_S + 300, "?");
    fixture.interrupts = false;
    fixture_add(&fixture, PAST_S + 7200, "UU");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct command_line line;
        command_line_run(&line, (const char *const[]){"explain", "-c", config_path,
                                                      "--max-gap", "6h", "--at",
                                                      rows[i].at, rows[i].target, NULL});
        check_lines(&line, rows[i].lines);
    }
    fixture_close(&fixture);
}

static void a_target_whose_results_are_gone_has_its_interval(void)
{
    struct command_line line;
    past_open(&fixture, config_path);
    fixture_add(&fixture, PAST_S, "U");
    fixture_run(&fixture, "DELETE FROM results");
    command_line_run(&line,
                     (const char *const[]){"explain", "-c", config_path, "a", NULL});
    check_lines(&line,
                (const char *const[]){"results:\n  no results are stored for that time\n",
                                      "state interval: up", NULL});
    fixture_close(&fixture);
}

static void an_incident_that_goes_on_is_shown_with_its_notes(void)
{
    struct command_line line;
    past_open(&fixture, config_path);
    fixture_add(&fixture, PAST_S, "D");
    command_line_check(
        (const char *const[]){"note", "-c", config_path, "1", "the disk was full", NULL},
        0, "", "");
    command_line_run(&line,
                     (const char *const[]){"explain", "-c", config_path, "a", NULL});
    check_lines(&line, (const char *const[]){
                           "incident 1: 2024-01-01 00:00:00 to now, still down, timeout: "
                           "no answer\n  note of 20",
                           ": the disk was full\n", NULL});
    fixture_close(&fixture);
}

static void wrong_arguments_are_refused(void)
{
    static const struct {
        const char *arguments[6];
        const char *message;
    } rows[] = {
        {{NULL}, "explain takes the name of one target, got 0 arguments"},
        {{"a", "b", NULL}, "explain takes the name of one target, got 2 arguments"},
        {{"aa", NULL}, "the history has no target \"aa\", did you mean \"a\"?"},
        {{"zzzzzzzzzzzz", NULL}, "the history has no target \"zzzzzzzzzzzz\""},
        {{"a", "--at", "noon", NULL},
         "--at: expected a time such as \"2026-11-20 19:40\" or 2026-11-20T19:40:00Z, "
         "got "
         "\"noon\""},
        {{"a", "--at", "9999-01-01 00:00", NULL},
         "--at must not be in the future, got \"9999-01-01 00:00\""},
    };
    past_open(&fixture, config_path);
    fixture_add(&fixture, PAST_S, "U");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *arguments[10] = {"explain", "-c", config_path};
        char message[512];
        for (size_t k = 0; rows[i].arguments[k] != NULL; k++)
            arguments[3 + k] = rows[i].arguments[k];
        snprintf(message, sizeof message, "headgate: error: %s\n", rows[i].message);
        command_line_check(arguments, 2, "", message);
    }
    fixture_close(&fixture);
}

CU_TestInfo command_explain_tests[] = {
    {"a_target_whose_results_are_gone_has_its_interval",
     a_target_whose_results_are_gone_has_its_interval},
    {"a result is shown with all that is stored of it",
     a_result_is_shown_with_all_that_is_stored_of_it},
    {"each result counts by its outcome", each_result_counts_by_its_outcome},
    {"an incident that goes on is shown with its notes",
     an_incident_that_goes_on_is_shown_with_its_notes},
    {"wrong arguments are refused", wrong_arguments_are_refused},
    CU_TEST_INFO_NULL,
};

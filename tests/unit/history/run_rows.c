/* SPDX-License-Identifier: MIT */
/* Tests of run_rows: what a run leaves in the tables, and how it is read again. The numbers are those of the
 * files that are there: they are append only. */
#include "headgate/history_log.h"

#include "unit.h"

#include <string.h>

#include "headgate/memory.h"

#include "fixture.h"

#include "headgate/banned.h"

#define AT_US(after_s) ((FIXTURE_BEGIN_S + (after_s)) * HG_US_PER_S)
/* 2026-12-31 and 2027-12-31, noon */
#define END_S       INT64_C(1798718400)
#define LATER_END_S INT64_C(1830254400)

static char name[] = "shop.example";
static char issuer[] = "CN=CA";
static const struct hg_certificate shop = {.name = name,
                                           .issuer = issuer,
                                           .not_before_s = END_S - 90 * DAY_S,
                                           .not_after_s = END_S,
                                           .fingerprint = {0x12, 0xab}};
static const struct hg_certificate renewed = {.name = name,
                                              .issuer = issuer,
                                              .not_before_s = END_S,
                                              .not_after_s = LATER_END_S,
                                              .fingerprint = {0x34, 0xcd}};

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

static void show_certificates(struct hg_run *run)
{
    run->results[0].certificate = run->results[1].certificate = &shop;
}

static void renew_certificates(struct hg_run *run)
{
    run->results[0].certificate = &renewed;
}

static void a_certificate_is_stored_once(void)
{
    struct fixture fixture;
    struct hg_arena arena;
    struct hg_explanation explanation;
    fixture_open(&fixture);
    fixture.change = show_certificates;
    fixture_add(&fixture, 0, "UUU");
    fixture_add(&fixture, MINUTE_S, "UUU");
    fixture.change = renew_certificates;
    fixture_add(&fixture, 2 * MINUTE_S, "UUU");
    UNIT_ASSERT_TEXT(
        fixture_text(&fixture, "SELECT id || substr(fingerprint, 1, 5) || name || issuer"
                               " || begin_ms || '-' || end_ms FROM certificates"),
        "112ab0shop.exampleCN=CA1790942400000-1798718400000"
        " 234cd0shop.exampleCN=CA1798718400000-1830254400000");
    /* The last one of each target stays with it. */
    UNIT_ASSERT_TEXT(
        fixture_text(&fixture, "SELECT coalesce(certificate, '-') FROM targets"),
        "2 1 -");
    UNIT_ASSERT_TEXT(
        fixture_text(&fixture, "SELECT coalesce(certificate, '-') FROM results"),
        "1 1 - 1 1 - 2 - -");
    explain(&fixture, "a", 70, &arena, &explanation);
    CU_ASSERT_EQUAL_FATAL(explanation.result_count, 3);
    UNIT_ASSERT_TEXT(explanation.results[1].certificate, "shop.example");
    CU_ASSERT_EQUAL(explanation.results[1].certificate_end_us, END_S * HG_US_PER_S);
    CU_ASSERT_EQUAL(explanation.results[2].certificate_end_us, LATER_END_S * HG_US_PER_S);
    hg_arena_release(&arena);
    explain(&fixture, "c", 0, &arena, &explanation);
    CU_ASSERT_PTR_NULL(explanation.results[0].certificate);
    CU_ASSERT_EQUAL(explanation.results[0].certificate_end_us, 0);
    hg_arena_release(&arena);
    fixture_close(&fixture);
}

static void fail_at_one_place(struct hg_run *run)
{
    show_certificates(run);
    for (size_t i = 0; i < run->count; i++)
        hg_address_parse(&run->results[i].address, "203.0.113.7", 443);
    run->results[0].cause = HG_CAUSE_CERTIFICATE;
    run->results[2].cause = HG_CAUSE_CERTIFICATE;
    run->results[3].address.family = 0;
    run->results[3].cause = HG_CAUSE_CONNECT;
}

/* What several targets have in common makes one outage of their incidents. */
static void an_incident_says_what_it_has_in_common_with_others(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    fixture.change = fail_at_one_place;
    fixture_add(&fixture, 0, "DDDD");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT quote(common) FROM incidents"),
                     "'shop.example until 2026-12-31' '203.0.113.7:443'"
                     " '203.0.113.7:443' 'no answer'");
    fixture.change = NULL;
    fixture_add(&fixture, MINUTE_S, "UUUU");
    fixture_add(&fixture, 2 * MINUTE_S, "NSDU");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT quote(common) FROM incidents"
                                            " WHERE id > 4"),
                     "'no name' NULL NULL");
    fixture_close(&fixture);
}

static struct hg_attempt attempt(int64_t after_s, enum hg_outcome outcome,
                                 enum hg_cause cause, enum hg_method method,
                                 int32_t total_us)
{
    struct hg_attempt attempt = {.started_at_us = AT_US(after_s),
                                 .outcome = (uint8_t)outcome,
                                 .cause = (uint8_t)cause,
                                 .method = (uint8_t)method};
    hg_phases_init(&attempt.phases);
    attempt.phases.total_us = total_us;
    return attempt;
}

/* Three attempts, of which the last one was up. */
static void add_details(struct hg_run *run)
{
    struct hg_result *result = &run->results[0];
    struct hg_detail *detail = result->detail = hg_memory_new(1, sizeof *result->detail);
    detail->note = hg_memory_copy_text("HEAD was refused");
    detail->final_url = hg_memory_copy_text("https://www.a.example/");
    detail->reason = hg_memory_copy_text("said \"no\" \\");
    detail->attempt_count = 3;
    detail->attempts = hg_memory_new(3, sizeof *detail->attempts);
    detail->attempts[0] =
        attempt(-2, HG_OUTCOME_DOWN, HG_CAUSE_STATUS, HG_METHOD_HEAD, 1500);
    detail->attempts[0].status = 503;
    detail->attempts[0].reason = hg_memory_copy_text(detail->reason);
    detail->attempts[1] = attempt(-1, HG_OUTCOME_DOWN, HG_CAUSE_DNS, HG_METHOD_GET, -1);
    detail->attempts[2] = attempt(0, HG_OUTCOME_UP, HG_CAUSE_NONE, HG_METHOD_GET, 99000);
    detail->attempts[2].status = 200;
    result->phases = (struct hg_phases){1, 2, 3, 4, 5, 6};
    result->method = HG_METHOD_PATCH;
    result->attempts = 3;
    hg_address_parse(&result->address, "2001:db8::1", 8443);
}

static void details_and_attempts_are_read_as_they_were(void)
{
    struct fixture fixture;
    struct hg_arena arena;
    struct hg_explanation explanation;
    fixture_open(&fixture);
    fixture.change = add_details;
    fixture_add(&fixture, 0, "UD");
    explain(&fixture, "a", 0, &arena, &explanation);
    CU_ASSERT_EQUAL_FATAL(explanation.result_count, 1);
    const struct hg_history_result *result = &explanation.results[0];
    UNIT_ASSERT_TEXT(result->note, "HEAD was refused");
    UNIT_ASSERT_TEXT(result->final_url, "https://www.a.example/");
    UNIT_ASSERT_TEXT(result->address, "[2001:db8::1]:8443");
    UNIT_ASSERT_TEXT(result->last.reason, "said \"no\" \\");
    CU_ASSERT_EQUAL(result->last.method, HG_METHOD_PATCH);
    CU_ASSERT_EQUAL(result->last.status, 200);
    const struct hg_phases *phases = &result->last.phases;
    CU_ASSERT(phases->resolve_us == 1 && phases->connect_us == 2 && phases->tls_us == 3);
    CU_ASSERT(phases->wait_us == 4 && phases->transfer_us == 5 && phases->total_us == 6);
    CU_ASSERT_EQUAL(result->attempt_count, 3);
    CU_ASSERT_EQUAL_FATAL(result->stored_attempt_count, 3);
    const struct hg_attempt *attempts = result->attempts;
    UNIT_ASSERT_TEXT(attempts[0].reason, "said \"no\" \\");
    CU_ASSERT(attempts[0].outcome == HG_OUTCOME_DOWN && attempts[0].status == 503);
    CU_ASSERT(attempts[0].cause == HG_CAUSE_STATUS &&
              attempts[0].method == HG_METHOD_HEAD);
    CU_ASSERT_EQUAL(attempts[0].started_at_us, AT_US(-2));
    CU_ASSERT_EQUAL(attempts[0].phases.total_us, 1500);
    CU_ASSERT_EQUAL(attempts[0].phases.connect_us, HG_NOT_REACHED);
    UNIT_ASSERT_TEXT(attempts[1].reason, "");
    CU_ASSERT(attempts[1].cause == HG_CAUSE_DNS && attempts[1].status == 0);
    CU_ASSERT_EQUAL(attempts[1].phases.total_us, HG_NOT_REACHED);
    CU_ASSERT(attempts[2].outcome == HG_OUTCOME_UP && attempts[2].status == 200);
    CU_ASSERT_EQUAL(attempts[2].phases.total_us, 99000);
    hg_arena_release(&arena);
    explain(&fixture, "b", 0, &arena, &explanation);
    CU_ASSERT_EQUAL(explanation.results[0].last.phases.tls_us, HG_NOT_REACHED);
    CU_ASSERT_PTR_NULL(explanation.results[0].note);
    CU_ASSERT_PTR_NULL(explanation.results[0].final_url);
    CU_ASSERT_PTR_NULL(explanation.results[0].address);
    CU_ASSERT_EQUAL(explanation.results[0].stored_attempt_count, 0);
    hg_arena_release(&arena);
    fixture_close(&fixture);
}

static void attempts_of_another_program_are_read_as_far_as_they_go(void)
{
    struct fixture fixture;
    struct hg_arena arena;
    struct hg_explanation explanation;
    struct hg_error err = {0};
    fixture_open(&fixture);
    fixture_add(&fixture, 0, "D");
    fixture_run(&fixture,
                "UPDATE details SET attempts = '[{\"outcome\":\"sideways\"},{}]'");
    explain(&fixture, "a", 0, &arena, &explanation);
    CU_ASSERT_EQUAL_FATAL(explanation.results[0].stored_attempt_count, 2);
    for (int i = 0; i < 2; i++) {
        const struct hg_attempt *attempt = &explanation.results[0].attempts[i];
        CU_ASSERT(attempt->outcome == HG_OUTCOME_UNKNOWN &&
                  attempt->cause == HG_CAUSE_NONE);
        CU_ASSERT(attempt->method == HG_METHOD_AUTO && attempt->started_at_us == 0);
        UNIT_ASSERT_TEXT(attempt->reason, "");
    }
    hg_arena_release(&arena);
    fixture_run(&fixture, "UPDATE details SET attempts = '[{'");
    hg_arena_init(&arena);
    CU_ASSERT_EQUAL(
        hg_history_explain(fixture.history, "a", AT_US(0), &arena, &explanation, &err),
        -1);
    CU_ASSERT_EQUAL(err.kind, HG_ERROR_SYSTEM);
    hg_arena_release(&arena);
    fixture_close(&fixture);
}

static void excuse(struct hg_run *run)
{
    run->results[0].is_waived = true;
    run->results[0].observed = HG_OUTCOME_DOWN;
    run->results[1].is_in_maintenance = true;
    run->results[1].observed = HG_OUTCOME_UP;
    run->results[2].observed = HG_OUTCOME_DOWN; /* not excused */
}

static void what_was_observed_is_stored_of_excused_results(void)
{
    struct fixture fixture;
    struct hg_arena arena;
    struct hg_explanation explanation;
    fixture_open(&fixture);
    fixture.change = excuse;
    fixture_add(&fixture, 0, "XXX");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT coalesce(found, '-') FROM details"),
                     "4 1 -");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT maintenance FROM results"), "0 1 0");
    explain(&fixture, "b", 0, &arena, &explanation);
    CU_ASSERT_EQUAL(explanation.results[0].observed, HG_OUTCOME_UP);
    CU_ASSERT_TRUE(explanation.results[0].is_maintenance);
    hg_arena_release(&arena);
    explain(&fixture, "c", 0, &arena, &explanation);
    CU_ASSERT_EQUAL(explanation.results[0].observed, -1);
    CU_ASSERT_FALSE(explanation.results[0].is_maintenance);
    CU_ASSERT_FALSE(explanation.results[0].is_ignored);
    hg_arena_release(&arena);
    fixture_close(&fixture);
}

static void a_stopped_run_is_marked(void)
{
    struct fixture fixture;
    struct hg_arena arena;
    struct hg_explanation explanation;
    fixture_open(&fixture);
    fixture.interrupts = true;
    fixture_add(&fixture, 0, "?U");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT interrupted FROM runs"), "1");
    explain(&fixture, "a", 0, &arena, &explanation);
    CU_ASSERT_TRUE(explanation.results[0].is_ignored);
    CU_ASSERT_EQUAL(explanation.interval.checks, 0);
    hg_arena_release(&arena);
    explain(&fixture, "b", 0, &arena, &explanation);
    CU_ASSERT_FALSE(explanation.results[0].is_ignored);
    hg_arena_release(&arena);
    fixture_close(&fixture);
}

static void number_everything(struct hg_run *run)
{
    static const enum hg_method methods[] = {HG_METHOD_AUTO, HG_METHOD_HEAD,
                                             HG_METHOD_GET, HG_METHOD_DELETE};
    for (size_t i = 0; i < run->count; i++)
        run->results[i].method = (uint8_t)methods[i];
}

static void close_gate(struct hg_run *run)
{
    run->gate.state = HG_GATE_CLOSED;
    run->exit_status = 1;
    run->host = "box";
    run->config = "headgate.yml";
}

/* Files that exist have these numbers. */
static void stored_numbers_are_never_renumbered(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    fixture.change = number_everything;
    fixture_add(&fixture, 0, "?UFG");
    fixture_add(&fixture, MINUTE_S, "DX");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT outcome FROM results"),
                     "0 1 2 3 4 5");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT method FROM results WHERE run = 1"),
                     "0 1 2 7");
    fixture_add(&fixture, 2 * MINUTE_S, "NDS");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT cause FROM results WHERE run = 3"),
                     "1 5 8");
    fixture.change = close_gate;
    fixture_add(&fixture, 3 * MINUTE_S, "DUXF");
    fixture.change = NULL;
    fixture_add(&fixture, 4 * MINUTE_S, "G?");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT gate FROM runs WHERE id > 2"),
                     "1 2 0");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT interrupted || exit_status FROM runs"
                                            " WHERE id > 2"),
                     "00 01 00");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT quote(key) FROM meta ORDER BY key"),
                     "'raw_ms' 'rolled_up_ms' 'rollup_ms'");
    CU_ASSERT_EQUAL(fixture_number(&fixture, "PRAGMA application_id"), 0x68676174);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "PRAGMA user_version"), 3);
    fixture_close(&fixture);
}

static void a_run_is_read_as_it_was(void)
{
    struct fixture fixture;
    struct hg_arena arena;
    struct hg_history_log log;
    struct hg_error err = {0};
    fixture_open(&fixture);
    fixture.settings.location = "berlin";
    fixture.change = close_gate;
    fixture_add(&fixture, 0, "DDUX");
    fixture_add(&fixture, MINUTE_S, "?FFG");
    hg_arena_init(&arena);
    CU_ASSERT_EQUAL(hg_history_read_log(fixture.history, NULL, 9, &arena, &log, &err), 0);
    CU_ASSERT_EQUAL_FATAL(log.run_count, 2);
    const struct hg_history_run *run = &log.runs[1];
    UNIT_ASSERT_TEXT(run->name, "run-0");
    UNIT_ASSERT_TEXT(run->host, "box");
    UNIT_ASSERT_TEXT(run->location, "berlin");
    UNIT_ASSERT_TEXT(run->config, "headgate.yml");
    UNIT_ASSERT_TEXT(run->version, "0");
    CU_ASSERT(run->started_us == AT_US(0) && run->finished_us == AT_US(1));
    CU_ASSERT(run->gate == HG_GATE_CLOSED && run->exit_status == 1);
    CU_ASSERT_FALSE(run->is_interrupted);
    CU_ASSERT(run->total == 4 && run->outcomes[HG_OUTCOME_DOWN] == 2);
    CU_ASSERT(run->outcomes[HG_OUTCOME_UP] == 1 &&
              run->outcomes[HG_OUTCOME_SKIPPED] == 1);
    run = &log.runs[0];
    CU_ASSERT(run->outcomes[HG_OUTCOME_UNKNOWN] == 1 &&
              run->outcomes[HG_OUTCOME_FLAKY] == 2);
    CU_ASSERT_EQUAL(run->outcomes[HG_OUTCOME_DEGRADED], 1);
    hg_arena_release(&arena);
    fixture_close(&fixture);
}

CU_TestInfo run_rows_tests[] = {
    {"a_certificate_is_stored_once", a_certificate_is_stored_once},
    {"an_incident_says_what_it_has_in_common_with_others",
     an_incident_says_what_it_has_in_common_with_others},
    {"details_and_attempts_are_read_as_they_were",
     details_and_attempts_are_read_as_they_were},
    {"attempts_of_another_program_are_read_as_far_as_they_go",
     attempts_of_another_program_are_read_as_far_as_they_go},
    {"what_was_observed_is_stored_of_excused_results",
     what_was_observed_is_stored_of_excused_results},
    {"a_stopped_run_is_marked", a_stopped_run_is_marked},
    {"stored_numbers_are_never_renumbered", stored_numbers_are_never_renumbered},
    {"a_run_is_read_as_it_was", a_run_is_read_as_it_was},
    CU_TEST_INFO_NULL,
};

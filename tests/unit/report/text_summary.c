/* SPDX-License-Identifier: MIT */
/* text_summary: counts, latencies, troubles by cause, and the gate. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "render.h"
#include "sample.h"

static void check_summary(const struct hg_run *run, const struct hg_text_style *style,
                          const char *expected)
{
    char *summary = render_summary(run, style);
    UNIT_ASSERT_TEXT(summary, expected);
    free(summary);
}

static void test_all_up(void)
{
    struct sample_plain plain;
    const struct hg_text_style style = {0};
    sample_plain_init(&plain, 5);
    check_summary(&plain.run, &style,
                  "\n5 targets in 1.50 s: 5 up\n"
                  "latency: p50 10 ms · p95 10 ms · max 10 ms\n"
                  "\ngate open\n");
    sample_plain_release(&plain);
}

static void test_nothing(void)
{
    struct sample_plain plain;
    const struct hg_text_style style = {0};
    sample_plain_init(&plain, 0);
    check_summary(&plain.run, &style, "\n0 targets in 1.50 s\n\ngate open\n");
    sample_plain_release(&plain);
}

static void test_one_unknown(void)
{
    struct sample_plain plain;
    const struct hg_text_style style = {0};
    sample_plain_init(&plain, 1);
    hg_result_init(&plain.run.results[0]);
    hg_run_summarise(&plain.run);
    plain.run.is_interrupted = true;
    check_summary(&plain.run, &style,
                  "\n1 target in 1.50 s: 1 unknown (stopped before its end)\n"
                  "\nother (1): for an unknown reason\n"
                  "  ? t0\n"
                  "\ngate unknown: 1 target has no verdict\n");
    sample_plain_release(&plain);
}

static void test_proxy(void)
{
    struct sample_plain plain;
    const struct hg_text_style style = {0};
    sample_plain_init(&plain, 1);
    plain.run.proxy = "http_proxy=http://proxy:3128";
    hg_run_summarise(&plain.run);
    char *summary = render_summary(&plain.run, &style);
    CU_ASSERT_PTR_NULL(strstr(summary, "proxy"));
    free(summary);
    sample_plain_set(&plain, 0, HG_OUTCOME_DOWN, HG_CAUSE_CONNECT, "no");
    hg_run_summarise(&plain.run);
    summary = render_summary(&plain.run, &style);
    CU_ASSERT_PTR_NOT_NULL(
        strstr(summary, "\nproxy settings in effect: http_proxy=http://proxy:3128\n"));
    free(summary);
    sample_plain_release(&plain);
}

/* Without IPv6 each target has a reason with an address of its own. */
static void test_own_failures_of_a_kind(void)
{
    static const char *const reasons[] = {
        "this machine has no route to [2001:db8::1]:80",
        "this machine has no route to [2001:db8::2]:80",
        "the DNS resolver of this machine does not answer",
        "this machine has no route to [2001:db8::1]:80",
        "expected no answer, which can't be seen from here: a",
        "expected no answer, which can't be seen from here: a"};
    struct sample_plain plain;
    const struct hg_text_style style = {0};
    sample_plain_init(&plain, 6);
    for (size_t i = 0; i < 6; i++)
        hg_result_end(&plain.run.results[i], HG_OUTCOME_UNKNOWN,
                      i == 2 ? HG_CAUSE_RESOLVER : HG_CAUSE_LOCAL, reasons[i]);
    hg_run_summarise(&plain.run);
    char *summary = render_summary(&plain.run, &style);
    CU_ASSERT_PTR_NOT_NULL(strstr(
        summary, "3 targets could not be judged: this machine has no route to "
                 "[2001:db8::1]:80, and others\n"
                 "1 target could not be judged: DNS resolver of this machine does not "
                 "answer\n"
                 "2 targets could not be judged: expected no answer, which can't be seen "
                 "from here: a\n"));
    free(summary);
    sample_plain_release(&plain);
}

/* What the check had found is each target's own, and no part of the sentence. */
static void test_own_failures_without_verdicts(void)
{
    struct sample_plain plain;
    const struct hg_text_style style = {0};
    sample_plain_init(&plain, 2);
    for (size_t i = 0; i < 2; i++)
        hg_result_end(&plain.run.results[i], HG_OUTCOME_UNKNOWN, HG_CAUSE_CLOCK,
                      i == 0 ? "the clock is wrong; the check reported: a"
                             : "the clock is wrong; the check reported: other");
    hg_run_summarise(&plain.run);
    char *summary = render_summary(&plain.run, &style);
    CU_ASSERT_PTR_NOT_NULL(
        strstr(summary, "2 targets could not be judged: clock is wrong\n"));
    free(summary);
    sample_plain_release(&plain);
}

static void test_slowest(void)
{
    struct sample_plain plain;
    const struct hg_text_style style = {0};
    sample_plain_init(&plain, 6);
    plain.run.results[4].phases.total_us = 1240000;
    hg_run_summarise(&plain.run);
    char *summary = render_summary(&plain.run, &style);
    CU_ASSERT_PTR_NOT_NULL(strstr(summary, "\nslowest: t4 1.24 s, "));
    free(summary);
    sample_plain_release(&plain);
}

static void test_groups(void)
{
    struct sample_plain plain;
    const struct hg_text_style style = {.name_columns = 3};
    sample_plain_init(&plain, 5);
    sample_plain_set(&plain, 0, HG_OUTCOME_DOWN, HG_CAUSE_TIMEOUT,
                     "no answer within 5 s");
    sample_plain_set(&plain, 1, HG_OUTCOME_DEGRADED, HG_CAUSE_LATENCY, "took 2 s");
    sample_plain_set(&plain, 2, HG_OUTCOME_DOWN, HG_CAUSE_DNS, "name not known");
    sample_plain_set(&plain, 3, HG_OUTCOME_FLAKY, HG_CAUSE_NONE, "up on attempt 2 of 3");
    sample_plain_set(&plain, 4, HG_OUTCOME_DOWN, HG_CAUSE_TIMEOUT,
                     "no answer within 9 s");
    check_summary(&plain.run, &style,
                  "\n5 targets in 1.50 s: 1 flaky, 1 degraded, 3 down\n"
                  "latency: p50 10 ms · p95 10 ms · max 10 ms\n"
                  "\ndns (1): the name could not be resolved\n"
                  "  ✗ t2   name not known\n"
                  "\ntimeout (2): no answer in time\n"
                  "  ✗ t0   no answer within 5 s\n"
                  "  ✗ t4   no answer within 9 s\n"
                  "\ndegraded (1): up, but with a warning\n"
                  "  ! t1   took 2 s\n"
                  "\nflaky (1): up, but only on a retry\n"
                  "  ↻ t3   up on attempt 2 of 3\n"
                  "\ngate closed: 3 down, at most 0 allowed\n");
    sample_plain_release(&plain);
}

static void test_long_groups(void)
{
    struct sample_plain plain;
    struct hg_text_style style = {0};
    sample_plain_init(&plain, 17);
    for (size_t i = 0; i < 17; i++)
        sample_plain_set(&plain, i, HG_OUTCOME_DOWN, HG_CAUSE_STATUS, "no");
    char *summary = render_summary(&plain.run, &style);
    CU_ASSERT_EQUAL(count_of(summary, "  ✗ "), 10);
    CU_ASSERT_PTR_NOT_NULL(strstr(summary, "  ✗ t9  no\n  … and 7 more\n\ngate "));
    free(summary);
    style.is_verbose = true;
    summary = render_summary(&plain.run, &style);
    CU_ASSERT_EQUAL(count_of(summary, "  ✗ "), 17);
    CU_ASSERT_PTR_NULL(strstr(summary, "more"));
    free(summary);
    sample_plain_release(&plain);
}

static void test_color(void)
{
    struct sample_plain plain;
    const struct hg_text_style style = {.use_color = true};
    sample_plain_init(&plain, 1);
    char *summary = render_summary(&plain.run, &style);
    CU_ASSERT_PTR_NOT_NULL(strstr(summary, "\n\033[32mgate open\033[0m\n"));
    free(summary);
    sample_plain_set(&plain, 0, HG_OUTCOME_DOWN, HG_CAUSE_TLS, "expired");
    summary = render_summary(&plain.run, &style);
    CU_ASSERT_PTR_NOT_NULL(
        strstr(summary, "\n\033[31mgate closed\033[0m: 1 down, at most 0 allowed\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(summary, "\n\033[1mtls (1)\033[0m: no secure"));
    free(summary);
    sample_plain_release(&plain);
}

/* CI services take lines that begin with these for commands, leading blanks or not. */
static void test_no_commands(void)
{
    struct sample_plain plain;
    const struct hg_text_style style = {0};
    sample_plain_init(&plain, 1);
    plain.targets[0].name = "::error::gotcha";
    sample_plain_set(&plain, 0, HG_OUTCOME_DOWN, HG_CAUSE_TLS, "::warning::again");
    char *report = render_report("text", &plain.run);
    for (const char *p = report; p != NULL; p = strchr(p, '\n')) {
        p += strspn(p, "\n ");
        UNIT_ASSERT_ROW(strncmp(p, "::", 2) != 0, p);
    }
    free(report);
    char *summary = render_summary(&plain.run, &style);
    CU_ASSERT_PTR_NOT_NULL(strstr(summary, "\n  ✗ ::error::gotcha  ::warning::again\n"));
    free(summary);
    sample_plain_release(&plain);
}

static void test_every_cause_has_a_sentence(void)
{
    const struct hg_text_style style = {0};
    for (int cause = 0; cause < HG_CAUSE_COUNT; cause++) {
        struct sample_plain plain;
        char heading[64];
        const char *word = hg_cause_word((enum hg_cause)cause);
        sample_plain_init(&plain, 1);
        sample_plain_set(&plain, 0, HG_OUTCOME_DOWN, (enum hg_cause)cause, "no");
        char *summary = render_summary(&plain.run, &style);
        snprintf(heading, sizeof(heading),
                 "\n%s (1): ", cause == HG_CAUSE_NONE ? "other" : word);
        UNIT_ASSERT_ROW(strstr(summary, heading) != NULL, word);
        UNIT_ASSERT_ROW(strstr(summary, "(null)") == NULL, word);
        free(summary);
        sample_plain_release(&plain);
    }
}

static void set_certificate(struct sample_plain *plain, size_t index, const char *name,
                            enum hg_outcome outcome, const char *reason)
{
    sample_plain_set(plain, index, outcome, HG_CAUSE_CERTIFICATE, reason);
    plain->run.results[index].certificate = hg_certificate_store_take(
        &plain->run.certificates, sample_certificate(name, "CN=Authority"));
}

static void test_one_message_per_certificate(void)
{
    struct sample_plain plain;
    const struct hg_text_style style = {.name_columns = 2};
    sample_plain_init(&plain, 12);
    for (size_t i = 0; i < 7; i++)
        set_certificate(&plain, i, "a.example", HG_OUTCOME_DEGRADED, "a ends, limit 14d");
    set_certificate(&plain, 7, "a.example", HG_OUTCOME_DOWN, "a ends");
    set_certificate(&plain, 8, "b.example", HG_OUTCOME_DOWN, "b is not for t8");
    set_certificate(&plain, 9, "b.example", HG_OUTCOME_DOWN, "b is not for t9");
    plain.run.results[8].certificate_problem = HG_CERTIFICATE_WRONG_HOST;
    plain.run.results[9].certificate_problem = HG_CERTIFICATE_WRONG_HOST;
    sample_plain_set(&plain, 10, HG_OUTCOME_DEGRADED, HG_CAUSE_LATENCY, "slow");
    char *summary = render_summary(&plain.run, &style);
    UNIT_ASSERT_TEXT(
        strstr(summary, "certificate ("),
        "certificate (3): the certificate was not accepted, or expires soon\n"
        "  ✗ t7  a ends\n  ✗ t8  b is not for t8\n  ✗ t9  b is not for t9\n"
        "\ndegraded (8): up, but with a warning\n"
        "  ! a ends, limit 14d: 7 targets: t0, t1, t2, t3, t4, …\n  ! t10  slow\n"
        "\ngate closed: 3 down, at most 0 allowed\n");
    free(summary);
    sample_plain_release(&plain);
}

CU_TestInfo text_summary_tests[] = {
    {"a_run_without_troubles_is_short", test_all_up},
    {"a_run_of_nothing_has_no_latencies", test_nothing},
    {"an_interrupted_run_says_so", test_one_unknown},
    {"the_proxy_is_named_when_the_gate_is_not_open", test_proxy},
    {"own failures of a kind are one line", test_own_failures_of_a_kind},
    {"own failures without verdicts", test_own_failures_without_verdicts},
    {"the_slowest_are_named_from_six_targets_on", test_slowest},
    {"troubles_are_grouped_by_cause_then_degraded_and_flaky", test_groups},
    {"a_long_group_is_cut_at_ten_unless_verbose", test_long_groups},
    {"gate_and_headings_are_coloured", test_color},
    {"no_line_begins_with_a_name", test_no_commands},
    {"every_cause_has_a_sentence", test_every_cause_has_a_sentence},
    {"one message per certificate", test_one_message_per_certificate},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* text_report: the line of a target, to the last blank. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/memory.h"
#include "render.h"
#include "sample.h"

static void check_line(const struct hg_run *run, size_t index,
                       const struct hg_text_style *style, const char *expected)
{
    char *line = render_result(run, index, style);
    UNIT_ASSERT_TEXT(line, expected);
    free(line);
}

static void test_marks(void)
{
    static const struct {
        enum hg_outcome outcome;
        const char *line;
    } rows[] = {
        {HG_OUTCOME_UP, "✓ t0  200     10 ms\n"},
        {HG_OUTCOME_FLAKY, "↻ t0  200     10 ms\n"},
        {HG_OUTCOME_DEGRADED, "! t0  200     10 ms\n"},
        {HG_OUTCOME_DOWN, "✗ t0  200     10 ms\n"},
        {HG_OUTCOME_UNKNOWN, "? t0  200     10 ms\n"},
        {HG_OUTCOME_SKIPPED, "- t0  200     10 ms\n"},
    };
    const struct hg_text_style style = {.name_columns = 2};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct sample_plain plain;
        sample_plain_init(&plain, 1);
        sample_plain_set(&plain, 0, rows[i].outcome, HG_CAUSE_NONE, NULL);
        check_line(&plain.run, 0, &style, rows[i].line);
        sample_plain_release(&plain);
    }
}

static void test_columns(void)
{
    struct hg_run run;
    sample_init(&run);
    const struct hg_text_style style = {.name_columns = hg_text_name_columns(&run)};
    CU_ASSERT_EQUAL(style.name_columns, 17);
    check_line(&run, 0, &style,
               "✓ home               200    156 ms  waited 117 ms for the answer, in the "
               "baseline 15 ms\n");
    check_line(&run, 5, &style,
               "- beta                 -         -  disabled in the configuration\n");
    check_line(&run, 7, &style,
               "✓ 日本語ガイド       204     18 ms  recovered: down in the baseline\n");
    check_line(&run, 3, &style,
               "✗ api                  -    5.00 s  no answer within 5 s\n");
    hg_run_release(&run);
}

static void test_long_names(void)
{
    static const char long_name[] =
        "a-name-that-is-quite-a-bit-longer-than-forty-columns";
    struct sample_plain plain;
    sample_plain_init(&plain, 2);
    plain.targets[1].name = long_name;
    const struct hg_text_style style = {.name_columns = hg_text_name_columns(&plain.run)};
    CU_ASSERT_EQUAL(style.name_columns, 40);
    check_line(&plain.run, 0, &style,
               "✓ t0                                        200     10 ms\n");
    check_line(&plain.run, 1, &style,
               "✓ a-name-that-is-quite-a-bit-longer-than-forty-columns  200     10 ms\n");
    sample_plain_release(&plain);
}

static void test_width(void)
{
    static const struct {
        int columns;
        const char *reason;
        const char *shown;
    } rows[] = {
        {0, "expected status 200-299, got 503", "expected status 200-299, got 503"},
        {53, "expected status 200-299, got 503", "expected status 200-299, got 503"},
        {52, "expected status 200-299, got 503", "expected status 200-299, got 5…"},
        {46, "expected status 200-299, got 503", "expected status 200-299,…"},
        {46, "全角文字全角文字全角文字全角文字", "全角文字全角文字全角文字…"},
        /* never shorter than 20 columns */
        {10, "expected status 200-299, got 503", "expected status 200…"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct hg_text_style style = {.columns = rows[i].columns,
                                            .name_columns = 2};
        struct sample_plain plain;
        sample_plain_init(&plain, 1);
        sample_plain_set(&plain, 0, HG_OUTCOME_DOWN, HG_CAUSE_STATUS, rows[i].reason);
        char *line = render_result(&plain.run, 0, &style);
        const char *shown = strstr(line, " ms  ");
        CU_ASSERT_PTR_NOT_NULL_FATAL(shown);
        shown += strlen(" ms  ");
        UNIT_ASSERT_ROW(strncmp(shown, rows[i].shown, strlen(rows[i].shown)) == 0, line);
        UNIT_ASSERT_ROW(shown[strlen(rows[i].shown)] == '\n', line);
        free(line);
        sample_plain_release(&plain);
    }
}

static void test_note(void)
{
    struct sample_plain plain;
    const struct hg_text_style style = {0};
    sample_plain_init(&plain, 1);
    sample_plain_set(&plain, 0, HG_OUTCOME_UP, HG_CAUSE_NONE, NULL);
    struct hg_detail *detail = hg_memory_new(1, sizeof(*detail));
    plain.run.results[0].detail = detail;
    detail->note = hg_memory_copy_text("https gave no answer");
    check_line(&plain.run, 0, &style, "✓ t0  200     10 ms  https gave no answer\n");
    detail->reason = hg_memory_copy_text("slow");
    check_line(&plain.run, 0, &style,
               "✓ t0  200     10 ms  slow; https gave no answer\n");
    sample_plain_release(&plain);
}

static void test_color(void)
{
    struct sample_plain plain;
    const struct hg_text_style style = {.use_color = true};
    sample_plain_init(&plain, 2);
    sample_plain_set(&plain, 1, HG_OUTCOME_DOWN, HG_CAUSE_STATUS, "no");
    check_line(&plain.run, 0, &style,
               "\033[32m✓\033[0m t0  200\033[2m     10 ms\033[0m\n");
    check_line(&plain.run, 1, &style,
               "\033[31m✗\033[0m t1  200\033[2m     10 ms\033[0m  no\n");
    sample_plain_release(&plain);
}

static void test_verbose(void)
{
    struct hg_run run;
    const struct hg_text_style style = {.is_verbose = true, .columns = 40};
    sample_init(&run);
    check_line(
        &run, 4, &style,
        "✓ old shop  200    3.5 ms  waiver until 2026-12-31 is no longer needed (moves "
        "to a "
        "new host, OPS-12)\n"
        "    url: http://example.com/shop\n"
        "    method: GET (HEAD was answered 405)\n"
        "    remote: [2001:db8::10]:443 (HTTP/1.1)\n"
        "    phases: resolve 0.1 · connect 0.3 · tls 0.6 · wait 2.5 · "
        "transfer 0.0 ms\n"
        "    redirects: http://example.com/shop (301) → "
        "https://example.com/shop (302) → https://www.example.com/shop/index.html\n");
    check_line(&run, 6, &style,
               "↻ manual  200     53 ms  up on attempt 2 of 3; before: "
               "docs.example.com: temporary failure in name resolution\n"
               "    url: https://docs.example.com/manual\n"
               "    method: HEAD\n"
               "    remote: 198.51.100.7:443 (HTTP/2)\n"
               "    phases: resolve 2.0 · connect 10 · tls 22 · wait 18 · "
               "transfer 0.1 ms\n"
               "    attempt 1: HEAD, no answer after 30 ms: "
               "docs.example.com: temporary failure in name resolution\n"
               "    attempt 2: HEAD, 200 after 53 ms\n");
    check_line(&run, 5, &style,
               "- beta    -         -  disabled in the configuration\n"
               "    url: https://beta.shop.example.com/\n");
    hg_run_release(&run);
}

CU_TestInfo text_report_tests[] = {
    {"every_outcome_has_its_own_mark", test_marks},
    {"columns_are_aligned_whatever_the_width_of_characters", test_columns},
    {"a_name_over_forty_columns_overflows_its_column_only", test_long_names},
    {"a_reason_is_cut_to_the_width_with_an_ellipsis", test_width},
    {"a_note_is_shown_after_the_reason", test_note},
    {"only_mark_and_time_are_coloured", test_color},
    {"verbose_lines_tell_phases_redirects_and_attempts_uncut", test_verbose},
    CU_TEST_INFO_NULL,
};

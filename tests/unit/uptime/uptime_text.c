/* SPDX-License-Identifier: MIT */
/* uptime_text: tests of the report that fits into any mail. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/text.h"
#include "headgate/units.h"
#include "report/render.h"
#include "uptime/uptime_format.h"
#include "uptime_sample.h"

static const char *const names[] = {
    "::error::x",
    "##[group]",
    "日本語の名前がとても長くてどの列にも入らないので切られるべきです、間違いなく、本当"
    "に",
    "a name of so many words that it has to be cut or wrapped wherever it stands in a "
    "line",
    "https://example.com/an/address/as/a/name/that/has/no/blank/to/break/at/anywhere/at/"
    "all",
    "🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀",
};

static void check_lines(char *text, const char *what)
{
    for (char *line = text; *line != '\0';) {
        const size_t len = strcspn(line, "\n");
        const char *words = line + strspn(line, " ");
        UNIT_ASSERT_ROW(line[len] == '\n', what);
        line[len] = '\0';
        UNIT_ASSERT_ROW(hg_text_width(line) <= 76, line);
        UNIT_ASSERT_ROW(len == 0 || line[len - 1] != ' ', line);
        UNIT_ASSERT_ROW(strncmp(words, "::", 2) != 0 && strncmp(words, "##", 2) != 0,
                        line);
        line += len + 1;
    }
}

static void test_lines(void)
{
    struct uptime_sample sample;
    uptime_sample_init(&sample);
    char *text = uptime_render("text", &sample.uptime, NULL);
    check_lines(text, "sample");
    free(text);
    uptime_sample_release(&sample);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        uptime_sample_init_many(&sample, 2, names[i], true);
        sample.uptime.name = names[i];
        sample.uptime.history = names[i];
        text = uptime_render("text", &sample.uptime, NULL);
        check_lines(text, names[i]);
        free(text);
        uptime_sample_release(&sample);
    }
}

static void test_most(void)
{
    const struct hg_uptime_style style = {.max_entries = 5};
    struct uptime_sample sample;
    uptime_sample_init_many(&sample, 12, "t", false);
    char *text = uptime_render("text", &sample.uptime, &style);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "\n  ... and 7 targets without incident\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "t000004"));
    CU_ASSERT_PTR_NULL(strstr(text, "t000005"));
    free(text);
    uptime_sample_release(&sample);
    uptime_sample_init_many(&sample, 12, "t", true);
    text = uptime_render("text", &sample.uptime, &style);
    CU_ASSERT_PTR_NOT_NULL(
        strstr(text, "\n  ... and 7 more targets, 7 of them with incidents\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "\n  ... and 7 more\n"));
    free(text);
    uptime_sample_release(&sample);
}

/* One that is cut between its days, which differ, says so. */
static void check_cut(size_t count, size_t max_entries, const char *expected)
{
    const struct hg_uptime_style style = {.max_entries = max_entries};
    struct uptime_sample sample;
    uptime_sample_init_many(&sample, count, "t", true);
    char *text = uptime_render("text", &sample.uptime, &style);
    UNIT_ASSERT_ROW(strstr(strstr(text, "Day by day"), expected) != NULL, expected);
    free(text);
    uptime_sample_release(&sample);
}

static void test_cut(void)
{
    check_cut(1, 1, "\n  ... and more days of this target\n");
    check_cut(2, 1, "\n  ... and more days of this target, and 1 more target\n");
    check_cut(4, 3, "\n  ... and more days of this target, and 2 more targets\n");
    check_cut(4, 4, "\n  ... and 2 more targets\n");
    check_cut(3, 4, "\n  ... and 1 more target\n");
}

/* In every format. */
static void test_nothing(void)
{
    size_t count;
    const struct hg_uptime_reporter *const *reporters = hg_uptime_reporters(&count);
    for (size_t i = 0; i < count; i++) {
        struct uptime_sample sample;
        uptime_sample_init_many(&sample, 0, "t", false);
        sample.uptime.name = NULL;
        sample.uptime.host = NULL;
        sample.uptime.group_count = 0;
        char *text = uptime_render(reporters[i]->name, &sample.uptime, NULL);
        UNIT_ASSERT_ROW(strcmp(reporters[i]->name, "csv") == 0 ||
                            strstr(text, "nothing was checked") != NULL,
                        reporters[i]->name);
        free(text);
        uptime_sample_release(&sample);
    }
}

static void test_no_results(void)
{
    size_t count;
    const struct hg_uptime_reporter *const *reporters = hg_uptime_reporters(&count);
    for (size_t i = 0; i < count; i++) {
        struct uptime_sample sample;
        uptime_sample_init_many(&sample, 1, "only", false);
        struct hg_uptime_target *target = &sample.uptime.targets[0];
        target->outcome = HG_OUTCOME_UNKNOWN;
        target->since_us = 0;
        target->last_check_us = 0;
        target->is_stale = true;
        target->tally = (struct hg_tally){0};
        target->before = (struct hg_tally){0};
        target->latency = (struct hg_latency){0, -1, -1, -1};
        sample.uptime.tally = sample.uptime.before_tally = (struct hg_tally){0};
        sample.uptime.group_count = 0;
        sample.uptime.interval_count = 0;
        sample.uptime.day_count = 0;
        char *text = uptime_render(reporters[i]->name, &sample.uptime, NULL);
        UNIT_ASSERT_ROW(strstr(text, "only") != NULL, reporters[i]->name);
        UNIT_ASSERT_ROW(strstr(text, "100 %") == NULL, reporters[i]->name);
        free(text);
        uptime_sample_release(&sample);
    }
}

/* The reason of what is degraded now, and nothing that is equal before. */
static void test_rows(void)
{
    struct uptime_sample sample;
    uptime_sample_init_many(&sample, 1, "t", false);
    struct hg_uptime_target *target = &sample.uptime.targets[0];
    target->outcome = HG_OUTCOME_DEGRADED;
    target->reason = "slower than 500ms";
    target->latency_before = target->latency;
    char *text = uptime_render("text", &sample.uptime, NULL);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "\n  slower than 500ms\n"));
    CU_ASSERT_PTR_NULL(strstr(text, "before: 100 %"));
    free(text);
    target->outcome = HG_OUTCOME_UP;
    text = uptime_render("text", &sample.uptime, NULL);
    CU_ASSERT_PTR_NULL(strstr(text, "slower than 500ms"));
    free(text);
    uptime_sample_release(&sample);
}

/* What is gravest first, and what has ended since when it has. */
static void test_news(void)
{
    struct uptime_sample sample;
    uptime_sample_init_many(&sample, 1, "t", false);
    const int64_t now_us = sample.uptime.period.end_us - 60 * HG_US_PER_S;
    const int64_t before_us = now_us - 6 * 3600 * HG_US_PER_S;
    const struct hg_event events[] = {
        {.kind = HG_EVENT_RECOVERED,
         .target = "docs",
         .at_us = now_us,
         .since_us = before_us,
         .reason = "no answer"},
        {.kind = HG_EVENT_DOWN,
         .target = "api",
         .at_us = now_us,
         .since_us = now_us,
         .cause = HG_CAUSE_DNS,
         .reason = "no such name"},
        {.kind = HG_EVENT_REMINDER,
         .target = "cart",
         .at_us = now_us,
         .since_us = before_us,
         .reason = "got 503"},
    };
    sample.uptime.events = events;
    sample.uptime.event_count = sizeof events / sizeof events[0];
    char *text = uptime_render("text", &sample.uptime, NULL);
    const char *down = strstr(text, "went down, since 2026-10-31 23:59\n");
    const char *still = strstr(text, "still down, since 2026-10-31 17:59\n  for 6 h: got "
                                     "503\n");
    const char *back =
        strstr(text, "came back, since 2026-10-31 23:59\n  was down for 6 h, "
                     "since 2026-10-31 17:59: no answer\n");
    CU_ASSERT_PTR_NOT_NULL_FATAL(down);
    CU_ASSERT_PTR_NOT_NULL_FATAL(still);
    CU_ASSERT_PTR_NOT_NULL_FATAL(back);
    CU_ASSERT(down < still && still < back);
    free(text);
    uptime_sample_release(&sample);
}

/* What is the same of several targets is one entry, with their names. */
static void test_same_news(void)
{
    struct uptime_sample sample;
    struct hg_event events[20];
    char labels[20][8];
    uptime_sample_init_many(&sample, 1, "t", false);
    for (size_t i = 0; i < 20; i++) {
        snprintf(labels[i], sizeof labels[i], "n%zu", i);
        events[i] = (struct hg_event){.kind = HG_EVENT_DOWN,
                                      .target = labels[i],
                                      .at_us = sample.uptime.period.begin_us,
                                      .since_us = sample.uptime.period.begin_us,
                                      .reason = i == 3 ? "no such name" : "got 503"};
    }
    events[4].since_us += 60 * HG_US_PER_S;
    sample.uptime.events = events;
    sample.uptime.event_count = 20;
    char *text = uptime_render("text", &sample.uptime, NULL);
    const char *news = strstr(text, "What changed");
    CU_ASSERT_PTR_NOT_NULL_FATAL(news);
    CU_ASSERT_PTR_NOT_NULL(strstr(news, "✗ 18 targets "));
    CU_ASSERT_PTR_NOT_NULL(strstr(news,
                                  "\n  got 503\n  n0, n1, n2, n5, n6, n7, n8, n9, n10, "
                                  "n11, n12, n13 and 6 more\n  headgate explain"));
    CU_ASSERT_PTR_NOT_NULL(strstr(news, "✗ n3 "));
    CU_ASSERT_PTR_NOT_NULL(strstr(news, "✗ n4 "));
    CU_ASSERT_EQUAL(count_of(text, "went down, since"), 3);
    free(text);
    uptime_sample_release(&sample);
}

/* Seconds of an outage of the day before are none of this day; a check that failed is. */
static void test_days(void)
{
    struct uptime_sample sample;
    struct hg_report_interval days[31];
    uptime_sample_init_many(&sample, 1, "t", false);
    CU_ASSERT_FATAL(sample.uptime.day_count <= sizeof days / sizeof days[0]);
    memcpy(days, sample.uptime.targets[0].days, sample.uptime.day_count * sizeof days[0]);
    sample.uptime.targets[0].days = days;
    days[1].tally.time_us[HG_OUTCOME_DOWN] = 2 * HG_US_PER_S;
    char *text = uptime_render("text", &sample.uptime, NULL);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "✓ 2026-10-20                   99.99 %\n"));
    free(text);
    days[1].tally.checks[HG_OUTCOME_DOWN] = 1;
    text = uptime_render("text", &sample.uptime, NULL);
    CU_ASSERT_PTR_NOT_NULL(
        strstr(text, "✗ 2026-10-20                   99.99 %          2 s\n"));
    free(text);
    uptime_sample_release(&sample);
}

static void check_comparison(size_t run_count, const char *expected)
{
    struct hg_uptime uptime = {.run_count = run_count, .before.description = "yesterday"};
    struct hg_buf out;
    hg_buf_init(&out);
    hg_uptime_format_comparison(&uptime, &out);
    UNIT_ASSERT_TEXT(out.data, expected);
    hg_buf_release(&out);
}

static void test_missing(void)
{
    check_comparison(0, "no results of yesterday before it to compare with\nthere was no "
                        "run in this period: headgate check adds one to the history");
    check_comparison(1,
                     "no results of yesterday before it to compare with\nthere was one "
                     "run only: how long anything was up or down is known from the "
                     "second one on");
    check_comparison(2, "no results of yesterday before it to compare with");
}

static void test_table(void)
{
    size_t count;
    const struct hg_uptime_reporter *const *reporters = hg_uptime_reporters(&count);
    CU_ASSERT_EQUAL(count, 7);
    for (size_t i = 0; i < count; i++)
        CU_ASSERT_PTR_EQUAL(hg_uptime_reporter_find(reporters[i]->name), reporters[i]);
    CU_ASSERT_PTR_NULL(hg_uptime_reporter_find("jsonl"));
    CU_ASSERT_PTR_NULL(hg_uptime_reporter_find(""));
}

CU_TestInfo uptime_text_tests[] = {
    {"no_line_is_wider_than_76_columns_or_begins_with_a_command", test_lines},
    {"lists_that_are_cut_say_how_many_are_left", test_most},
    {"a_list_that_is_cut_between_the_days_of_a_target_says_so", test_cut},
    {"every_format_says_that_nothing_was_checked", test_nothing},
    {"every_format_can_do_without_any_result", test_no_results},
    {"a_row_has_the_reason_of_what_is_degraded_now", test_rows},
    {"an_alert_begins_with_what_is_gravest", test_news},
    {"what_changed_for_several_targets_at_once_is_one_entry", test_same_news},
    {"a_day_is_down_by_its_own_checks", test_days},
    {"what_is_missing_is_said", test_missing},
    {"formats_are_found_by_name", test_table},
    CU_TEST_INFO_NULL,
};

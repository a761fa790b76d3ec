/* SPDX-License-Identifier: MIT */
/* uptime_page: tests of the page for browsers with many targets and days, as a parser of HTML reads it. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/units.h"

#include "html.h"
#include "report/render.h"
#include "uptime_sample.h"
#include "uptime_totals.h"
#include "uptime/page_markup.h"

#define DAYS      63
#define DAY_US    (INT64_C(86400) * HG_US_PER_S)
#define HOUR_US   (INT64_C(3600) * HG_US_PER_S)
#define MEGABYTE  1000000
#define INCIDENTS 5 /* of a target, at most: there is room for these in the sample */

/* xorshift64 (Marsaglia 2003). */
static uint64_t next_number(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed >> 11;
}

static void add_incident(struct hg_uptime *uptime, size_t target, int64_t opened_us)
{
    struct hg_incident *incident = &uptime->incidents[uptime->incident_count++];
    *incident = (struct hg_incident){
        .id = (int64_t)uptime->incident_count,
        .target = target,
        .opened_us = opened_us,
        .closed_us = opened_us + HOUR_US,
        .duration_us = HOUR_US,
        .cause = HG_CAUSE_TIMEOUT,
        .worst = HG_CAUSE_TIMEOUT,
        .checks = 1,
        .attempts = 3,
        .reason = "connected, but no answer within 5.00 s",
    };
    uptime->targets[target].incident_count++;
}

static struct hg_report_interval make_day(struct hg_uptime *uptime, size_t target,
                                          int day, uint64_t *seed)
{
    const bool is_down =
        next_number(seed) % 60 == 0 && uptime->targets[target].incident_count < INCIDENTS;
    struct hg_report_interval made = {
        .begin_us = uptime->period.begin_us + day * DAY_US,
        .end_us = uptime->period.begin_us + (day + 1) * DAY_US,
    };
    const int64_t down = is_down ? 1 : 0;
    made.tally.time_us[HG_OUTCOME_UP] = DAY_US - down * HOUR_US;
    made.tally.time_us[HG_OUTCOME_DOWN] = down * HOUR_US;
    made.tally.checks[HG_OUTCOME_UP] = 24 - down;
    made.tally.checks[HG_OUTCOME_DOWN] = down;
    made.latency =
        uptime_latency(24, (50 + (int64_t)(next_number(seed) % 100)) * HG_US_PER_MS);
    if (is_down)
        add_incident(uptime, target, made.begin_us + (int64_t)(target % 23) * HOUR_US);
    return made;
}

/* Nine weeks of checks every hour, of which one day in sixty is broken by an outage. */
static void init_long(struct uptime_sample *sample, size_t count)
{
    struct hg_uptime *uptime = &sample->uptime;
    uint64_t seed = 20261201;
    uptime_sample_init_many(sample, count, "https://site.example.com/health/", false);
    uptime->interval_count = uptime->day_count = DAYS;
    uptime->period.end_us = uptime->period.begin_us + DAYS * DAY_US;
    uptime->tally = uptime->before_tally = (struct hg_tally){0};
    memset(uptime->now, 0, sizeof uptime->now);
    for (size_t i = 0; i < count; i++) {
        struct hg_report_interval *days =
            hg_arena_new(&uptime->arena, DAYS, sizeof *days);
        struct hg_uptime_target *target = &uptime->targets[i];
        target->tally = (struct hg_tally){0};
        for (int day = 0; day < DAYS; day++) {
            days[day] = make_day(uptime, i, day, &seed);
            hg_tally_add(&target->tally, &days[day].tally);
        }
        target->intervals = target->days = days;
        target->interval_us = HOUR_US;
    }
    uptime_conclude(uptime, (struct hg_share){0});
}

static void check_count(htmlDocPtr document, const char *expression, size_t expected)
{
    const size_t count = html_count(document, expression);
    char row[200];
    snprintf(row, sizeof row, "%s: %zu, expected %zu", expression, count, expected);
    UNIT_ASSERT_ROW(count == expected, row);
}

/* What has no strip is counted. */
static void check_left_out(htmlDocPtr document, const struct hg_uptime *uptime,
                           size_t shown)
{
    size_t up_count = 0;
    char expression[200];
    for (size_t i = 0; i < uptime->target_count; i++)
        up_count += uptime->targets[i].incident_count == 0 ? 1 : 0;
    snprintf(expression, sizeof expression,
             "//section[@id = 'overview']/p[. = '%zu more targets were not always up.']",
             uptime->target_count - up_count - shown);
    check_count(document, expression, 1);
    snprintf(expression, sizeof expression,
             "//section[@id = 'overview']/p[. = '%zu of %zu targets were up without a "
             "break.']",
             up_count, uptime->target_count);
    check_count(document, expression, 1);
}

static void test_three_hundred(void)
{
    struct uptime_sample sample;
    init_long(&sample, 300);
    char *text = uptime_render("page", &sample.uptime, NULL);
    htmlDocPtr document = html_parse(text);
    char size[40];
    snprintf(size, sizeof size, "%zu bytes", strlen(text));
    UNIT_ASSERT_ROW(strlen(text) < MEGABYTE, size);
    check_count(document, "//section[@id = 'targets']/details", 300);
    check_count(document, "//section[@id = 'targets']/details[@open]", 10);
    check_count(document, "//section[@id = 'targets']/details[position() <= 10][@open]",
                10);
    check_count(document, "//section[@id = 'targets']//table", 300);
    check_count(document, "//section[@id = 'overview']/ul[@class = 'strips']/li", 40 + 2);
    check_count(document, "//ul[@class = 'strips']/li/a[starts-with(., 'site.')]", 40);
    check_left_out(document, &sample.uptime, 40);
    check_count(document, "//section[@id = 'outages']/article", 10);
    check_count(document, "//section[@id = 'outages']/details[not(@open)]/article",
                sample.uptime.outage_count - 10);
    xmlFreeDoc(document);
    free(text);
    uptime_sample_release(&sample);
}

static void test_ten_thousand(void)
{
    struct uptime_sample sample;
    init_long(&sample, 10001);
    char *text = uptime_render("page", &sample.uptime, NULL);
    htmlDocPtr document = html_parse(text);
    char size[40];
    snprintf(size, sizeof size, "%zu bytes", strlen(text));
    UNIT_ASSERT_ROW(strlen(text) < 5 * MEGABYTE, size);
    check_count(document, "//section[@id = 'targets']/details", 301);
    check_count(document, "//section[@id = 'targets']/details[@class = 'more']//tbody/tr",
                9700);
    check_count(document, "//section[@id = 'targets']//p[starts-with(., 'and 1 ')]", 1);
    check_count(document, "//section[@id = 'outages']//article", 500);
    check_count(document, "//section[@id = 'outages']//p[starts-with(., 'and ')]", 1);
    xmlFreeDoc(document);
    free(text);
    uptime_sample_release(&sample);
}

/* All of them down, which no list has room for. */
static void test_all_down(void)
{
    struct uptime_sample sample;
    uptime_sample_init_many(&sample, 10000,
                            "https://a.name.of.some.length.example.com/health/", true);
    char *text = uptime_render("page", &sample.uptime, NULL);
    htmlDocPtr document = html_parse(text);
    char size[40];
    snprintf(size, sizeof size, "%zu bytes", strlen(text));
    UNIT_ASSERT_ROW(strlen(text) < 5 * MEGABYTE, size);
    check_count(document, "//section[@id = 'down']/article", 10);
    check_count(document, "//section[@id = 'down']/details/article", 490);
    check_count(document, "//section[@id = 'down']//p[. = 'and 9500 more']", 1);
    check_count(document, "//section[@id = 'service-levels']//tbody/tr", 500);
    check_count(document, "//section[@id = 'certificates']//article", 500);
    xmlFreeDoc(document);
    free(text);
    uptime_sample_release(&sample);
}

/* Links within the page lead to something, and no id is there twice. */
static void test_links(void)
{
    struct uptime_sample sample;
    uptime_sample_init(&sample);
    char *text = uptime_render("page", &sample.uptime, NULL);
    htmlDocPtr document = html_parse(text);
    check_count(document, "//@href[starts-with(., '#')][not(substring(., 2) = //@id)]",
                0);
    check_count(document, "//@id[. = following::*/@id]", 0);
    check_count(document, "//nav//a", html_count(document, "//section/@id"));
    check_count(document, "//section[@id = 'overview']//li/a[starts-with(@href, '#t')]",
                sample.uptime.target_count);
    xmlFreeDoc(document);
    free(text);
    uptime_sample_release(&sample);
}

/* Each is an image with words, or hidden from those who have the page read to them. */
static void test_charts(void)
{
    struct uptime_sample sample;
    uptime_sample_init(&sample);
    char *text = uptime_render("page", &sample.uptime, NULL);
    htmlDocPtr document = html_parse(text);
    check_count(
        document,
        "//svg[not(@aria-hidden)][not(@role = 'img') or string-length(@aria-label) < 6]",
        0);
    check_count(document,
                "//section[@id = 'targets']/details/summary/svg[@class = 'strip']",
                sample.uptime.target_count);
    check_count(document, "//section[@id = 'targets']//svg[@class = 'chart']",
                sample.uptime.target_count);
    check_count(document, "//figure//path[@class = 'band']",
                sample.uptime.incident_count);
    check_count(document, "//figure//path[@class = 'band'][title]",
                sample.uptime.incident_count);
    check_count(document, "//table[not(caption)]", 0);
    check_count(document, "//caption[@class = 'same'][. != ../../h2]", 0);
    check_count(document, "//section/table/caption[@class = 'same']", 2);
    check_count(document, "//th[not(@scope)]", 0);
    check_count(document, "//tbody/tr[not(th[@scope = 'row'])]", 0);
    xmlFreeDoc(document);
    free(text);
    uptime_sample_release(&sample);
}

/* The day with most targets that were down comes first, with its weekday. */
static void test_worst_day(void)
{
    struct uptime_sample sample;
    uptime_sample_init(&sample);
    char *text = uptime_render("page", &sample.uptime, NULL);
    htmlDocPtr document = html_parse(text);
    check_count(
        document,
        "//section[@id = 'overview']/table/tbody/tr[1][th[. = 'Wed\u00A02026-10-21']]"
        "[td[1] = '3 of 14']",
        1);
    check_count(document, "//section[@id = 'overview']//svg[@class = 'chart']/path", 3);
    xmlFreeDoc(document);
    free(text);
    uptime_sample_release(&sample);
}

static void test_units(void)
{
    static const struct {
        const char *lines;
        const char *expected;
    } rows[] = {
        {"no answer within 5.00 s", "<p dir=\"auto\">no answer within 5.00\u00A0s</p>"},
        {"1 h 00 m, 3 ms; 99 %.",
         "<p dir=\"auto\">1\u00A0h 00\u00A0m, 3\u00A0ms; 99\u00A0%.</p>"},
        {"got 503 status\n2 sites",
         "<p dir=\"auto\">got 503 status</p><p dir=\"auto\">2 sites</p>"},
        {"within 5 s\n2 h",
         "<p dir=\"auto\">within 5\u00A0s</p><p dir=\"auto\">2\u00A0h</p>"},
        {"a s, 5 \n s", "<p dir=\"auto\">a s, 5 </p><p dir=\"auto\"> s</p>"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_sink sink;
        hg_sink_init(&sink, -1);
        hg_page_paragraphs(&sink, rows[i].lines);
        UNIT_ASSERT_TEXT(sink.buffer.data, rows[i].expected);
        hg_sink_release(&sink);
    }
}

/* Why a target is degraded stands in its row, and equal days are one line also where some had maintenance. */
static void test_rows(void)
{
    struct uptime_sample sample;
    uptime_sample_init(&sample);
    for (size_t i = 0; i < sample.uptime.target_count; i++) {
        struct hg_uptime_target *target = &sample.uptime.targets[i];
        if (strcmp(target->name, "search") != 0)
            continue;
        target->outcome = HG_OUTCOME_DEGRADED;
        target->reason = "answered in 800 ms, expected 600 ms at most";
    }
    char *text = uptime_render("page", &sample.uptime, NULL);
    htmlDocPtr document = html_parse(text);
    check_count(document,
                "//details[summary/h3[bdi = 'search']/span[. = 'degraded']]/div/p"
                "[. = 'answered in 800\u00A0ms, expected 600\u00A0ms at most']",
                1);
    check_count(
        document,
        "//details[summary/h3/bdi = 'docs']//tbody/tr[th = '2026-10-23 to 2026-10-31']"
        "[td[1] = '100 %'][td[4] = '4\u00A0h']",
        1);
    check_count(document, "//details[summary/h3/bdi = 'docs']//tbody/tr", 3);
    xmlFreeDoc(document);
    free(text);
    uptime_sample_release(&sample);
}

/* An outage that ended at midnight, by the clock of runs that begin some milliseconds late. */
static void test_moment(void)
{
    static const struct {
        int64_t down_us;
        int64_t checks;
        size_t rows;
    } rows[] = {{200 * HG_US_PER_MS, 0, 0},
                {36 * HG_US_PER_S - 1, 0, 0},
                {36 * HG_US_PER_S, 0, 1},
                {1, 1, 1}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct uptime_sample sample;
        init_long(&sample, 1);
        struct hg_report_interval *days =
            hg_arena_new(&sample.uptime.arena, DAYS, sizeof *days);
        for (int day = 0; day < DAYS; day++) {
            days[day] = sample.uptime.targets[0].days[day];
            days[day].tally = (struct hg_tally){.time_us = {[HG_OUTCOME_UP] = DAY_US},
                                                .checks = {[HG_OUTCOME_UP] = 24}};
        }
        days[7].tally.time_us[HG_OUTCOME_UP] -= rows[i].down_us;
        days[7].tally.time_us[HG_OUTCOME_DOWN] = rows[i].down_us;
        days[7].tally.checks[HG_OUTCOME_DOWN] = rows[i].checks;
        sample.uptime.targets[0].intervals = sample.uptime.targets[0].days = days;
        char *text = uptime_render("page", &sample.uptime, NULL);
        htmlDocPtr document = html_parse(text);
        check_count(document, "//section[@id = 'targets']//tbody/tr", 3);
        check_count(document, "//section[@id = 'targets']//tbody//span[. = 'down']",
                    rows[i].rows);
        xmlFreeDoc(document);
        free(text);
        uptime_sample_release(&sample);
    }
}

/* Of many targets that were up there is nothing to be seen, and of few each. */
static void test_all_up(void)
{
    struct uptime_sample sample;
    for (size_t count = 40; count <= 41; count++) {
        uptime_sample_init_many(&sample, count, "t", false);
        sample.uptime.group_count = 1;
        char *text = uptime_render("page", &sample.uptime, NULL);
        htmlDocPtr document = html_parse(text);
        check_count(document, "//ul[@class = 'strips']/li", count == 40 ? 40 : 0);
        check_count(document, "//div[@class = 'axis']", count == 40 ? 1 : 0);
        check_count(document, "//p[. = '41 of 41 targets were up without a break.']",
                    count == 40 ? 0 : 1);
        check_count(document, "//section[@id = 'overview']/table", 0);
        xmlFreeDoc(document);
        free(text);
        uptime_sample_release(&sample);
    }
}

/* One that was flaky, but is so far behind that it is a row: a link would lead to nothing. */
static void test_rows_have_no_links(void)
{
    struct uptime_sample sample;
    uptime_sample_init_many(&sample, 301, "t", false);
    struct hg_uptime *uptime = &sample.uptime;
    struct hg_uptime_target *last = &uptime->targets[uptime->order[300]];
    struct hg_report_interval *days =
        hg_arena_new(&uptime->arena, uptime->interval_count, sizeof *days);
    memcpy(days, last->intervals, uptime->interval_count * sizeof *days);
    days[0].tally.checks[HG_OUTCOME_FLAKY] = 1;
    last->intervals = days;
    char *text = uptime_render("page", uptime, NULL);
    htmlDocPtr document = html_parse(text);
    check_count(document, "//@href[starts-with(., '#')][not(substring(., 2) = //@id)]",
                0);
    check_count(document,
                "//section[@id = 'overview']/p[. = '1 more target was not always up.']",
                1);
    xmlFreeDoc(document);
    free(text);
    uptime_sample_release(&sample);
}

/* As many as there are strips for. */
static void test_many_groups(void)
{
    struct uptime_sample sample;
    init_long(&sample, 300);
    struct hg_uptime *uptime = &sample.uptime;
    struct hg_uptime_group *groups = hg_arena_new(&uptime->arena, 42, sizeof *groups);
    for (size_t i = 0; i < 42; i++)
        groups[i].name = "g";
    uptime->groups = groups;
    uptime->group_count = 42;
    char *text = uptime_render("page", uptime, NULL);
    htmlDocPtr document = html_parse(text);
    check_count(document, "//ul[@class = 'strips']/li[starts-with(., 'Group ')]", 40);
    check_count(document,
                "//section[@id = 'overview']/p[. = '2 more groups are not shown.']", 1);
    xmlFreeDoc(document);
    free(text);
    uptime_sample_release(&sample);
}

static void test_no_targets(void)
{
    struct uptime_sample sample;
    uptime_sample_init_many(&sample, 0, "t", false);
    char *text = uptime_render("page", &sample.uptime, NULL);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "</html>"));
    CU_ASSERT_PTR_NULL(strstr(text, "#overview"));
    free(text);
    uptime_sample_release(&sample);
}

CU_TestInfo uptime_page_tests[] = {
    {"three_hundred_targets_in_nine_weeks_are_below_a_megabyte_and_ten_are_unfolded",
     test_three_hundred},
    {"ten_thousand_targets_are_rows_and_what_is_left_out_is_counted", test_ten_thousand},
    {"ten_thousand_targets_that_are_down_are_a_page_as_well", test_all_down},
    {"links_lead_to_what_is_there", test_links},
    {"every_chart_has_words_and_every_table_headers", test_charts},
    {"the_worst_day_is_named_with_its_weekday", test_worst_day},
    {"no_line_is_broken_between_a_figure_and_its_unit", test_units},
    {"a_row_has_the_reason_and_equal_days_are_one_line", test_rows},
    {"a_day_is_not_down_for_a_moment_of_it", test_moment},
    {"targets_that_were_up_have_no_strip_among_many", test_all_up},
    {"what_is_a_row_only_has_no_link_to_a_chart", test_rows_have_no_links},
    {"groups_without_a_strip_are_counted", test_many_groups},
    {"a_page_without_targets_is_whole", test_no_targets},
    CU_TEST_INFO_NULL,
};

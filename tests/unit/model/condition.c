/* SPDX-License-Identifier: MIT */
/* Tests of condition. */
#include "headgate/condition.h"

#include "fixture.h"
#include "headgate/run.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

static void conditions_are_read(void)
{
    static const struct {
        const char *text;
        const char *tag;
        enum hg_comparison comparison;
        double value;
    } rows[] = {
        {"down(critical) == 0", "critical", HG_EQUAL, 0},
        {"down_percent <= 5", NULL, HG_AT_MOST, 5},
        {"down_percent<2.5%", NULL, HG_LESS, 2.5},
        {"p95 < 800ms", NULL, HG_LESS, 800000},
        {"  max ( two words )>=1m30s ", "two words", HG_AT_LEAST, 90000000},
        {"up > 10", NULL, HG_MORE, 10},
        {"unknown != 3", NULL, HG_NOT_EQUAL, 3},
    };
    struct hg_arena arena;
    hg_arena_init(&arena);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_condition condition = {0};
        char problem[256] = "";
        UNIT_ASSERT_ROW(hg_condition_parse(&condition, rows[i].text, &arena, problem,
                                           sizeof(problem)) == 0,
                        rows[i].text);
        UNIT_ASSERT_TEXT(problem, "");
        UNIT_ASSERT_TEXT(condition.tag, rows[i].tag);
        UNIT_ASSERT_ROW(condition.comparison == rows[i].comparison, rows[i].text);
        CU_ASSERT_DOUBLE_EQUAL(condition.value, rows[i].value, 0);
    }
    hg_arena_release(&arena);
}

#define FOUR  "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9"
#define EIGHT FOUR FOUR

static void a_problem_says_what_was_expected(void)
{
    static const char *const rows[][2] = {
        /* Cut after 50 bytes, and not within a character. */
        {EIGHT EIGHT EIGHT "x\xC3\xA9 == 0",
         "unknown name \"" EIGHT EIGHT EIGHT "x\", known names: up, flaky, degraded, "
         "down, unknown, skipped, down_percent, p50, "
         "p95, max, certificate_days"},
        {"dwon == 0", "unknown name \"dwon\", did you mean \"down\"?"},
        {"",
         "unknown name \"\", known names: up, flaky, degraded, down, unknown, skipped, "
         "down_percent, p50, p95, max, certificate_days"},
        {"down(a == 0", "expected a tag and \")\" after \"(\""},
        {"down( ) == 0", "expected a tag and \")\" after \"(\""},
        {"down", "expected ==, !=, <=, >=, < or > after \"down\""},
        {"down = 0", "expected ==, !=, <=, >=, < or > after \"down\""},
        {"down == ", "\"down\" is compared with a number, got \"\""},
        {"down == 5%", "\"down\" is compared with a number, got \"5%\""},
        {"down == 1 || up > 0",
         "\"down\" is compared with a number, got \"1 || up > 0\""},
        {"down_percent < 101",
         "\"down_percent\" is compared with a percentage such as 5 or 2.5, got \"101\""},
        {"p95 < 800", "\"p95\" is compared with a duration such as 800ms, got \"800\""},
    };
    struct hg_arena arena;
    hg_arena_init(&arena);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_condition condition = {0};
        char problem[256] = "";
        UNIT_ASSERT_ROW(hg_condition_parse(&condition, rows[i][0], &arena, problem,
                                           sizeof(problem)) == -1,
                        rows[i][0]);
        UNIT_ASSERT_TEXT(problem, rows[i][1]);
        CU_ASSERT_PTR_NULL(condition.text);
    }
    hg_arena_release(&arena);
}

enum { TARGETS = 5 };

/* Five targets: 200 in 1 and 3 ms, 404 in 2 ms, no answer, and one that is skipped; the first two
 * have the tag "critical". */
struct sample {
    struct fixture fixture;
    struct hg_origin critical;
    struct hg_target targets[TARGETS];
    struct hg_settings settings;
    struct hg_run run;
    struct hg_arena arena;
};

static void add_answer(struct sample *sample, size_t index, int status, int32_t total_us)
{
    struct hg_reply reply;
    fixture_answer(&reply, status);
    reply.phases.total_us = total_us;
    fixture_add(&sample->fixture, &sample->run.results[index], &reply);
}

static void sample_init(struct sample *sample)
{
    static const char *const tags[] = {"critical"};
    memset(sample, 0, sizeof(*sample));
    fixture_init(&sample->fixture);
    hg_arena_init(&sample->arena);
    sample->critical.tags = (struct hg_texts){tags, 1};
    for (size_t i = 0; i < TARGETS; i++) {
        sample->targets[i] = sample->fixture.target;
        if (i < 2)
            sample->targets[i].origin = &sample->critical;
    }
    hg_run_init(&sample->run, sample->targets, TARGETS, &sample->settings);
    add_answer(sample, 0, 200, 1000);
    add_answer(sample, 1, 200, 3000);
    add_answer(sample, 2, 404, 2000);
    struct hg_reply reply;
    fixture_failure(&reply, HG_CAUSE_DNS, "name not known");
    fixture_add(&sample->fixture, &sample->run.results[3], &reply);
    hg_result_end(&sample->run.results[4], HG_OUTCOME_SKIPPED, HG_CAUSE_NONE, "");
    hg_run_summarise(&sample->run);
}

static void sample_release(struct sample *sample)
{
    hg_run_release(&sample->run);
    hg_arena_release(&sample->arena);
}

static void judge(const struct hg_condition *condition, const struct hg_run *run,
                  struct hg_condition_verdict *verdict)
{
    const struct hg_judged_results results = {run->targets, run->results, run->count,
                                              &run->summary, run->started_at_us};
    hg_condition_judge(condition, &results, verdict);
}

#define NOW_S INT64_C(1800000000)

static const struct hg_certificate soon = {.not_after_s = NOW_S + 5 * HG_SECONDS_PER_DAY};
static const struct hg_certificate later = {.not_after_s =
                                                NOW_S + 9 * HG_SECONDS_PER_DAY};

static void conditions_are_held_against_the_run(void)
{
    static const struct {
        const char *text;
        enum hg_condition_state state;
        const char *detail;
    } rows[] = {
        {"down == 2", HG_CONDITION_HOLDS, "2"},
        {"down != 2", HG_CONDITION_FAILS, "2"},
        {"down <= 1", HG_CONDITION_FAILS, "2"},
        {"down < 3", HG_CONDITION_HOLDS, "2"},
        {"down > 2", HG_CONDITION_FAILS, "2"},
        {"down >= 2", HG_CONDITION_HOLDS, "2"},
        {"up == 2", HG_CONDITION_HOLDS, "2"},
        {"skipped == 1", HG_CONDITION_HOLDS, "1"},
        {"flaky == 1", HG_CONDITION_FAILS, "0"},
        {"down(critical) == 0", HG_CONDITION_HOLDS, "0"},
        {"up(critical) == 2", HG_CONDITION_HOLDS, "2"},
        {"down(nobody) == 0", HG_CONDITION_UNKNOWN, "nothing to measure"},
        {"down_percent == 50", HG_CONDITION_HOLDS, "50%"},
        {"down_percent(critical) < 0.1", HG_CONDITION_HOLDS, "0%"},
        {"p50 == 2ms", HG_CONDITION_HOLDS, "2.0 ms"},
        {"p95 < 3ms", HG_CONDITION_FAILS, "3.0 ms"},
        {"max <= 3ms", HG_CONDITION_HOLDS, "3.0 ms"},
        {"p50(critical) < 1.5ms", HG_CONDITION_HOLDS, "1.0 ms"},
        {"certificate_days >= 7", HG_CONDITION_FAILS, "5"},
        {"certificate_days(critical) == 5", HG_CONDITION_HOLDS, "5"},
    };
    struct sample sample;
    sample_init(&sample);
    sample.run.started_at_us = NOW_S * 1000000;
    sample.run.results[1].certificate = &soon;
    sample.run.results[2].certificate = &later;
    sample.run.results[4].certificate = &soon; /* is skipped */
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_condition condition;
        struct hg_condition_verdict verdict;
        char problem[256];
        CU_ASSERT_EQUAL_FATAL(hg_condition_parse(&condition, rows[i].text, &sample.arena,
                                                 problem, sizeof(problem)),
                              0);
        judge(&condition, &sample.run, &verdict);
        UNIT_ASSERT_ROW(verdict.state == rows[i].state, rows[i].text);
        UNIT_ASSERT_TEXT(verdict.detail, rows[i].detail);
    }
    sample_release(&sample);
}

static void percentages_are_rounded_where_that_does_not_mislead(void)
{
    static const char *const rows[][2] = {{"down_percent <= 50", "33.33%"},
                                          {"down_percent <= 33.33", "33.333333%"}};
    struct sample sample;
    sample_init(&sample);
    sample.run.results[3].outcome = HG_OUTCOME_SKIPPED; /* one of three is down */
    hg_run_summarise(&sample.run);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_condition condition;
        struct hg_condition_verdict verdict;
        char problem[256];
        CU_ASSERT_EQUAL(hg_condition_parse(&condition, rows[i][0], &sample.arena, problem,
                                           sizeof(problem)),
                        0);
        judge(&condition, &sample.run, &verdict);
        UNIT_ASSERT_TEXT(verdict.detail, rows[i][1]);
    }
    sample_release(&sample);
}

static void without_answers_there_is_nothing_to_measure(void)
{
    static const char *const texts[] = {"p95 < 1s", "p50 >= 0s", "down_percent == 0"};
    struct sample sample;
    sample_init(&sample);
    for (size_t i = 0; i < TARGETS; i++) {
        hg_result_release(&sample.run.results[i]);
        sample.run.results[i].outcome = HG_OUTCOME_SKIPPED;
    }
    hg_run_summarise(&sample.run);
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct hg_condition condition;
        struct hg_condition_verdict verdict;
        char problem[256];
        CU_ASSERT_EQUAL(hg_condition_parse(&condition, texts[i], &sample.arena, problem,
                                           sizeof(problem)),
                        0);
        judge(&condition, &sample.run, &verdict);
        UNIT_ASSERT_ROW(verdict.state == HG_CONDITION_UNKNOWN, texts[i]);
    }
    sample_release(&sample);
}

static void a_summary_comes_with_the_conditions(void)
{
    struct sample sample;
    struct hg_condition items[2];
    char problem[256];
    sample_init(&sample);
    CU_ASSERT_EQUAL(hg_condition_parse(&items[0], "p50 < 1s", &sample.arena, problem,
                                       sizeof(problem)),
                    0);
    CU_ASSERT_EQUAL(hg_condition_parse(&items[1], "p50 > 1s", &sample.arena, problem,
                                       sizeof(problem)),
                    0);
    sample.settings.gate.conditions = (struct hg_conditions){items, 2};
    hg_run_summarise(&sample.run);
    CU_ASSERT_EQUAL(sample.run.conditions[0].state, HG_CONDITION_HOLDS);
    CU_ASSERT_EQUAL(sample.run.conditions[1].state, HG_CONDITION_FAILS);
    CU_ASSERT_EQUAL(sample.run.gate.state, HG_GATE_CLOSED);
    UNIT_ASSERT_TEXT(sample.run.gate.reason, "p50 > 1s does not hold: 2.0 ms");
    sample_release(&sample);
}

CU_TestInfo condition_tests[] = {
    {"conditions_are_read", conditions_are_read},
    {"a_problem_says_what_was_expected", a_problem_says_what_was_expected},
    {"conditions_are_held_against_the_run", conditions_are_held_against_the_run},
    {"percentages_are_rounded_where_that_does_not_mislead",
     percentages_are_rounded_where_that_does_not_mislead},
    {"without_answers_there_is_nothing_to_measure",
     without_answers_there_is_nothing_to_measure},
    {"a_summary_comes_with_the_conditions", a_summary_comes_with_the_conditions},
    CU_TEST_INFO_NULL,
};

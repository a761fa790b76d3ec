/* SPDX-License-Identifier: MIT */
/* Tests of summary. */
#include "headgate/summary.h"

#include "unit.h"

#include <stdint.h>

#include "headgate/banned.h"

static struct hg_result make_result(enum hg_outcome outcome, enum hg_cause cause,
                                    uint16_t status, int32_t total_us)
{
    struct hg_result result;
    hg_result_init(&result);
    result.outcome = (uint8_t)outcome;
    result.cause = (uint8_t)cause;
    result.status = status;
    result.phases.total_us = total_us;
    return result;
}

static void outcomes_and_causes_are_counted(void)
{
    const struct hg_result results[] = {
        make_result(HG_OUTCOME_UP, HG_CAUSE_NONE, 200, 1),
        make_result(HG_OUTCOME_FLAKY, HG_CAUSE_NONE, 200, 1),
        make_result(HG_OUTCOME_DOWN, HG_CAUSE_TIMEOUT, 0, 1),
        make_result(HG_OUTCOME_DOWN, HG_CAUSE_TIMEOUT, 0, 1),
        make_result(HG_OUTCOME_DEGRADED, HG_CAUSE_LATENCY, 200, 1),
        make_result(HG_OUTCOME_UNKNOWN, HG_CAUSE_CANCELLED, 0, -1),
        make_result(HG_OUTCOME_SKIPPED, HG_CAUSE_NONE, 0, -1),
    };
    struct hg_summary summary;
    hg_summary_make(&summary, results, 7);
    CU_ASSERT_EQUAL(summary.total, 7);
    CU_ASSERT_EQUAL(summary.outcomes[HG_OUTCOME_UP], 1);
    CU_ASSERT_EQUAL(summary.outcomes[HG_OUTCOME_FLAKY], 1);
    CU_ASSERT_EQUAL(summary.outcomes[HG_OUTCOME_DOWN], 2);
    CU_ASSERT_EQUAL(summary.outcomes[HG_OUTCOME_DEGRADED], 1);
    CU_ASSERT_EQUAL(summary.outcomes[HG_OUTCOME_UNKNOWN], 1);
    CU_ASSERT_EQUAL(summary.outcomes[HG_OUTCOME_SKIPPED], 1);
    CU_ASSERT_EQUAL(summary.causes[HG_CAUSE_NONE], 0);
    CU_ASSERT_EQUAL(summary.causes[HG_CAUSE_TIMEOUT], 2);
    CU_ASSERT_EQUAL(summary.causes[HG_CAUSE_LATENCY], 1);
    CU_ASSERT_EQUAL(summary.causes[HG_CAUSE_CANCELLED], 1);
}

static void without_answers_there_are_no_latencies(void)
{
    const struct hg_result result = make_result(HG_OUTCOME_DOWN, HG_CAUSE_TIMEOUT, 0, 9);
    struct hg_summary summary;
    hg_summary_make(&summary, &result, 1);
    CU_ASSERT_EQUAL(summary.p50_us, -1);
    CU_ASSERT_EQUAL(summary.p95_us, -1);
    CU_ASSERT_EQUAL(summary.max_us, -1);
    CU_ASSERT_EQUAL(summary.slowest_count, 0);
    hg_summary_make(&summary, NULL, 0);
    CU_ASSERT_EQUAL(summary.total, 0);
    CU_ASSERT_EQUAL(summary.max_us, -1);
}

static void an_answer_in_no_time_is_a_latency(void)
{
    const struct hg_result result = make_result(HG_OUTCOME_UP, HG_CAUSE_NONE, 200, 0);
    struct hg_summary summary;
    hg_summary_make(&summary, &result, 1);
    CU_ASSERT_EQUAL(summary.max_us, 0);
    CU_ASSERT_EQUAL(summary.slowest_count, 1);
}

/* `count` answers of 1, 2, 3, ... microseconds, in an order that is not theirs. */
static void make_ladder(struct hg_result *results, size_t count)
{
    for (size_t i = 0; i < count; i++)
        results[i * 7 % count] =
            make_result(HG_OUTCOME_UP, HG_CAUSE_NONE, 200, (int32_t)i + 1);
}

static void percentiles_are_by_nearest_rank(void)
{
    static const struct {
        const char *name;
        size_t count;
        int64_t p50_us, p95_us;
    } rows[] = {
        {"one", 1, 1, 1},       {"two", 2, 1, 2},         {"five", 5, 3, 5},
        {"twenty", 20, 10, 19}, {"hundred", 100, 50, 95}, {"101", 101, 51, 96},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_result results[101];
        struct hg_summary summary;
        make_ladder(results, rows[i].count);
        hg_summary_make(&summary, results, rows[i].count);
        UNIT_ASSERT_ROW(summary.p50_us == rows[i].p50_us, rows[i].name);
        UNIT_ASSERT_ROW(summary.p95_us == rows[i].p95_us, rows[i].name);
        UNIT_ASSERT_ROW(summary.max_us == (int64_t)rows[i].count, rows[i].name);
    }
}

/* How many latencies a value is not exceeded by. */
static size_t count_up_to(const struct hg_result *results, size_t count, int64_t value_us)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        found += results[i].phases.total_us <= value_us ? 1 : 0;
    return found;
}

static bool is_percentile(const struct hg_result *results, size_t count, int64_t value_us,
                          size_t percent)
{
    return 100 * count_up_to(results, count, value_us) >= percent * count &&
           100 * count_up_to(results, count, value_us - 1) < percent * count;
}

static void percentiles_are_right_among_equals_and_in_any_order(void)
{
    struct hg_result results[200];
    uint32_t random = 1;
    for (size_t count = 1; count <= 200; count++) {
        struct hg_summary summary;
        for (size_t i = 0; i < count; i++) {
            random = random * 1664525 + 1013904223;
            const int32_t total_us =
                (int32_t)((random >> 8) % (1 + count / (1 + count % 7)));
            results[i] = make_result(HG_OUTCOME_UP, HG_CAUSE_NONE, 200, total_us);
        }
        hg_summary_make(&summary, results, count);
        CU_ASSERT_TRUE(is_percentile(results, count, summary.p50_us, 50));
        CU_ASSERT_TRUE(is_percentile(results, count, summary.p95_us, 95));
        CU_ASSERT_TRUE(is_percentile(results, count, summary.max_us, 100));
    }
}

static void the_slowest_come_first_and_equals_in_input_order(void)
{
    static const int32_t totals[] = {5, 900, 7, 800, 900, 6, 1, 2000};
    static const size_t expected[] = {1, 4, 3, 2, 5};
    struct hg_result results[8];
    for (size_t i = 0; i < 8; i++)
        results[i] = make_result(HG_OUTCOME_UP, HG_CAUSE_NONE, 200, totals[i]);
    results[7].status = 0; /* did not answer: it is no latency */
    struct hg_summary summary;
    hg_summary_make(&summary, results, 8);
    CU_ASSERT_EQUAL(summary.max_us, 900);
    CU_ASSERT_EQUAL_FATAL(summary.slowest_count, 5);
    for (size_t i = 0; i < 5; i++)
        CU_ASSERT_EQUAL(summary.slowest[i], expected[i]);
}

CU_TestInfo summary_tests[] = {
    {"outcomes_and_causes_are_counted", outcomes_and_causes_are_counted},
    {"without_answers_there_are_no_latencies", without_answers_there_are_no_latencies},
    {"an_answer_in_no_time_is_a_latency", an_answer_in_no_time_is_a_latency},
    {"percentiles are right among equals and in any order",
     percentiles_are_right_among_equals_and_in_any_order},
    {"percentiles_are_by_nearest_rank", percentiles_are_by_nearest_rank},
    {"the_slowest_come_first_and_equals_in_input_order",
     the_slowest_come_first_and_equals_in_input_order},
    CU_TEST_INFO_NULL,
};

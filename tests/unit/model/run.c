/* SPDX-License-Identifier: MIT */
/* Tests of run. */
#include "headgate/run.h"

#include "fixture.h"
#include "unit.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

static void a_new_run_has_an_unknown_result_for_every_target(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    const struct hg_target targets[] = {fixture.target, fixture.target};
    const struct hg_settings settings = {.workers = 1};
    struct hg_run run;
    hg_run_init(&run, targets, 2, &settings);
    CU_ASSERT_EQUAL(run.count, 2);
    CU_ASSERT_PTR_EQUAL(run.targets, targets);
    CU_ASSERT_PTR_EQUAL(run.settings, &settings);
    CU_ASSERT_EQUAL(run.finished_count, 0);
    CU_ASSERT_EQUAL(run.results[1].outcome, HG_OUTCOME_UNKNOWN);
    CU_ASSERT_EQUAL(run.results[1].head_status, -1);
    hg_run_release(&run);
    hg_run_release(&run);
    hg_run_release(NULL);
}

static void an_id_is_a_stamp_and_six_hexadecimal_digits(void)
{
    static const char shape[] = "00000000T000000Z-xxxxxx";
    const struct hg_settings settings = {.workers = 1};
    struct hg_run run;
    hg_run_init(&run, NULL, 0, &settings);
    CU_ASSERT_EQUAL_FATAL(strlen(run.id), strlen(shape));
    for (size_t i = 0; shape[i] != '\0'; i++) {
        const unsigned char got = (unsigned char)run.id[i];
        const int fits = shape[i] == '0'   ? isdigit(got)
                         : shape[i] == 'x' ? isxdigit(got) && !isupper(got)
                                           : got == (unsigned char)shape[i];
        UNIT_ASSERT_ROW(fits, run.id);
    }
    hg_run_release(&run);
}

static void ids_differ_within_a_second(void)
{
    const struct hg_settings settings = {.workers = 1};
    char first[HG_RUN_ID_SIZE] = "";
    bool differ = false;
    /* The odds that ten random numbers are equal are nil. */
    for (int i = 0; i < 10; i++) {
        struct hg_run run;
        hg_run_init(&run, NULL, 0, &settings);
        if (i == 0)
            memcpy(first, run.id, sizeof(first));
        differ = differ || strcmp(strchr(first, '-'), strchr(run.id, '-')) != 0;
        hg_run_release(&run);
    }
    CU_ASSERT_TRUE(differ);
}

static void a_summary_comes_with_the_gate(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    const struct hg_target targets[] = {fixture.target, fixture.target};
    const struct hg_settings settings = {.gate = {.fail_on = 1U << HG_OUTCOME_DOWN}};
    struct hg_run run;
    hg_run_init(&run, targets, 2, &settings);
    struct hg_reply reply;
    fixture_answer(&reply, 200);
    fixture_add(&fixture, &run.results[0], &reply);
    fixture_answer(&reply, 404);
    fixture_add(&fixture, &run.results[1], &reply);
    hg_run_summarise(&run);
    CU_ASSERT_EQUAL(run.summary.outcomes[HG_OUTCOME_UP], 1);
    CU_ASSERT_EQUAL(run.summary.outcomes[HG_OUTCOME_DOWN], 1);
    CU_ASSERT_EQUAL(run.gate.state, HG_GATE_CLOSED);
    UNIT_ASSERT_TEXT(run.gate.reason, "1 down, at most 0 allowed");
    hg_run_release(&run);
}

static void a_run_that_is_offline_is_unknown_whatever_is_down(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    const struct hg_settings settings = {.gate = {.fail_on = 1U << HG_OUTCOME_DOWN}};
    struct hg_run run;
    hg_run_init(&run, &fixture.target, 1, &settings);
    struct hg_reply reply;
    fixture_answer(&reply, 404);
    fixture_add(&fixture, &run.results[0], &reply);
    snprintf(run.offline_reason, sizeof run.offline_reason, "offline");
    hg_run_summarise(&run);
    CU_ASSERT_EQUAL(run.gate.state, HG_GATE_UNKNOWN);
    UNIT_ASSERT_TEXT(run.gate.reason, "offline");
    hg_run_release(&run);
}

CU_TestInfo run_tests[] = {
    {"a_new_run_has_an_unknown_result_for_every_target",
     a_new_run_has_an_unknown_result_for_every_target},
    {"an_id_is_a_stamp_and_six_hexadecimal_digits",
     an_id_is_a_stamp_and_six_hexadecimal_digits},
    {"ids_differ_within_a_second", ids_differ_within_a_second},
    {"a_summary_comes_with_the_gate", a_summary_comes_with_the_gate},
    {"a_run_that_is_offline_is_unknown_whatever_is_down",
     a_run_that_is_offline_is_unknown_whatever_is_down},
    CU_TEST_INFO_NULL,
};

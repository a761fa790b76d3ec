/* SPDX-License-Identifier: MIT */
/* canary_run: tests of runs whose doubtful results are confirmed by canaries. */
#include "unit.h"

#include "headgate/canary_run.h"

#include "fixture.h"

static size_t seen_as_down;

static void on_result(void *context, const struct hg_run *seen, size_t index)
{
    (void)context;
    seen_as_down += seen->results[index].outcome == HG_OUTCOME_DOWN ? 1 : 0;
}

/* Check `count` targets with canaries that follow these scripts; their lines are 100 and on. */
static void make_run_with_canaries(uint32_t count, const char *const *scripts,
                                   uint32_t canary_count)
{
    static struct hg_target canaries[3];
    const struct hg_prober prober = fake_prober(&fixture.fake);
    const struct hg_observer observer = {.result = on_result};
    const struct hg_check check = {.prober = &prober,
                                   .cancel = &fixture.cancel,
                                   .observers = &observer,
                                   .observer_count = 1,
                                   .host_count = count};
    fixture.policy.retries = 0;
    seen_as_down = 0;
    fixture.settings.canaries_need = (struct hg_limit){50, true};
    for (uint32_t i = 0; i < canary_count; i++)
        canaries[i] = fixture_target(scripts[i], 100 + i, i);
    hg_run_init(&fixture.run, fixture.targets, count, &fixture.settings);
    fixture.run.canaries = canaries;
    fixture.run.canary_count = canary_count;
    CU_ASSERT_EQUAL_FATAL(hg_check_run_with_canaries(&fixture.run, &check, NULL), 0);
    CU_ASSERT_EQUAL(fixture.run.finished_count, count);
}

static void when_the_canaries_are_silent_unreachable_targets_are_unknown(void)
{
    static const char *const scripts[] = {"timeout", "timeout", "200"};
    fixture_reset();
    fixture_set_target(0, "200", 0);
    fixture_set_target(1, "timeout", 1);
    fixture_set_target(2, "500", 2);
    make_run_with_canaries(3, scripts, 3);
    CU_ASSERT_NOT_EQUAL(fixture.run.offline_reason[0], '\0');
    CU_ASSERT_EQUAL(fixture_outcome(0), HG_OUTCOME_UP);
    CU_ASSERT_EQUAL(fixture_outcome(1), HG_OUTCOME_UNKNOWN);
    CU_ASSERT_EQUAL(fixture.run.results[1].cause, HG_CAUSE_CANARY);
    CU_ASSERT_EQUAL(fixture_outcome(2), HG_OUTCOME_DOWN);
    CU_ASSERT_EQUAL(seen_as_down, 1);
    CU_ASSERT_EQUAL(fixture.run.gate.state, HG_GATE_UNKNOWN);
    hg_run_release(&fixture.run);
}

static void when_enough_canaries_answer_the_failures_stand(void)
{
    static const char *const scripts[] = {"timeout", "500"};
    fixture_reset();
    fixture_set_target(0, "timeout", 0);
    make_run_with_canaries(1, scripts, 2);
    UNIT_ASSERT_TEXT(fixture.run.offline_reason, "");
    CU_ASSERT_EQUAL(fixture_outcome(0), HG_OUTCOME_DOWN);
    CU_ASSERT_EQUAL(fixture.run.results[0].cause, HG_CAUSE_TIMEOUT);
    CU_ASSERT_EQUAL(fixture.run.gate.state, HG_GATE_CLOSED);
    hg_run_release(&fixture.run);
}

static void canaries_are_not_checked_while_all_targets_can_be_reached(void)
{
    static const char *const scripts[] = {"timeout"};
    fixture_reset();
    fixture_set_target(0, "200", 0);
    fixture_set_target(1, "500", 1);
    make_run_with_canaries(2, scripts, 1);
    CU_ASSERT_PTR_NULL(fixture.run.canary_results);
    CU_ASSERT_EQUAL(atomic_load(&fixture.fake.attempts[100]), 0);
    CU_ASSERT_EQUAL(fixture.run.gate.state, HG_GATE_CLOSED);
    hg_run_release(&fixture.run);
}

static void children_of_deferred_results_are_skipped(void)
{
    static const char *const scripts[] = {"timeout"};
    static const uint32_t parent = 2;
    static const uint32_t grandparent = 1;
    fixture_reset();
    fixture_set_target(0, "200", 0);
    fixture_depend(0, &parent, 1);
    fixture_set_target(1, "timeout", 1);
    fixture_set_target(2, "200", 2);
    fixture_depend(2, &grandparent, 1);
    make_run_with_canaries(3, scripts, 1);
    CU_ASSERT_NOT_EQUAL(fixture.run.offline_reason[0], '\0');
    CU_ASSERT_EQUAL(fixture_outcome(1), HG_OUTCOME_UNKNOWN);
    CU_ASSERT_EQUAL(fixture_outcome(2), HG_OUTCOME_SKIPPED);
    CU_ASSERT_EQUAL(fixture_outcome(0), HG_OUTCOME_SKIPPED);
    CU_ASSERT_EQUAL(atomic_load(&fixture.fake.attempts[0]), 0);
    hg_run_release(&fixture.run);
}

static void a_deadline_while_the_canaries_are_checked_leaves_the_failures(void)
{
    static const char *const scripts[] = {"wait"};
    fixture_reset();
    fixture.settings.deadline_us = 50000;
    fixture_set_target(0, "timeout", 0);
    make_run_with_canaries(1, scripts, 1);
    UNIT_ASSERT_TEXT(fixture.run.offline_reason, "");
    CU_ASSERT_EQUAL(fixture_outcome(0), HG_OUTCOME_DOWN);
    hg_run_release(&fixture.run);
}

CU_TestInfo canary_run_tests[] = {
    {"when the canaries are silent unreachable targets are unknown",
     when_the_canaries_are_silent_unreachable_targets_are_unknown},
    {"when enough canaries answer the failures stand",
     when_enough_canaries_answer_the_failures_stand},
    {"canaries are not checked while all targets can be reached",
     canaries_are_not_checked_while_all_targets_can_be_reached},
    {"children of deferred results are skipped",
     children_of_deferred_results_are_skipped},
    {"a deadline while the canaries are checked leaves the failures",
     a_deadline_while_the_canaries_are_checked_leaves_the_failures},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* dispatcher: tests of the dispatcher with a prober that makes no requests. */
#include "unit.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"

#include "headgate/check.h"
#include "headgate/waiver.h"

static void every_target_gets_its_own_answer(void)
{
    static const char *const scripts[] = {"200", "404", "204", "500"};
    fixture_reset();
    fixture.policy.retries = 0;
    for (uint32_t i = 0; i < FAKE_TARGETS; i++)
        fixture_set_target(i, scripts[i % 4], i % 97);
    fixture_make_run(FAKE_TARGETS, 97);
    for (uint32_t i = 0; i < FAKE_TARGETS; i++) {
        CU_ASSERT_EQUAL(fixture.run.results[i].status, strtol(scripts[i % 4], NULL, 10));
        CU_ASSERT_EQUAL(atomic_load(&fixture.fake.attempts[i]), 1);
    }
    CU_ASSERT_EQUAL(fixture.run.summary.outcomes[HG_OUTCOME_UP], FAKE_TARGETS / 2);
    CU_ASSERT_EQUAL(fixture.run.summary.outcomes[HG_OUTCOME_DOWN], FAKE_TARGETS / 2);
    CU_ASSERT_EQUAL(fixture.run.gate.state, HG_GATE_CLOSED);
    CU_ASSERT_FALSE(fixture.run.is_interrupted);
    hg_run_release(&fixture.run);
}

static void a_host_is_checked_by_no_more_workers_than_allowed(void)
{
    fixture_reset();
    fixture.settings.workers = 16;
    fixture.settings.per_host = 3;
    for (uint32_t i = 0; i < 2000; i++)
        fixture_set_target(i, "200", i % 2);
    fixture_make_run(2000, 2);
    CU_ASSERT_TRUE(atomic_load(&fixture.fake.max_at_once[0]) <= 3);
    CU_ASSERT_TRUE(atomic_load(&fixture.fake.max_at_once[1]) <= 3);
    hg_run_release(&fixture.run);
}

static void a_pass_on_a_retry_is_flaky(void)
{
    fixture_reset();
    fixture_set_target(0, "503,200", 0);
    fixture_set_target(1, "503", 1);
    fixture_set_target(2, "404,200", 2);
    fixture_make_run(3, 3);
    CU_ASSERT_EQUAL(fixture_outcome(0), HG_OUTCOME_FLAKY);
    CU_ASSERT_EQUAL(fixture.run.results[0].attempts, 2);
    CU_ASSERT_EQUAL(fixture_outcome(1), HG_OUTCOME_DOWN);
    CU_ASSERT_EQUAL(fixture.run.results[1].attempts, 3);
    CU_ASSERT_EQUAL(fixture.run.results[1].detail->attempt_count, 3);
    /* 404 is not transient: one attempt. */
    CU_ASSERT_EQUAL(fixture_outcome(2), HG_OUTCOME_DOWN);
    CU_ASSERT_EQUAL(fixture.run.results[2].attempts, 1);
    CU_ASSERT_EQUAL(atomic_load(&fixture.fake.fresh_count), 3);
    hg_run_release(&fixture.run);
}

static void connections_end_with_each_batch_unless_each_worker_may_have_one(void)
{
    for (int workers = 1; workers <= 3; workers++) {
        fixture_reset();
        fixture.settings.workers = workers;
        fixture.settings.per_host = workers == 3 ? 3 : 1;
        for (uint32_t i = 0; i < 8; i++)
            fixture_set_target(i, "200", i / 2);
        fixture_make_run(8, 4);
        CU_ASSERT_EQUAL(atomic_load(&fixture.fake.disconnect_count),
                        workers == 2 ? 4 : 0);
        CU_ASSERT_EQUAL(atomic_load(&fixture.fake.last_settle_count), 4);
        hg_run_release(&fixture.run);
    }
}

/* A batch has 128 targets at most, and a single worker one host at a time. */
static void the_last_batch_of_a_host_says_so(void)
{
    for (int is_alone = 0; is_alone <= 1; is_alone++) {
        fixture_reset();
        fixture.settings.workers = is_alone == 1 ? 1 : 2;
        fixture.settings.per_host = 1;
        for (uint32_t i = 0; i < 40; i++)
            fixture_set_target(i, "200", 0);
        fixture_make_run(40, 1);
        const int last_count = atomic_load(&fixture.fake.last_settle_count);
        CU_ASSERT_TRUE(is_alone == 1 ? last_count == 1 : last_count >= 1);
        hg_run_release(&fixture.run);
    }
}

/* Whether to keep a connection depends on that. */
static void an_attempt_says_what_follows_in_its_batch(void)
{
    for (int workers = 1; workers <= 2; workers++) {
        fixture_reset();
        fixture.settings.workers = workers;
        fixture.settings.per_host = 1;
        for (uint32_t i = 0; i < 6; i++)
            fixture_set_target(i, "200", i / 3);
        fixture_make_run(6, 2);
        for (uint32_t i = 0; i < 6; i++)
            CU_ASSERT_EQUAL(atomic_load(&fixture.fake.rests[i]), 2 - (int)i % 3);
        CU_ASSERT_EQUAL(atomic_load(&fixture.fake.unlimited_count), workers == 1 ? 6 : 0);
        hg_run_release(&fixture.run);
    }
}

static void after_a_timeout_the_retry_uses_get(void)
{
    fixture_reset();
    fixture_set_target(0, "timeout,200", 0);
    fixture_make_run(1, 1);
    CU_ASSERT_EQUAL(atomic_load(&fixture.fake.get_count), 1);
    CU_ASSERT_EQUAL(fixture.run.results[0].method, HG_METHOD_GET);
    CU_ASSERT_EQUAL(fixture_outcome(0), HG_OUTCOME_FLAKY);
    hg_run_release(&fixture.run);
}

static void a_host_with_too_long_a_retry_after_ends_degraded(void)
{
    fixture_reset();
    for (uint32_t i = 0; i < 50; i++)
        fixture_set_target(i, "429", 0);
    fixture_make_run(50, 1);
    for (uint32_t i = 0; i < 50; i++) {
        CU_ASSERT_EQUAL(fixture_outcome(i), HG_OUTCOME_DEGRADED);
        CU_ASSERT_EQUAL(fixture.run.results[i].attempts, 1);
    }
    CU_ASSERT_EQUAL(fixture.run.gate.state, HG_GATE_OPEN);
    hg_run_release(&fixture.run);
}

/* Its batch's connection was out of step: what came over it after others is asked again, and neither
 * attempt nor answer is known of. */
static void a_refuted_answer_is_no_attempt(void)
{
    fixture_reset();
    fixture.settings.workers = 1;
    atomic_store(&fixture.fake.refuted_batches, 1);
    fixture_set_target(0, "200", 0);
    fixture_set_target(1, "~200,500", 0);
    fixture_set_target(2, "404", 0);
    fixture.policy.retries = 0;
    fixture_make_run(3, 1);
    CU_ASSERT_EQUAL(fixture_outcome(0), HG_OUTCOME_UP);
    CU_ASSERT_EQUAL(fixture_outcome(1), HG_OUTCOME_DOWN);
    CU_ASSERT_EQUAL(fixture.run.results[1].attempts, 1);
    CU_ASSERT_EQUAL(fixture.run.results[2].status, 404);
    CU_ASSERT_EQUAL(atomic_load(&fixture.fake.attempts[0]), 1);
    CU_ASSERT_EQUAL(atomic_load(&fixture.fake.attempts[1]), 2);
    CU_ASSERT_EQUAL(atomic_load(&fixture.fake.attempts[2]), 1);
    CU_ASSERT_EQUAL(atomic_load(&fixture.fake.fresh_count), 0);
    hg_run_release(&fixture.run);
}

/* Results of a batch are seen in its order, also where some had to wait. */
static void provisional_answers_wait_for_the_end_of_their_batch(void)
{
    fixture_reset();
    fixture.settings.workers = 1;
    for (uint32_t i = 0; i < 10; i++)
        fixture_set_target(i, i % 3 == 1 ? "~200" : "200", 0);
    fixture_make_run(10, 1);
    CU_ASSERT_EQUAL(fixture.run.summary.outcomes[HG_OUTCOME_UP], 10);
    CU_ASSERT_EQUAL(fixture.last_seen, 9);
    for (uint32_t i = 0; i < 10; i++)
        CU_ASSERT_EQUAL(atomic_load(&fixture.fake.attempts[i]), 1);
    hg_run_release(&fixture.run);
}

static void disabled_targets_are_skipped_without_an_attempt(void)
{
    fixture_reset();
    fixture_set_target(0, "200", 0);
    fixture_set_target(1, "200", 0);
    fixture.targets[1].enabled = false;
    fixture_make_run(2, 1);
    CU_ASSERT_EQUAL(fixture_outcome(1), HG_OUTCOME_SKIPPED);
    CU_ASSERT_EQUAL(atomic_load(&fixture.fake.attempts[1]), 0);
    UNIT_ASSERT_TEXT(hg_result_reason(&fixture.run.results[1]),
                     "disabled in the configuration");
    hg_run_release(&fixture.run);
}

static void one_worker_checks_in_input_order(void)
{
    fixture_reset();
    fixture.settings.workers = 1;
    fixture.settings.queue = 1;
    for (uint32_t i = 0; i < 60; i++)
        fixture_set_target(i, "200", i % 7);
    fixture_make_run(60, 7);
    CU_ASSERT_EQUAL(fixture.last_seen, 59);
    for (uint32_t i = 1; i < 60; i++)
        CU_ASSERT_TRUE(fixture.run.results[i - 1].started_at_us <=
                       fixture.run.results[i].started_at_us);
    hg_run_release(&fixture.run);
}

static void a_queue_of_one_feeds_many_workers(void)
{
    fixture_reset();
    fixture.settings.workers = 64;
    fixture.settings.queue = 1;
    for (uint32_t i = 0; i < 3000; i++)
        fixture_set_target(i, i % 10 == 0 ? "503,200" : "200", i % 500);
    fixture_make_run(3000, 500);
    CU_ASSERT_EQUAL(fixture.run.summary.outcomes[HG_OUTCOME_FLAKY], 300);
    CU_ASSERT_EQUAL(fixture.run.summary.outcomes[HG_OUTCOME_UP], 2700);
    hg_run_release(&fixture.run);
}

static void more_workers_than_targets_are_not_started(void)
{
    fixture_reset();
    fixture.settings.workers = 4096;
    fixture_set_target(0, "200", 0);
    fixture_make_run(1, 1);
    CU_ASSERT_EQUAL(fixture_outcome(0), HG_OUTCOME_UP);
    hg_run_release(&fixture.run);
}

static void nothing_to_check_is_a_run_too(void)
{
    fixture_reset();
    fixture_make_run(0, 0);
    CU_ASSERT_EQUAL(fixture.run.summary.total, 0);
    hg_run_release(&fixture.run);
}

static void at_the_deadline_the_rest_is_unknown(void)
{
    fixture_reset();
    fixture.settings.deadline_us = 20000;
    fixture.settings.workers = 2;
    for (uint32_t i = 0; i < 40; i++)
        fixture_set_target(i, "wait", i);
    fixture_make_run(40, 40);
    CU_ASSERT_TRUE(fixture.run.is_interrupted);
    for (uint32_t i = 0; i < 40; i++)
        CU_ASSERT_EQUAL(fixture_outcome(i), HG_OUTCOME_UNKNOWN);
    CU_ASSERT_EQUAL(fixture.run.summary.causes[HG_CAUSE_DEADLINE] +
                        fixture.run.summary.causes[HG_CAUSE_CANCELLED],
                    40);
    CU_ASSERT_EQUAL(fixture.run.gate.state, HG_GATE_UNKNOWN);
    hg_run_release(&fixture.run);
}

static void a_stopped_run_keeps_its_results(void)
{
    fixture_reset();
    fixture.policy.retry_delay_us = INT64_C(3600) * 1000000;
    fixture.settings.deadline_us = 30000;
    fixture_set_target(0, "200", 0);
    fixture_set_target(1, "404", 1);
    fixture_set_target(2, "503,200", 2); /* its retry would come in an hour */
    fixture_set_target(3, "wait", 3);
    fixture_make_run(4, 4);
    CU_ASSERT_EQUAL(fixture_outcome(0), HG_OUTCOME_UP);
    CU_ASSERT_EQUAL(fixture_outcome(1), HG_OUTCOME_DOWN);
    CU_ASSERT_EQUAL(fixture_outcome(2), HG_OUTCOME_DOWN);
    CU_ASSERT_EQUAL(fixture_outcome(3), HG_OUTCOME_UNKNOWN);
    hg_run_release(&fixture.run);
}

static void a_run_that_was_stopped_before_it_began_sends_no_request(void)
{
    fixture_reset();
    atomic_store(&fixture.cancel.number, 15);
    for (uint32_t i = 0; i < 10; i++)
        fixture_set_target(i, "200", i);
    fixture_make_run(10, 10);
    for (uint32_t i = 0; i < 10; i++) {
        CU_ASSERT_EQUAL(fixture_outcome(i), HG_OUTCOME_UNKNOWN);
        CU_ASSERT_EQUAL(fixture.run.results[i].cause, HG_CAUSE_CANCELLED);
        CU_ASSERT_EQUAL(atomic_load(&fixture.fake.attempts[i]), 0);
    }
    hg_run_release(&fixture.run);
}

static void children_of_a_target_that_is_down_are_skipped(void)
{
    static const uint32_t first[] = {0};
    static const uint32_t second[] = {1};
    fixture_reset();
    fixture_set_target(0, "503", 0); /* down after its retries only */
    fixture_set_target(1, "200", 0);
    fixture_set_target(2, "200", 1);
    fixture_set_target(3, "200", 2);
    fixture.targets[0].name = "gateway";
    fixture.targets[1].name = "shop";
    fixture_depend(1, first, 1);
    fixture_depend(2, second, 1);
    fixture_make_run(4, 3);
    CU_ASSERT_EQUAL(fixture.run.results[0].attempts, 3);
    CU_ASSERT_EQUAL(fixture_outcome(1), HG_OUTCOME_SKIPPED);
    CU_ASSERT_EQUAL(fixture_outcome(2), HG_OUTCOME_SKIPPED);
    CU_ASSERT_EQUAL(fixture_outcome(3), HG_OUTCOME_UP);
    CU_ASSERT_EQUAL(atomic_load(&fixture.fake.attempts[1]), 0);
    CU_ASSERT_EQUAL(atomic_load(&fixture.fake.attempts[2]), 0);
    UNIT_ASSERT_TEXT(hg_result_reason(&fixture.run.results[1]),
                     "depends on \"gateway\", which is down");
    UNIT_ASSERT_TEXT(hg_result_reason(&fixture.run.results[2]),
                     "depends on \"shop\", which was skipped");
    hg_run_release(&fixture.run);
}

static void children_are_checked_after_their_parents(void)
{
    static const uint32_t parents[] = {2, 3};
    fixture_reset();
    fixture_set_target(0, "200", 0);
    fixture_set_target(1, "404", 0);
    fixture_set_target(2, "503,200", 0);
    fixture_set_target(3, "200", 1);
    fixture_depend(0, parents, 2);
    fixture_depend(1, parents, 1);
    fixture_make_run(4, 2);
    CU_ASSERT_EQUAL(fixture_outcome(0), HG_OUTCOME_UP);
    CU_ASSERT_EQUAL(fixture_outcome(1), HG_OUTCOME_DOWN);
    CU_ASSERT_EQUAL(fixture_outcome(2), HG_OUTCOME_FLAKY);
    for (uint32_t i = 0; i < 2; i++)
        CU_ASSERT_TRUE(fixture.run.results[i].started_at_us >=
                       fixture.run.results[2].started_at_us);
    hg_run_release(&fixture.run);
}

static void one_of_two_parents_is_enough_to_be_skipped(void)
{
    static const uint32_t parents[] = {1, 2};
    fixture_reset();
    fixture_set_target(0, "200", 0);
    fixture_set_target(1, "404", 0);
    fixture_set_target(2, "503,200", 1);
    fixture_depend(0, parents, 2);
    fixture_make_run(3, 2);
    CU_ASSERT_EQUAL(fixture_outcome(0), HG_OUTCOME_SKIPPED);
    CU_ASSERT_EQUAL(fixture_outcome(2), HG_OUTCOME_FLAKY);
    hg_run_release(&fixture.run);
}

static void disabled_parents_are_not_waited_for(void)
{
    static const uint32_t parents[] = {0};
    fixture_reset();
    fixture_set_target(0, "404", 0);
    fixture_set_target(1, "200", 0);
    fixture.targets[0].enabled = false;
    fixture_depend(1, parents, 1);
    fixture_make_run(2, 1);
    CU_ASSERT_EQUAL(fixture_outcome(1), HG_OUTCOME_UP);
    hg_run_release(&fixture.run);
}

static void a_waived_parent_that_is_down_holds_back_its_children(void)
{
    static const struct hg_waiver waiver = {"9999-12-31", INT64_MAX, "known", NULL};
    static const uint32_t parents[] = {0};
    fixture_reset();
    fixture_set_target(0, "404", 0);
    fixture_set_target(1, "200", 0);
    fixture.targets[0].name = "gateway";
    fixture.extra[0].waiver = &waiver;
    fixture_depend(1, parents, 1);
    fixture_make_run(2, 1);
    CU_ASSERT_EQUAL(fixture_outcome(0), HG_OUTCOME_SKIPPED);
    UNIT_ASSERT_TEXT(hg_result_reason(&fixture.run.results[1]),
                     "depends on \"gateway\", which is down");
    CU_ASSERT_EQUAL(fixture.run.gate.state, HG_GATE_OPEN);
    hg_run_release(&fixture.run);
}

static void long_chains_end_one_after_the_other(void)
{
    static uint32_t before[FAKE_TARGETS];
    static const char *const scripts[] = {"200", "404"};
    for (int s = 0; s < 2; s++) {
        fixture_reset();
        for (uint32_t i = 0; i < FAKE_TARGETS; i++) {
            before[i] = i - 1;
            fixture_set_target(i, i == 0 ? scripts[s] : "200", i % 7);
            if (i > 0)
                fixture_depend(i, &before[i], 1);
        }
        fixture_make_run(FAKE_TARGETS, 7);
        CU_ASSERT_EQUAL(fixture.run.summary.outcomes[HG_OUTCOME_UP],
                        s == 0 ? FAKE_TARGETS : 0);
        CU_ASSERT_EQUAL(fixture.run.summary.outcomes[HG_OUTCOME_SKIPPED],
                        s == 0 ? 0 : FAKE_TARGETS - 1);
        CU_ASSERT_EQUAL(fixture.last_seen, FAKE_TARGETS - 1);
        hg_run_release(&fixture.run);
    }
}

static void children_that_wait_at_the_deadline_are_unknown(void)
{
    static const uint32_t parents[] = {0};
    fixture_reset();
    fixture.settings.deadline_us = 20000;
    fixture_set_target(0, "wait", 0);
    fixture_set_target(1, "200", 1);
    fixture_depend(1, parents, 1);
    fixture_make_run(2, 2);
    CU_ASSERT_EQUAL(fixture_outcome(1), HG_OUTCOME_UNKNOWN);
    CU_ASSERT_EQUAL(fixture.run.results[1].cause, HG_CAUSE_DEADLINE);
    CU_ASSERT_EQUAL(atomic_load(&fixture.fake.attempts[1]), 0);
    hg_run_release(&fixture.run);
}

/* Results of a run in which targets come back. */
struct returning {
    size_t results[FAKE_TARGETS];
    size_t outcomes[HG_OUTCOME_COUNT];
    uint32_t awaited; /* the run is stopped once this target has so many results */
    size_t enough;
    char reason[128]; /* of the last one that was skipped */
};

static void note_returning(void *context, const struct hg_run *run, size_t index)
{
    struct returning *returning = context;
    const struct hg_result *result = &run->results[index];
    CU_ASSERT_TRUE(result->is_final);
    returning->results[index]++;
    returning->outcomes[result->outcome]++;
    if (result->outcome == HG_OUTCOME_SKIPPED)
        snprintf(returning->reason, sizeof returning->reason, "%s",
                 hg_result_reason(result));
    if (returning->results[returning->awaited] == returning->enough)
        atomic_store(&fixture.cancel.number, SIGTERM);
}

static void run_returning(struct returning *returning, uint32_t count, uint32_t hosts,
                          uint32_t awaited, size_t enough)
{
    const struct hg_prober prober = fake_prober(&fixture.fake);
    const struct hg_observer observer = {.context = returning, .result = note_returning};
    struct hg_cancel attempts = {0};
    struct hg_repetition repetition = {.seed = 7, .attempts = &attempts};
    const struct hg_check check = {.prober = &prober,
                                   .cancel = &fixture.cancel,
                                   .observers = &observer,
                                   .observer_count = 1,
                                   .host_count = hosts,
                                   .repetition = &repetition};
    *returning = (struct returning){.awaited = awaited, .enough = enough};
    hg_run_init(&fixture.run, fixture.targets, count, &fixture.settings);
    CU_ASSERT_EQUAL_FATAL(hg_check_run(&fixture.run, &check, NULL), 0);
    CU_ASSERT_EQUAL(atomic_load(&fixture.fake.open_count), 0);
    hg_run_release(&fixture.run);
}

static void targets_come_back_until_the_run_is_stopped(void)
{
    static struct returning returning;
    fixture_reset();
    fixture.policy.interval_us = 2000;
    for (uint32_t i = 0; i < 20; i++)
        fixture_set_target(i, i % 2 == 0 ? "200" : "404", i % 5);
    fixture.targets[19].enabled = false;
    run_returning(&returning, 20, 5, 0, 25);
    CU_ASSERT_TRUE(returning.results[0] >= 25);
    for (uint32_t i = 0; i < 19; i++)
        CU_ASSERT_TRUE(returning.results[i] > 5);
    CU_ASSERT_EQUAL(returning.results[19], 1);
    CU_ASSERT_EQUAL(returning.outcomes[HG_OUTCOME_UNKNOWN], 0);
    CU_ASSERT_EQUAL(atomic_load(&fixture.fake.attempts[19]), 0);
}

static void a_retry_belongs_to_the_check_before_the_next_interval(void)
{
    static struct returning returning;
    fixture_reset();
    fixture.policy.interval_us = 2000;
    fixture_set_target(0, "503,200", 0);
    run_returning(&returning, 1, 1, 0, 5);
    /* The script of the fake goes on with its last word. */
    CU_ASSERT_EQUAL(returning.outcomes[HG_OUTCOME_FLAKY], 1);
    CU_ASSERT_EQUAL(returning.outcomes[HG_OUTCOME_UP], 4);
}

static void children_are_skipped_while_their_parent_is_down(void)
{
    static const uint32_t parents[] = {0};
    static struct returning returning;
    fixture_reset();
    fixture.policy.interval_us = 2000;
    fixture.policy.retries = 0;
    fixture_set_target(0, "404", 0);
    fixture_set_target(1, "200", 1);
    fixture_depend(1, parents, 1);
    run_returning(&returning, 2, 2, 1, 10);
    /* It may have been due once before its parent had a result. */
    CU_ASSERT_TRUE(atomic_load(&fixture.fake.attempts[1]) <= 1);
    CU_ASSERT_TRUE(returning.outcomes[HG_OUTCOME_SKIPPED] >= 9);
    UNIT_ASSERT_TEXT(returning.reason, "depends on \"404\", which is down");
}

CU_TestInfo dispatcher_tests[] = {
    {"targets come back until the run is stopped",
     targets_come_back_until_the_run_is_stopped},
    {"a retry belongs to the check before the next interval",
     a_retry_belongs_to_the_check_before_the_next_interval},
    {"children are skipped while their parent is down",
     children_are_skipped_while_their_parent_is_down},
    {"connections end with each batch unless each worker may have one",
     connections_end_with_each_batch_unless_each_worker_may_have_one},
    {"the last batch of a host says so", the_last_batch_of_a_host_says_so},
    {"an attempt says what follows in its batch",
     an_attempt_says_what_follows_in_its_batch},
    {"every target gets its own answer", every_target_gets_its_own_answer},
    {"a host is checked by no more workers than allowed",
     a_host_is_checked_by_no_more_workers_than_allowed},
    {"a pass on a retry is flaky", a_pass_on_a_retry_is_flaky},
    {"after a timeout the retry uses GET", after_a_timeout_the_retry_uses_get},
    {"a host with too long a Retry-After ends degraded",
     a_host_with_too_long_a_retry_after_ends_degraded},
    {"a refuted answer is no attempt", a_refuted_answer_is_no_attempt},
    {"provisional answers wait for the end of their batch",
     provisional_answers_wait_for_the_end_of_their_batch},
    {"disabled targets are skipped without an attempt",
     disabled_targets_are_skipped_without_an_attempt},
    {"one worker checks in input order", one_worker_checks_in_input_order},
    {"a queue of one feeds many workers", a_queue_of_one_feeds_many_workers},
    {"more workers than targets are not started",
     more_workers_than_targets_are_not_started},
    {"nothing to check is a run too", nothing_to_check_is_a_run_too},
    {"at the deadline the rest is unknown", at_the_deadline_the_rest_is_unknown},
    {"a stopped run keeps its results", a_stopped_run_keeps_its_results},
    {"a run that was stopped before it began sends no request",
     a_run_that_was_stopped_before_it_began_sends_no_request},
    {"children of a target that is down are skipped",
     children_of_a_target_that_is_down_are_skipped},
    {"children are checked after their parents",
     children_are_checked_after_their_parents},
    {"one of two parents is enough to be skipped",
     one_of_two_parents_is_enough_to_be_skipped},
    {"disabled parents are not waited for", disabled_parents_are_not_waited_for},
    {"a waived parent that is down holds back its children",
     a_waived_parent_that_is_down_holds_back_its_children},
    {"long chains end one after the other", long_chains_end_one_after_the_other},
    {"children that wait at the deadline are unknown",
     children_that_wait_at_the_deadline_are_unknown},
    CU_TEST_INFO_NULL,
};

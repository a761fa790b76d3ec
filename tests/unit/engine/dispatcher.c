/* SPDX-License-Identifier: MIT */
/* dispatcher: tests of the dispatcher with a prober that asks nobody. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/check.h"

#include "fake.h"

static struct fake fake;
static struct hg_cancel cancel;
static struct hg_target targets[FAKE_TARGETS];
static struct hg_target_extra extra[FAKE_TARGETS];
static const struct hg_origin origin = {.file = NULL};
static struct hg_policy policy;
static struct hg_settings settings;
static struct hg_run run;
static size_t results_seen;
static uint32_t last_seen;

static void reset(void)
{
    memset(&fake, 0, sizeof fake);
    memset(&cancel, 0, sizeof cancel);
    memset(&settings, 0, sizeof settings);
    memset(&policy, 0, sizeof policy);
    fake.cancel = &cancel;
    policy.retries = 2;
    policy.redirects = 10;
    policy.retry_after_max_us = 2000;
    settings.workers = 4;
    settings.per_host = 2;
    settings.gate.fail_on = 1U << HG_OUTCOME_DOWN;
    results_seen = 0;
}

static void set_target(uint32_t index, const char *script, uint32_t host)
{
    extra[index] = (struct hg_target_extra){0};
    targets[index] = (struct hg_target){.name = script,
                                        .url = script,
                                        .policy = &policy,
                                        .origin = &origin,
                                        .extra = &extra[index],
                                        .line = index & HG_TARGET_LINE_MAX,
                                        .host = host,
                                        .has_scheme = true,
                                        .enabled = true};
}

static void depend(uint32_t child, const uint32_t *parents, uint32_t count)
{
    extra[child].parents = parents;
    extra[child].parent_count = count;
}

static void on_result(void *context, const struct hg_run *seen, size_t index)
{
    (void)context;
    CU_ASSERT_TRUE(seen->results[index].is_final);
    results_seen++;
    last_seen = (uint32_t)index;
}

static void make_run(uint32_t count, uint32_t hosts)
{
    const struct hg_prober prober = fake_prober(&fake);
    const struct hg_observer observer = {.result = on_result};
    const struct hg_check check = {.prober = &prober,
                                   .cancel = &cancel,
                                   .observers = &observer,
                                   .observer_count = 1,
                                   .host_count = hosts};
    hg_run_init(&run, targets, count, &settings);
    CU_ASSERT_EQUAL_FATAL(hg_check_run(&run, &check, NULL), 0);
    CU_ASSERT_EQUAL(results_seen, count);
    CU_ASSERT_EQUAL(atomic_load(&fake.open_count), 0);
}

static enum hg_outcome outcome_of(uint32_t index)
{
    return (enum hg_outcome)run.results[index].outcome;
}

static void every_target_gets_its_own_answer(void)
{
    static const char *const scripts[] = {"200", "404", "204", "500"};
    reset();
    policy.retries = 0;
    for (uint32_t i = 0; i < FAKE_TARGETS; i++)
        set_target(i, scripts[i % 4], i % 97);
    make_run(FAKE_TARGETS, 97);
    for (uint32_t i = 0; i < FAKE_TARGETS; i++) {
        CU_ASSERT_EQUAL(run.results[i].status, strtol(scripts[i % 4], NULL, 10));
        CU_ASSERT_EQUAL(atomic_load(&fake.attempts[i]), 1);
    }
    CU_ASSERT_EQUAL(run.summary.outcomes[HG_OUTCOME_UP], FAKE_TARGETS / 2);
    CU_ASSERT_EQUAL(run.summary.outcomes[HG_OUTCOME_DOWN], FAKE_TARGETS / 2);
    CU_ASSERT_EQUAL(run.gate.state, HG_GATE_CLOSED);
    CU_ASSERT_FALSE(run.is_interrupted);
    hg_run_release(&run);
}

static void a_host_is_asked_by_no_more_workers_than_allowed(void)
{
    reset();
    settings.workers = 16;
    settings.per_host = 3;
    for (uint32_t i = 0; i < 2000; i++)
        set_target(i, "200", i % 2);
    make_run(2000, 2);
    CU_ASSERT_TRUE(atomic_load(&fake.most_at_once[0]) <= 3);
    CU_ASSERT_TRUE(atomic_load(&fake.most_at_once[1]) <= 3);
    hg_run_release(&run);
}

static void a_pass_on_a_retry_is_flaky(void)
{
    reset();
    set_target(0, "503,200", 0);
    set_target(1, "503", 1);
    set_target(2, "404,200", 2);
    make_run(3, 3);
    CU_ASSERT_EQUAL(outcome_of(0), HG_OUTCOME_FLAKY);
    CU_ASSERT_EQUAL(run.results[0].attempts, 2);
    CU_ASSERT_EQUAL(outcome_of(1), HG_OUTCOME_DOWN);
    CU_ASSERT_EQUAL(run.results[1].attempts, 3);
    CU_ASSERT_EQUAL(run.results[1].detail->attempt_count, 3);
    /* 404 does not pass by itself: asked once. */
    CU_ASSERT_EQUAL(outcome_of(2), HG_OUTCOME_DOWN);
    CU_ASSERT_EQUAL(run.results[2].attempts, 1);
    CU_ASSERT_EQUAL(atomic_load(&fake.fresh_count), 3);
    hg_run_release(&run);
}

static void connections_end_with_each_batch_unless_each_worker_may_have_one(void)
{
    for (int workers = 1; workers <= 3; workers++) {
        reset();
        settings.workers = workers;
        settings.per_host = workers == 3 ? 3 : 1;
        for (uint32_t i = 0; i < 8; i++)
            set_target(i, "200", i / 2);
        make_run(8, 4);
        CU_ASSERT_EQUAL(atomic_load(&fake.disconnect_count), workers == 2 ? 4 : 0);
        hg_run_release(&run);
    }
}

static void after_a_timeout_the_retry_asks_with_get(void)
{
    reset();
    set_target(0, "timeout,200", 0);
    make_run(1, 1);
    CU_ASSERT_EQUAL(atomic_load(&fake.get_count), 1);
    CU_ASSERT_EQUAL(run.results[0].method, HG_METHOD_GET);
    CU_ASSERT_EQUAL(outcome_of(0), HG_OUTCOME_FLAKY);
    hg_run_release(&run);
}

static void a_host_that_asks_for_too_much_patience_ends_degraded(void)
{
    reset();
    for (uint32_t i = 0; i < 50; i++)
        set_target(i, "429", 0);
    make_run(50, 1);
    for (uint32_t i = 0; i < 50; i++) {
        CU_ASSERT_EQUAL(outcome_of(i), HG_OUTCOME_DEGRADED);
        CU_ASSERT_EQUAL(run.results[i].attempts, 1);
    }
    CU_ASSERT_EQUAL(run.gate.state, HG_GATE_OPEN);
    hg_run_release(&run);
}

static void disabled_targets_are_skipped_and_not_asked(void)
{
    reset();
    set_target(0, "200", 0);
    set_target(1, "200", 0);
    targets[1].enabled = false;
    make_run(2, 1);
    CU_ASSERT_EQUAL(outcome_of(1), HG_OUTCOME_SKIPPED);
    CU_ASSERT_EQUAL(atomic_load(&fake.attempts[1]), 0);
    UNIT_ASSERT_TEXT(hg_result_reason(&run.results[1]), "disabled in the configuration");
    hg_run_release(&run);
}

static void one_worker_asks_in_input_order(void)
{
    reset();
    settings.workers = 1;
    settings.queue = 1;
    for (uint32_t i = 0; i < 60; i++)
        set_target(i, "200", i % 7);
    make_run(60, 7);
    CU_ASSERT_EQUAL(last_seen, 59);
    for (uint32_t i = 1; i < 60; i++)
        CU_ASSERT_TRUE(run.results[i - 1].started_at_us <= run.results[i].started_at_us);
    hg_run_release(&run);
}

static void a_queue_of_one_feeds_many_workers(void)
{
    reset();
    settings.workers = 64;
    settings.queue = 1;
    for (uint32_t i = 0; i < 3000; i++)
        set_target(i, i % 10 == 0 ? "503,200" : "200", i % 500);
    make_run(3000, 500);
    CU_ASSERT_EQUAL(run.summary.outcomes[HG_OUTCOME_FLAKY], 300);
    CU_ASSERT_EQUAL(run.summary.outcomes[HG_OUTCOME_UP], 2700);
    hg_run_release(&run);
}

static void more_workers_than_targets_are_not_started(void)
{
    reset();
    settings.workers = 4096;
    set_target(0, "200", 0);
    make_run(1, 1);
    CU_ASSERT_EQUAL(outcome_of(0), HG_OUTCOME_UP);
    hg_run_release(&run);
}

static void nothing_to_check_is_a_run_too(void)
{
    reset();
    make_run(0, 0);
    CU_ASSERT_EQUAL(run.summary.total, 0);
    hg_run_release(&run);
}

static void at_the_deadline_the_rest_is_unknown(void)
{
    reset();
    settings.deadline_us = 20000;
    settings.workers = 2;
    for (uint32_t i = 0; i < 40; i++)
        set_target(i, "wait", i);
    make_run(40, 40);
    CU_ASSERT_TRUE(run.is_interrupted);
    for (uint32_t i = 0; i < 40; i++)
        CU_ASSERT_EQUAL(outcome_of(i), HG_OUTCOME_UNKNOWN);
    CU_ASSERT_EQUAL(run.summary.causes[HG_CAUSE_DEADLINE] +
                        run.summary.causes[HG_CAUSE_CANCELLED],
                    40);
    CU_ASSERT_EQUAL(run.gate.state, HG_GATE_UNKNOWN);
    hg_run_release(&run);
}

static void a_stopped_run_keeps_what_is_known(void)
{
    reset();
    policy.retry_delay_us = INT64_C(3600) * 1000000;
    settings.deadline_us = 30000;
    set_target(0, "200", 0);
    set_target(1, "404", 1);
    set_target(2, "503,200", 2); /* its retry would come in an hour */
    set_target(3, "wait", 3);
    make_run(4, 4);
    CU_ASSERT_EQUAL(outcome_of(0), HG_OUTCOME_UP);
    CU_ASSERT_EQUAL(outcome_of(1), HG_OUTCOME_DOWN);
    CU_ASSERT_EQUAL(outcome_of(2), HG_OUTCOME_DOWN);
    CU_ASSERT_EQUAL(outcome_of(3), HG_OUTCOME_UNKNOWN);
    hg_run_release(&run);
}

static size_t seen_as_down;

static void on_unreached(void *context, const struct hg_run *seen, size_t index)
{
    (void)context;
    seen_as_down += seen->results[index].outcome == HG_OUTCOME_DOWN ? 1 : 0;
    results_seen++;
}

/* Check `count` targets with canaries that follow these scripts; their lines are 100 and on. */
static void make_run_with_canaries(uint32_t count, const char *const *scripts,
                                   uint32_t canary_count, struct hg_target *canaries)
{
    const struct hg_prober prober = fake_prober(&fake);
    const struct hg_observer observer = {.result = on_unreached};
    const struct hg_check check = {.prober = &prober,
                                   .cancel = &cancel,
                                   .observers = &observer,
                                   .observer_count = 1,
                                   .host_count = count};
    policy.retries = 0;
    seen_as_down = 0;
    settings.canaries_need = (struct hg_limit){50, true};
    for (uint32_t i = 0; i < canary_count; i++)
        canaries[i] = (struct hg_target){.name = scripts[i],
                                         .url = scripts[i],
                                         .policy = &policy,
                                         .origin = &origin,
                                         .line = (100 + i) & HG_TARGET_LINE_MAX,
                                         .host = i,
                                         .has_scheme = true,
                                         .enabled = true};
    hg_run_init(&run, targets, count, &settings);
    run.canaries = canaries;
    run.canary_count = canary_count;
    CU_ASSERT_EQUAL_FATAL(hg_check_run(&run, &check, NULL), 0);
    CU_ASSERT_EQUAL(results_seen, count);
    CU_ASSERT_EQUAL(run.finished_count, count);
}

static void when_the_canaries_are_silent_what_was_not_reached_is_unknown(void)
{
    static const char *const scripts[] = {"timeout", "timeout", "200"};
    struct hg_target canaries[3];
    reset();
    set_target(0, "200", 0);
    set_target(1, "timeout", 1);
    set_target(2, "500", 2);
    make_run_with_canaries(3, scripts, 3, canaries);
    CU_ASSERT_TRUE(run.is_offline);
    CU_ASSERT_EQUAL(outcome_of(0), HG_OUTCOME_UP);
    CU_ASSERT_EQUAL(outcome_of(1), HG_OUTCOME_UNKNOWN);
    CU_ASSERT_EQUAL(run.results[1].cause, HG_CAUSE_CANARY);
    CU_ASSERT_EQUAL(outcome_of(2), HG_OUTCOME_DOWN);
    CU_ASSERT_EQUAL(seen_as_down, 1);
    CU_ASSERT_EQUAL(run.gate.state, HG_GATE_UNKNOWN);
    hg_run_release(&run);
}

static void when_enough_canaries_answer_the_failures_stand(void)
{
    static const char *const scripts[] = {"timeout", "500"};
    struct hg_target canaries[2];
    reset();
    set_target(0, "timeout", 0);
    make_run_with_canaries(1, scripts, 2, canaries);
    CU_ASSERT_FALSE(run.is_offline);
    CU_ASSERT_EQUAL(outcome_of(0), HG_OUTCOME_DOWN);
    CU_ASSERT_EQUAL(run.results[0].cause, HG_CAUSE_TIMEOUT);
    CU_ASSERT_EQUAL(run.gate.state, HG_GATE_CLOSED);
    hg_run_release(&run);
}

static void canaries_are_not_asked_while_everybody_can_be_reached(void)
{
    static const char *const scripts[] = {"timeout"};
    struct hg_target canaries[1];
    reset();
    set_target(0, "200", 0);
    set_target(1, "500", 1);
    make_run_with_canaries(2, scripts, 1, canaries);
    CU_ASSERT_PTR_NULL(run.canary_results);
    CU_ASSERT_EQUAL(atomic_load(&fake.attempts[100]), 0);
    CU_ASSERT_EQUAL(run.gate.state, HG_GATE_CLOSED);
    hg_run_release(&run);
}

static void children_of_what_waits_for_the_canaries_are_skipped(void)
{
    static const char *const scripts[] = {"timeout"};
    static const uint32_t parent = 2;
    static const uint32_t grandparent = 1;
    struct hg_target canaries[1];
    reset();
    set_target(0, "200", 0);
    depend(0, &parent, 1);
    set_target(1, "timeout", 1);
    set_target(2, "200", 2);
    depend(2, &grandparent, 1);
    make_run_with_canaries(3, scripts, 1, canaries);
    CU_ASSERT_TRUE(run.is_offline);
    CU_ASSERT_EQUAL(outcome_of(1), HG_OUTCOME_UNKNOWN);
    CU_ASSERT_EQUAL(outcome_of(2), HG_OUTCOME_SKIPPED);
    CU_ASSERT_EQUAL(outcome_of(0), HG_OUTCOME_SKIPPED);
    CU_ASSERT_EQUAL(atomic_load(&fake.attempts[0]), 0);
    hg_run_release(&run);
}

static void a_deadline_while_the_canaries_are_asked_leaves_the_failures(void)
{
    static const char *const scripts[] = {"wait"};
    struct hg_target canaries[1];
    reset();
    settings.deadline_us = 50000;
    set_target(0, "timeout", 0);
    make_run_with_canaries(1, scripts, 1, canaries);
    CU_ASSERT_FALSE(run.is_offline);
    CU_ASSERT_EQUAL(outcome_of(0), HG_OUTCOME_DOWN);
    hg_run_release(&run);
}

static void a_run_that_was_stopped_before_it_began_asks_nobody(void)
{
    reset();
    atomic_store(&cancel.number, 15);
    for (uint32_t i = 0; i < 10; i++)
        set_target(i, "200", i);
    make_run(10, 10);
    for (uint32_t i = 0; i < 10; i++) {
        CU_ASSERT_EQUAL(outcome_of(i), HG_OUTCOME_UNKNOWN);
        CU_ASSERT_EQUAL(run.results[i].cause, HG_CAUSE_CANCELLED);
        CU_ASSERT_EQUAL(atomic_load(&fake.attempts[i]), 0);
    }
    hg_run_release(&run);
}

static void children_of_a_target_that_is_down_are_not_asked(void)
{
    static const uint32_t first[] = {0};
    static const uint32_t second[] = {1};
    reset();
    set_target(0, "503", 0); /* down after its retries only */
    set_target(1, "200", 0);
    set_target(2, "200", 1);
    set_target(3, "200", 2);
    targets[0].name = "gateway";
    targets[1].name = "shop";
    depend(1, first, 1);
    depend(2, second, 1);
    make_run(4, 3);
    CU_ASSERT_EQUAL(run.results[0].attempts, 3);
    CU_ASSERT_EQUAL(outcome_of(1), HG_OUTCOME_SKIPPED);
    CU_ASSERT_EQUAL(outcome_of(2), HG_OUTCOME_SKIPPED);
    CU_ASSERT_EQUAL(outcome_of(3), HG_OUTCOME_UP);
    CU_ASSERT_EQUAL(atomic_load(&fake.attempts[1]), 0);
    CU_ASSERT_EQUAL(atomic_load(&fake.attempts[2]), 0);
    UNIT_ASSERT_TEXT(hg_result_reason(&run.results[1]),
                     "depends on \"gateway\", which is down");
    UNIT_ASSERT_TEXT(hg_result_reason(&run.results[2]),
                     "depends on \"shop\", which was skipped");
    hg_run_release(&run);
}

static void children_are_asked_after_their_parents(void)
{
    static const uint32_t parents[] = {2, 3};
    reset();
    set_target(0, "200", 0);
    set_target(1, "404", 0);
    set_target(2, "503,200", 0);
    set_target(3, "200", 1);
    depend(0, parents, 2);
    depend(1, parents, 1);
    make_run(4, 2);
    CU_ASSERT_EQUAL(outcome_of(0), HG_OUTCOME_UP);
    CU_ASSERT_EQUAL(outcome_of(1), HG_OUTCOME_DOWN);
    CU_ASSERT_EQUAL(outcome_of(2), HG_OUTCOME_FLAKY);
    for (uint32_t i = 0; i < 2; i++)
        CU_ASSERT_TRUE(run.results[i].started_at_us >= run.results[2].started_at_us);
    hg_run_release(&run);
}

static void one_of_two_parents_is_enough_to_be_skipped(void)
{
    static const uint32_t parents[] = {1, 2};
    reset();
    set_target(0, "200", 0);
    set_target(1, "404", 0);
    set_target(2, "503,200", 1);
    depend(0, parents, 2);
    make_run(3, 2);
    CU_ASSERT_EQUAL(outcome_of(0), HG_OUTCOME_SKIPPED);
    CU_ASSERT_EQUAL(outcome_of(2), HG_OUTCOME_FLAKY);
    hg_run_release(&run);
}

static void disabled_parents_are_not_waited_for(void)
{
    static const uint32_t parents[] = {0};
    reset();
    set_target(0, "404", 0);
    set_target(1, "200", 0);
    targets[0].enabled = false;
    depend(1, parents, 1);
    make_run(2, 1);
    CU_ASSERT_EQUAL(outcome_of(1), HG_OUTCOME_UP);
    hg_run_release(&run);
}

static void a_waived_parent_that_is_down_holds_back_its_children(void)
{
    static const struct hg_waiver waiver = {"9999-12-31", INT64_MAX, "known", NULL};
    static const uint32_t parents[] = {0};
    reset();
    set_target(0, "404", 0);
    set_target(1, "200", 0);
    targets[0].name = "gateway";
    extra[0].waiver = &waiver;
    depend(1, parents, 1);
    make_run(2, 1);
    CU_ASSERT_EQUAL(outcome_of(0), HG_OUTCOME_SKIPPED);
    UNIT_ASSERT_TEXT(hg_result_reason(&run.results[1]),
                     "depends on \"gateway\", which is down");
    CU_ASSERT_EQUAL(run.gate.state, HG_GATE_OPEN);
    hg_run_release(&run);
}

static void long_chains_end_one_after_the_other(void)
{
    static uint32_t before[FAKE_TARGETS];
    static const char *const scripts[] = {"200", "404"};
    for (int s = 0; s < 2; s++) {
        reset();
        for (uint32_t i = 0; i < FAKE_TARGETS; i++) {
            before[i] = i - 1;
            set_target(i, i == 0 ? scripts[s] : "200", i % 7);
            if (i > 0)
                depend(i, &before[i], 1);
        }
        make_run(FAKE_TARGETS, 7);
        CU_ASSERT_EQUAL(run.summary.outcomes[HG_OUTCOME_UP], s == 0 ? FAKE_TARGETS : 0);
        CU_ASSERT_EQUAL(run.summary.outcomes[HG_OUTCOME_SKIPPED],
                        s == 0 ? 0 : FAKE_TARGETS - 1);
        CU_ASSERT_EQUAL(last_seen, FAKE_TARGETS - 1);
        hg_run_release(&run);
    }
}

static void children_that_wait_at_the_deadline_are_unknown(void)
{
    static const uint32_t parents[] = {0};
    reset();
    settings.deadline_us = 20000;
    set_target(0, "wait", 0);
    set_target(1, "200", 1);
    depend(1, parents, 1);
    make_run(2, 2);
    CU_ASSERT_EQUAL(outcome_of(1), HG_OUTCOME_UNKNOWN);
    CU_ASSERT_EQUAL(run.results[1].cause, HG_CAUSE_DEADLINE);
    CU_ASSERT_EQUAL(atomic_load(&fake.attempts[1]), 0);
    hg_run_release(&run);
}

CU_TestInfo dispatcher_tests[] = {
    {"connections end with each trip unless each worker may have one",
     connections_end_with_each_batch_unless_each_worker_may_have_one},
    {"every target gets its own answer", every_target_gets_its_own_answer},
    {"a host is asked by no more workers than allowed",
     a_host_is_asked_by_no_more_workers_than_allowed},
    {"a pass on a retry is flaky", a_pass_on_a_retry_is_flaky},
    {"after a timeout the retry asks with GET", after_a_timeout_the_retry_asks_with_get},
    {"a host that asks for too much patience ends degraded",
     a_host_that_asks_for_too_much_patience_ends_degraded},
    {"disabled targets are skipped and not asked",
     disabled_targets_are_skipped_and_not_asked},
    {"one worker asks in input order", one_worker_asks_in_input_order},
    {"a queue of one feeds many workers", a_queue_of_one_feeds_many_workers},
    {"more workers than targets are not started",
     more_workers_than_targets_are_not_started},
    {"nothing to check is a run too", nothing_to_check_is_a_run_too},
    {"at the deadline the rest is unknown", at_the_deadline_the_rest_is_unknown},
    {"a stopped run keeps what is known", a_stopped_run_keeps_what_is_known},
    {"a run that was stopped before it began asks nobody",
     a_run_that_was_stopped_before_it_began_asks_nobody},
    {"children of a target that is down are not asked",
     children_of_a_target_that_is_down_are_not_asked},
    {"children are asked after their parents", children_are_asked_after_their_parents},
    {"one of two parents is enough to be skipped",
     one_of_two_parents_is_enough_to_be_skipped},
    {"disabled parents are not waited for", disabled_parents_are_not_waited_for},
    {"a waived parent that is down holds back its children",
     a_waived_parent_that_is_down_holds_back_its_children},
    {"long chains end one after the other", long_chains_end_one_after_the_other},
    {"children that wait at the deadline are unknown",
     children_that_wait_at_the_deadline_are_unknown},
    {"when the canaries are silent what was not reached is unknown",
     when_the_canaries_are_silent_what_was_not_reached_is_unknown},
    {"when enough canaries answer the failures stand",
     when_enough_canaries_answer_the_failures_stand},
    {"canaries are not asked while everybody can be reached",
     canaries_are_not_asked_while_everybody_can_be_reached},
    {"children of what waits for the canaries are skipped",
     children_of_what_waits_for_the_canaries_are_skipped},
    {"a deadline while the canaries are asked leaves the failures",
     a_deadline_while_the_canaries_are_asked_leaves_the_failures},
    CU_TEST_INFO_NULL,
};

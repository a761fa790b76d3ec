/* SPDX-License-Identifier: MIT */
/* completion: tests of what follows when a target needs no further attempt. */
#include "unit.h"

#include <string.h>

#include "engine/completion.h"

#include "fixture.h"

static const struct hg_pace pace;
static struct hg_schedule schedule;
static struct hg_completion completion;
static struct hg_observer observer;
static struct hg_check check;

/* Results that are down are doubtful; confirmed, they are up. */
static int confirm_count;
static char seen[16]; /* the indexes of the final results, in order */

static void on_result(void *context, const struct hg_run *run, size_t index)
{
    (void)context;
    CU_ASSERT_TRUE(run->results[index].is_final);
    seen[strlen(seen)] = (char)('0' + index);
}

static bool is_down(const struct hg_result *result)
{
    return result->outcome == HG_OUTCOME_DOWN;
}

static void confirm(void *context, int64_t stop_at_us)
{
    (void)context;
    CU_ASSERT_EQUAL(stop_at_us, 77);
    confirm_count++;
}

static void conclude(void *context, struct hg_result *result)
{
    (void)context;
    CU_ASSERT_TRUE(is_down(result));
    if (confirm_count > 0)
        result->outcome = HG_OUTCOME_UP;
}

static const struct hg_confirmation confirmation = {
    .is_doubtful = is_down, .confirm = confirm, .conclude = conclude};

/* `count` targets, each of a host of its own; each but the first depends on the one before. */
static void init_chain(uint32_t count, const struct hg_confirmation *by)
{
    static const uint32_t parents[] = {0, 1, 2, 3};
    const struct hg_schedule_limits limits = {
        .per_host = 1, .batch_targets = 1, .pace = &pace};

    fixture_reset();
    for (uint32_t i = 0; i < count; i++) {
        fixture_set_target(i, "200", i);
        if (i > 0)
            fixture_depend(i, &parents[i - 1], 1);
    }
    hg_run_init(&fixture.run, fixture.targets, count, &fixture.settings);
    observer = (struct hg_observer){.result = on_result};
    check = (struct hg_check){.cancel = &fixture.cancel,
                              .observers = &observer,
                              .observer_count = 1,
                              .confirmation = by};
    hg_schedule_init(&schedule, fixture.targets, count, count, &limits);
    hg_completion_init(&completion, &fixture.run, &check, &schedule, NULL);
    memset(seen, 0, sizeof seen);
    confirm_count = 0;
}

static void release(void)
{
    hg_completion_release(&completion);
    hg_schedule_release(&schedule);
    hg_run_release(&fixture.run);
}

static void finish(uint32_t target, enum hg_outcome outcome)
{
    fixture.run.results[target].outcome = (uint8_t)outcome;
    fixture.run.results[target].attempts = 1;
    hg_completion_finish(&completion, target);
}

/* Whether the target is the only one that is due. */
static bool is_due(uint32_t target)
{
    struct hg_batch batch;
    return schedule.waiting_count == 1 && hg_schedule_take(&schedule, 0, &batch) &&
           batch.items[0].target == target;
}

static void the_child_of_a_target_that_is_up_is_scheduled(void)
{
    init_chain(3, NULL);
    finish(0, HG_OUTCOME_UP);
    UNIT_ASSERT_TEXT(seen, "0");
    CU_ASSERT_EQUAL(fixture.run.finished_count, 1);
    CU_ASSERT_TRUE(is_due(1));
    release();
}

/* Down for the dates of a certificate, with so many hosts whose clocks may be known. */
static void finish_by_dates(uint32_t target, uint32_t host_count)
{
    check.host_count = host_count;
    fixture.run.results[target].is_about_dates = true;
    finish(target, HG_OUTCOME_DOWN);
}

static void a_verdict_by_dates_waits_for_the_clocks_of_servers(void)
{
    init_chain(2, NULL);
    finish_by_dates(0, 3);
    UNIT_ASSERT_TEXT(seen, "");
    fixture.run.has_clock_offset = true;
    fixture.run.clock_offset_s = 3600;
    hg_completion_confirm_deferred(&completion, 77);
    UNIT_ASSERT_TEXT(seen, "01");
    CU_ASSERT_EQUAL(fixture_outcome(0), HG_OUTCOME_UNKNOWN);
    CU_ASSERT_EQUAL(fixture.run.results[0].cause, HG_CAUSE_CLOCK);
    CU_ASSERT_EQUAL(fixture_outcome(1), HG_OUTCOME_SKIPPED);
    release();
}

static void a_verdict_by_dates_stands_where_the_clock_is_right(void)
{
    init_chain(2, NULL);
    finish_by_dates(0, 3);
    fixture.run.has_clock_offset = true;
    fixture.run.clock_offset_s = 60;
    hg_completion_confirm_deferred(&completion, 77);
    UNIT_ASSERT_TEXT(seen, "01");
    CU_ASSERT_EQUAL(fixture_outcome(0), HG_OUTCOME_DOWN);
    release();
}

static void with_too_few_hosts_or_a_clock_before_the_release_nothing_waits(void)
{
    init_chain(1, NULL);
    finish_by_dates(0, 2);
    UNIT_ASSERT_TEXT(seen, "0");
    CU_ASSERT_EQUAL(fixture_outcome(0), HG_OUTCOME_DOWN);
    release();
    init_chain(1, NULL);
    fixture.run.released_s = INT64_C(1795996800);
    finish_by_dates(0, 3);
    UNIT_ASSERT_TEXT(seen, "0");
    CU_ASSERT_EQUAL(fixture_outcome(0), HG_OUTCOME_UNKNOWN);
    release();
}

static bool is_never(const struct hg_result *result)
{
    (void)result;
    return false;
}

/* Canaries are only asked about targets that were not reached. */
static void nothing_else_is_confirmed_for_dates(void)
{
    static const struct hg_confirmation of_none = {
        .is_doubtful = is_never, .confirm = confirm, .conclude = conclude};
    init_chain(1, &of_none);
    finish_by_dates(0, 3);
    hg_completion_confirm_deferred(&completion, 77);
    UNIT_ASSERT_TEXT(seen, "0");
    CU_ASSERT_EQUAL(confirm_count, 0);
    release();
}

static void once_the_clocks_are_known_nothing_waits(void)
{
    init_chain(2, NULL);
    finish_by_dates(0, 3);
    CU_ASSERT_TRUE(hg_completion_confirm_deferred(&completion, 77));
    fixture.run.has_clock_offset = true;
    fixture.run.clock_offset_s = 3600;
    fixture.run.results[1].is_final = false; /* it was skipped */
    memset(seen, 0, sizeof seen);
    finish_by_dates(1, 3);
    UNIT_ASSERT_TEXT(seen, "1");
    CU_ASSERT_EQUAL(fixture_outcome(1), HG_OUTCOME_UNKNOWN);
    CU_ASSERT_FALSE(hg_completion_confirm_deferred(&completion, 77));
    release();
}

/* Degraded for the dates of a certificate; its dependents are checked. */
static void finish_degraded(uint32_t target)
{
    check.host_count = 3;
    fixture.run.results[target].is_about_dates = true;
    finish(target, HG_OUTCOME_DEGRADED);
}

/* That the clocks are known says nothing of whether this machine is offline. */
static void the_child_of_a_verdict_by_dates_is_confirmed(void)
{
    init_chain(3, &confirmation);
    finish_degraded(0);
    CU_ASSERT_TRUE(hg_completion_confirm_deferred(&completion, 77));
    CU_ASSERT_EQUAL(confirm_count, 0);
    UNIT_ASSERT_TEXT(seen, "0");
    finish(1, HG_OUTCOME_DOWN);
    UNIT_ASSERT_TEXT(seen, "0");
    CU_ASSERT_TRUE(hg_completion_confirm_deferred(&completion, 77));
    CU_ASSERT_EQUAL(confirm_count, 1);
    UNIT_ASSERT_TEXT(seen, "01");
    CU_ASSERT_EQUAL(fixture_outcome(1), HG_OUTCOME_UP);
    finish_degraded(2);
    UNIT_ASSERT_TEXT(seen, "012");
    CU_ASSERT_FALSE(hg_completion_confirm_deferred(&completion, 77));
    release();
}

/* Deferred together: what was found out then holds for the children, too. */
static void what_was_confirmed_once_holds_for_later_results(void)
{
    init_chain(4, &confirmation);
    finish_degraded(0);
    finish(3, HG_OUTCOME_DOWN);
    UNIT_ASSERT_TEXT(seen, "");
    CU_ASSERT_TRUE(hg_completion_confirm_deferred(&completion, 77));
    CU_ASSERT_EQUAL(confirm_count, 1);
    UNIT_ASSERT_TEXT(seen, "03");
    CU_ASSERT_EQUAL(fixture_outcome(3), HG_OUTCOME_UP);
    finish(1, HG_OUTCOME_DOWN);
    UNIT_ASSERT_TEXT(seen, "031");
    CU_ASSERT_EQUAL(fixture_outcome(1), HG_OUTCOME_UP);
    CU_ASSERT_EQUAL(confirm_count, 1);
    CU_ASSERT_FALSE(hg_completion_confirm_deferred(&completion, 77));
    release();
}

/* The other way round: a verdict by dates among the children of what was confirmed. */
static void once_confirmed_a_verdict_by_dates_waits_no_more(void)
{
    init_chain(2, &confirmation);
    finish(0, HG_OUTCOME_DOWN);
    CU_ASSERT_TRUE(hg_completion_confirm_deferred(&completion, 77));
    finish_degraded(1);
    UNIT_ASSERT_TEXT(seen, "01");
    CU_ASSERT_EQUAL(fixture_outcome(1), HG_OUTCOME_DEGRADED);
    release();
}

/* A retry that waited when the run was stopped. */
static void nothing_is_left_deferred_at_the_end_of_a_run(void)
{
    init_chain(1, &confirmation);
    fixture.run.results[0].outcome = HG_OUTCOME_DOWN;
    fixture.run.results[0].attempts = 1;
    atomic_store(&fixture.cancel.number, 15);
    CU_ASSERT_FALSE(hg_completion_confirm_deferred(&completion, 77));
    hg_completion_finish_rest(&completion);
    UNIT_ASSERT_TEXT(seen, "0");
    CU_ASSERT_EQUAL(fixture_outcome(0), HG_OUTCOME_DOWN);
    release();
}

static void all_descendants_of_a_target_that_is_down_are_skipped(void)
{
    init_chain(4, NULL);
    finish(0, HG_OUTCOME_DOWN);
    UNIT_ASSERT_TEXT(seen, "0123");
    CU_ASSERT_EQUAL(schedule.waiting_count, 0);
    UNIT_ASSERT_TEXT(hg_result_reason(&fixture.run.results[1]),
                     "depends on \"200\", which is down");
    UNIT_ASSERT_TEXT(hg_result_reason(&fixture.run.results[3]),
                     "depends on \"200\", which was skipped");
    release();
}

static void when_the_run_ends_early_dependents_are_unknown(void)
{
    init_chain(2, NULL);
    completion.is_stopping = true;
    finish(0, HG_OUTCOME_DOWN);
    UNIT_ASSERT_TEXT(seen, "0");
    hg_completion_finish_rest(&completion);
    UNIT_ASSERT_TEXT(seen, "01");
    CU_ASSERT_EQUAL(fixture_outcome(1), HG_OUTCOME_UNKNOWN);
    CU_ASSERT_EQUAL(fixture.run.results[1].cause, HG_CAUSE_DEADLINE);
    release();
}

static void a_result_stands_when_the_run_is_stopped(void)
{
    init_chain(1, NULL);
    fixture.run.results[0].outcome = HG_OUTCOME_DOWN;
    fixture.run.results[0].attempts = 1;
    hg_completion_finish_unjudged(&completion, 0);
    CU_ASSERT_EQUAL(fixture_outcome(0), HG_OUTCOME_DOWN);
    release();
}

static void a_signal_is_the_cause_of_what_it_stops(void)
{
    init_chain(1, NULL);
    atomic_store(&fixture.cancel.number, 15);
    hg_completion_finish_unjudged(&completion, 0);
    CU_ASSERT_EQUAL(fixture.run.results[0].cause, HG_CAUSE_CANCELLED);
    UNIT_ASSERT_TEXT(hg_result_reason(&fixture.run.results[0]), "the run was stopped");
    release();
}

static void a_doubtful_result_is_deferred_until_it_is_confirmed(void)
{
    init_chain(2, &confirmation);
    finish(0, HG_OUTCOME_DOWN);
    UNIT_ASSERT_TEXT(seen, "");
    CU_ASSERT_EQUAL(schedule.waiting_count, 0);
    CU_ASSERT_EQUAL(confirm_count, 0);
    hg_completion_confirm_deferred(&completion, 77);
    CU_ASSERT_EQUAL(confirm_count, 1);
    UNIT_ASSERT_TEXT(seen, "0");
    CU_ASSERT_TRUE(is_due(1));
    finish(1, HG_OUTCOME_DOWN); /* no further result is deferred */
    CU_ASSERT_EQUAL(fixture_outcome(1), HG_OUTCOME_UP);
    UNIT_ASSERT_TEXT(seen, "01");
    release();
}

static void nothing_is_confirmed_without_deferred_results(void)
{
    init_chain(1, &confirmation);
    finish(0, HG_OUTCOME_UP);
    UNIT_ASSERT_TEXT(seen, "0");
    hg_completion_confirm_deferred(&completion, 77);
    CU_ASSERT_EQUAL(confirm_count, 0);
    release();
}

static void deferred_results_stand_when_the_run_is_stopped(void)
{
    init_chain(1, &confirmation);
    finish(0, HG_OUTCOME_DOWN);
    atomic_store(&fixture.cancel.number, 15);
    hg_completion_confirm_deferred(&completion, 77);
    CU_ASSERT_EQUAL(confirm_count, 0);
    UNIT_ASSERT_TEXT(seen, "0");
    CU_ASSERT_EQUAL(fixture_outcome(0), HG_OUTCOME_DOWN);
    release();
}

CU_TestInfo completion_tests[] = {
    {"the child of a target that is up is scheduled",
     the_child_of_a_target_that_is_up_is_scheduled},
    {"a_verdict_by_dates_waits_for_the_clocks_of_servers",
     a_verdict_by_dates_waits_for_the_clocks_of_servers},
    {"a_verdict_by_dates_stands_where_the_clock_is_right",
     a_verdict_by_dates_stands_where_the_clock_is_right},
    {"with_too_few_hosts_or_a_clock_before_the_release_nothing_waits",
     with_too_few_hosts_or_a_clock_before_the_release_nothing_waits},
    {"nothing_else_is_confirmed_for_dates", nothing_else_is_confirmed_for_dates},
    {"once_the_clocks_are_known_nothing_waits", once_the_clocks_are_known_nothing_waits},
    {"the_child_of_a_verdict_by_dates_is_confirmed",
     the_child_of_a_verdict_by_dates_is_confirmed},
    {"what_was_confirmed_once_holds_for_later_results",
     what_was_confirmed_once_holds_for_later_results},
    {"once_confirmed_a_verdict_by_dates_waits_no_more",
     once_confirmed_a_verdict_by_dates_waits_no_more},
    {"nothing_is_left_deferred_at_the_end_of_a_run",
     nothing_is_left_deferred_at_the_end_of_a_run},
    {"all descendants of a target that is down are skipped",
     all_descendants_of_a_target_that_is_down_are_skipped},
    {"when the run ends early dependents are unknown",
     when_the_run_ends_early_dependents_are_unknown},
    {"a result stands when the run is stopped", a_result_stands_when_the_run_is_stopped},
    {"a signal is the cause of what it stops", a_signal_is_the_cause_of_what_it_stops},
    {"a doubtful result is deferred until it is confirmed",
     a_doubtful_result_is_deferred_until_it_is_confirmed},
    {"nothing is confirmed without deferred results",
     nothing_is_confirmed_without_deferred_results},
    {"deferred results stand when the run is stopped",
     deferred_results_stand_when_the_run_is_stopped},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* junit_plan: what a JUnit report says of each result, and how results fall into
 * suites. */
#include "report/junit_plan.h"

#include <stdbool.h>
#include <stdlib.h>

#include "headgate/hash_table.h"
#include "headgate/memory.h"
#include "headgate/units.h"
#include "report/level.h"
#include "report/result_attempts.h"

#include "headgate/banned.h"

static const char default_group[] = "default";

static bool gate_fails_on(const struct hg_run *run, enum hg_outcome outcome)
{
    return (run->settings->gate.fail_on >> outcome & 1U) != 0;
}

bool hg_junit_is_worse(const struct hg_result *result)
{
    return hg_change_is_worse((enum hg_change)result->change);
}

bool hg_junit_is_tolerated(const struct hg_run *run, const struct hg_result *result)
{
    return !run->settings->reports.fails_tolerated && hg_level_is_tolerated(run, result);
}

enum hg_junit_kind hg_junit_kind_of(const struct hg_run *run,
                                    const struct hg_result *result)
{
    const enum hg_outcome outcome = (enum hg_outcome)result->outcome;
    if (result->change == HG_CHANGE_KNOWN || hg_junit_is_tolerated(run, result))
        return HG_JUNIT_SKIPPED;
    if (hg_junit_is_worse(result) && run->settings->gate.fail_on != 0)
        return HG_JUNIT_FAILURE;
    switch (outcome) {
    case HG_OUTCOME_UP:
    case HG_OUTCOME_FLAKY:
    case HG_OUTCOME_DEGRADED:
        return gate_fails_on(run, outcome) ? HG_JUNIT_FAILURE : HG_JUNIT_PASS;
    case HG_OUTCOME_DOWN:
        return hg_cause_is_transport((enum hg_cause)result->cause) ? HG_JUNIT_ERROR
                                                                   : HG_JUNIT_FAILURE;
    case HG_OUTCOME_SKIPPED:
        return HG_JUNIT_SKIPPED;
    case HG_OUTCOME_UNKNOWN:
    case HG_OUTCOME_COUNT:
        break;
    }
    return HG_JUNIT_ERROR;
}

enum hg_junit_kind hg_junit_attempt_kind(const struct hg_attempt *attempt)
{
    if (attempt->outcome == HG_OUTCOME_UP)
        return HG_JUNIT_PASS;
    return hg_cause_is_transport((enum hg_cause)attempt->cause) ? HG_JUNIT_ERROR
                                                                : HG_JUNIT_FAILURE;
}

enum hg_junit_kind hg_junit_condition_kind(const struct hg_condition_verdict *verdict)
{
    switch (verdict->state) {
    case HG_CONDITION_HOLDS:
        return HG_JUNIT_PASS;
    case HG_CONDITION_FAILS:
        return HG_JUNIT_FAILURE;
    case HG_CONDITION_UNKNOWN:
        break;
    }
    return HG_JUNIT_ERROR;
}

int64_t hg_junit_time_ms(const struct hg_result *result)
{
    return (hg_attempts_total_us(result) + HG_US_PER_MS / 2) / HG_US_PER_MS;
}

static struct hg_junit_suite *add_suite(struct hg_junit_plan *plan, const char *name)
{
    plan->suites = hg_memory_grow(plan->suites, plan->suite_count, sizeof *plan->suites);
    struct hg_junit_suite *suite = &plan->suites[plan->suite_count++];
    *suite = (struct hg_junit_suite){.name = name};
    return suite;
}

/* The number of the group's suite, which is made when it is new. */
static uint32_t find_suite(struct hg_junit_plan *plan, struct hg_hash_table *groups,
                           const char *group)
{
    uint32_t number;
    if (!hg_hash_table_find(groups, group, &number)) {
        number = (uint32_t)plan->suite_count;
        add_suite(plan, group);
        hg_hash_table_set(groups, group, number);
    }
    return number;
}

/* `suite_of` has the number of the suite of each result. */
static void count_suites(struct hg_junit_plan *plan, const struct hg_run *run,
                         uint32_t *suite_of)
{
    struct hg_hash_table groups = {0};     /* to the number of the suite */
    const struct hg_origin *origin = NULL; /* many targets in a row have the same */
    uint32_t number = 0;
    for (size_t i = 0; i < run->count; i++) {
        if (run->targets[i].origin != origin) {
            origin = run->targets[i].origin;
            number = find_suite(plan, &groups,
                                origin->group == NULL ? default_group : origin->group);
        }
        suite_of[i] = number;
        struct hg_junit_suite *suite = &plan->suites[number];
        const enum hg_junit_kind kind = hg_junit_kind_of(run, &run->results[i]);
        suite->count++;
        suite->kinds[kind]++;
        suite->time_ms += hg_junit_time_ms(&run->results[i]);
        plan->kinds[kind]++;
    }
    hg_hash_table_release(&groups);
}

static void count_conditions(struct hg_junit_plan *plan, const struct hg_run *run)
{
    plan->conditions = (struct hg_junit_suite){
        .name = "gate", .count = run->settings->gate.conditions.count};
    for (size_t i = 0; i < plan->conditions.count; i++) {
        const enum hg_junit_kind kind = hg_junit_condition_kind(&run->conditions[i]);
        plan->conditions.kinds[kind]++;
        plan->kinds[kind]++;
    }
}

/* A stable counting sort by suite. */
static void sort_results(struct hg_junit_plan *plan, size_t count,
                         const uint32_t *suite_of)
{
    plan->order = hg_memory_new(count, sizeof(*plan->order));
    size_t *next = hg_memory_new(plan->suite_count + 1, sizeof(*next));
    for (size_t i = 0; i < plan->suite_count; i++) {
        plan->suites[i].first = next[i];
        next[i + 1] = next[i] + plan->suites[i].count;
    }
    for (size_t i = 0; i < count; i++)
        plan->order[next[suite_of[i]]++] = (uint32_t)i;
    free(next);
}

void hg_junit_plan_init(struct hg_junit_plan *plan, const struct hg_run *run)
{
    *plan = (struct hg_junit_plan){0};
    uint32_t *suite_of = hg_memory_new(run->count, sizeof(*suite_of));
    count_suites(plan, run, suite_of);
    if (plan->suite_count > 1)
        sort_results(plan, run->count, suite_of);
    count_conditions(plan, run);
    free(suite_of);
}

void hg_junit_plan_release(struct hg_junit_plan *plan)
{
    free(plan->suites);
    free(plan->order);
    *plan = (struct hg_junit_plan){0};
}

size_t hg_junit_plan_at(const struct hg_junit_plan *plan, size_t position)
{
    return plan->order == NULL ? position : plan->order[position];
}

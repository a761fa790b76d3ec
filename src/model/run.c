/* SPDX-License-Identifier: MIT */
/* run: life cycle and summary of a check of all targets. */
#include "headgate/run.h"

#include "headgate/baseline.h"
#include "headgate/waiver.h"

#include "headgate/clock.h"
#include "headgate/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/random.h>

#include "headgate/summary.h"

#include "headgate/banned.h"

static void make_id(char *id, size_t size)
{
    const int64_t now_us = hg_clock_wall_us();
    uint32_t noise = 0;
    /* Before the kernel has random numbers, the microseconds have to do. */
    if (getrandom(&noise, sizeof(noise), GRND_NONBLOCK) != (ssize_t)sizeof(noise))
        noise = (uint32_t)now_us;
    char stamp[HG_RUN_ID_SIZE - 8];
    hg_clock_format(now_us, "%Y%m%dT%H%M%SZ", stamp, sizeof(stamp));
    snprintf(id, size, "%s-%06x", stamp, noise & 0xffffffU);
}

void hg_run_init(struct hg_run *run, const struct hg_target *targets, size_t count,
                 const struct hg_settings *settings)
{
    memset(run, 0, sizeof(*run));
    make_id(run->id, sizeof(run->id));
    run->settings = settings;
    run->targets = targets;
    run->count = count;
    run->results = hg_memory_new(count, sizeof(*run->results));
    hg_certificate_store_init(&run->certificates);
    for (size_t i = 0; i < count; i++)
        hg_result_init(&run->results[i]);
}

void hg_run_release(struct hg_run *run)
{
    if (run == NULL)
        return;
    for (size_t i = 0; i < run->count; i++)
        hg_result_release(&run->results[i]);
    for (size_t i = 0; run->canary_results != NULL && i < run->canary_count; i++)
        hg_result_release(&run->canary_results[i]);
    free(run->canary_results);
    free(run->results);
    free(run->conditions);
    hg_certificate_store_release(&run->certificates);
    hg_arena_release(&run->arena);
    memset(run, 0, sizeof(*run));
}

void hg_run_add_attempt(struct hg_run *run, size_t index, struct hg_reply *reply,
                        const struct hg_verdict *verdict)
{
    struct hg_result *result = &run->results[index];
    hg_result_add_attempt(result, &run->targets[index], reply, verdict);
    result->certificate_problem = (uint8_t)reply->certificate_problem;
    result->certificate =
        hg_certificate_store_take(&run->certificates, reply->certificate);
    reply->certificate = NULL;
}

void hg_run_settle(struct hg_run *run, size_t index)
{
    const struct hg_settings *settings = run->settings;
    const struct hg_baseline_rules rules = {settings->gate.fail_on,
                                            settings->baseline_slower};
    hg_result_apply_maintenance(&run->results[index],
                                &run->targets[index].policy->maintenance);
    hg_waiver_apply(hg_target_get_extra(&run->targets[index])->waiver,
                    &run->results[index], run->started_at_us);
    if (settings->baseline != NULL)
        hg_baseline_compare(&rules, &run->targets[index], &run->results[index]);
    run->results[index].is_final = true;
}

static void count_for_gate(const struct hg_run *run, struct hg_gate_counts *counts)
{
    *counts = (struct hg_gate_counts){0};
    for (size_t i = 0; i < run->count; i++) {
        const struct hg_result *result = &run->results[i];
        counts->outcomes[result->outcome]++;
        counts->changes[result->change]++;
        counts->known[result->outcome] += result->change == HG_CHANGE_KNOWN ? 1 : 0;
        counts->excused += result->is_waived || result->is_in_maintenance ? 1 : 0;
    }
}

/* A run that is offline is unknown, whatever its results. */
static void judge_gate(struct hg_run *run)
{
    const struct hg_gate *gate = &run->settings->gate;
    struct hg_gate_counts counts;
    count_for_gate(run, &counts);
    hg_gate_judge(gate, &counts, &run->gate);
    hg_gate_judge_conditions(run->conditions, gate->conditions.count, &run->gate);
    if (run->offline_reason[0] == '\0')
        return;
    run->gate.state = HG_GATE_UNKNOWN;
    run->gate.tolerated &= ~(1U << HG_OUTCOME_UNKNOWN);
    snprintf(run->gate.reason, sizeof run->gate.reason, "%s", run->offline_reason);
}

void hg_run_summarise(struct hg_run *run)
{
    const struct hg_conditions *conditions = &run->settings->gate.conditions;
    const struct hg_judged_results results = {
        .targets = run->targets,
        .results = run->results,
        .count = run->count,
        .summary = &run->summary,
        .started_at_us = run->started_at_us,
    };
    hg_summary_make(&run->summary, run->results, run->count);
    run->conditions =
        hg_memory_resize(run->conditions, conditions->count, sizeof *run->conditions);
    for (size_t i = 0; i < conditions->count; i++)
        hg_condition_judge(&conditions->items[i], &results, &run->conditions[i]);
    judge_gate(run);
}

void hg_profile_add_phases(struct hg_profile *profile, const struct hg_phases *phases)
{
    const int32_t all[HG_PROFILE_PHASE_COUNT] = {
        [HG_PROFILE_RESOLVE] = phases->resolve_us,
        [HG_PROFILE_CONNECT] = phases->connect_us,
        [HG_PROFILE_TLS] = phases->tls_us,
        [HG_PROFILE_FIRST_BYTE] = phases->wait_us,
        [HG_PROFILE_TRANSFER] = phases->transfer_us,
    };
    for (size_t i = 0; i < HG_PROFILE_PHASE_COUNT; i++)
        profile->phases_us[i] += all[i] > 0 ? all[i] : 0;
}

int64_t hg_profile_other_us(const struct hg_profile *profile)
{
    int64_t other_us = profile->attempting_us;
    for (size_t i = 0; i < HG_PROFILE_PHASE_COUNT; i++)
        other_us -= profile->phases_us[i];
    return other_us > 0 ? other_us : 0;
}

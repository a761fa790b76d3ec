/* SPDX-License-Identifier: MIT */
/* uptime_totals: what follows from targets and incidents of an uptime that is made for a
 * test. */
#include "uptime_totals.h"

#include <stdbool.h>
#include <stdlib.h>

#include "headgate/units.h"

struct hg_latency uptime_latency(int64_t count, int64_t p50_us)
{
    if (count == 0)
        return (struct hg_latency){0, -1, -1, -1};
    return (struct hg_latency){count, p50_us, p50_us * 2, p50_us * 5};
}

int64_t uptime_answered(const struct hg_tally *tally)
{
    return tally->checks[HG_OUTCOME_UP] + tally->checks[HG_OUTCOME_FLAKY] +
           tally->checks[HG_OUTCOME_DEGRADED];
}

struct hg_sla uptime_sla(const struct hg_tally *tally, struct hg_share promised)
{
    int64_t length_us = 0;
    if (promised.whole == 0)
        return (struct hg_sla){0};
    for (int i = HG_OUTCOME_UP; i <= HG_OUTCOME_DOWN; i++)
        length_us += tally->time_us[i];
    const int64_t budget_us =
        length_us / promised.whole * (promised.whole - promised.part);
    const int64_t used_us = tally->time_us[HG_OUTCOME_DOWN];
    return (struct hg_sla){
        .is_set = true,
        .promised = promised,
        .budget_us = budget_us,
        .used_us = used_us,
        .left_us = budget_us - used_us,
        .is_met = used_us <= budget_us,
        .check_interval_us = UPTIME_STEP_US,
        .is_provable = UPTIME_STEP_US <= budget_us,
    };
}

static bool is_worse(const struct hg_uptime_target *a, const struct hg_uptime_target *b)
{
    if ((a->outcome == HG_OUTCOME_DOWN) != (b->outcome == HG_OUTCOME_DOWN))
        return a->outcome == HG_OUTCOME_DOWN;
    return hg_share_compare(hg_tally_by_time(&a->tally), hg_tally_by_time(&b->tally)) < 0;
}

/* Few of them: the place of each is found by counting. */
static void make_order(struct hg_uptime *uptime)
{
    uptime->order = hg_arena_new(&uptime->arena, uptime->target_count, sizeof(size_t));
    for (size_t i = 0; i < uptime->target_count; i++) {
        size_t at = i;
        for (; at > 0 &&
               is_worse(&uptime->targets[i], &uptime->targets[uptime->order[at - 1]]);
             at--)
            uptime->order[at] = uptime->order[at - 1];
        uptime->order[at] = i;
    }
}

static int compare_incidents(const void *left, const void *right)
{
    const struct hg_incident *a = left;
    const struct hg_incident *b = right;
    if (a->opened_us != b->opened_us)
        return a->opened_us > b->opened_us ? -1 : 1;
    return a->id < b->id ? -1 : 1;
}

static void make_outages(struct hg_uptime *uptime)
{
    if (uptime->incident_count == 0)
        return;
    uptime->outages =
        hg_arena_new(&uptime->arena, uptime->incident_count, sizeof *uptime->outages);
    qsort(uptime->incidents, uptime->incident_count, sizeof *uptime->incidents,
          compare_incidents);
    for (size_t i = 0; i < uptime->incident_count; i++) {
        const struct hg_incident *incident = &uptime->incidents[i];
        struct hg_uptime_target *target = &uptime->targets[incident->target];
        if (target->incident == NULL) /* the newest first */
            target->incident = incident;
        struct hg_outage *outage =
            uptime->outage_count == 0 ? NULL : &uptime->outages[uptime->outage_count - 1];
        if (outage == NULL || outage->opened_us != incident->opened_us) {
            outage = &uptime->outages[uptime->outage_count++];
            *outage = (struct hg_outage){.first = i, .opened_us = incident->opened_us};
        }
        outage->count++;
        if (incident->closed_us == 0 || incident->closed_us > outage->closed_us)
            outage->closed_us = incident->closed_us;
    }
}

static void make_groups(struct hg_uptime *uptime, struct hg_share promised)
{
    uptime->groups = hg_arena_new(&uptime->arena, 2, sizeof *uptime->groups);
    uptime->groups[0].name = "default";
    uptime->groups[1].name = "shop";
    for (size_t i = 0; i < uptime->target_count; i++) {
        const struct hg_uptime_target *target = &uptime->targets[i];
        struct hg_uptime_group *group = &uptime->groups[target->group == NULL ? 0 : 1];
        group->count++;
        hg_tally_add(&group->tally, &target->tally);
        hg_tally_add(&group->before, &target->before);
    }
    uptime->group_count = uptime->groups[1].count > 0 ? 2 : 1;
    if (uptime->group_count > 1)
        uptime->groups[1].sla = uptime_sla(&uptime->groups[1].tally, promised);
}

static void add_up(struct hg_uptime *uptime)
{
    for (size_t i = 0; i < uptime->target_count; i++) {
        const struct hg_uptime_target *target = &uptime->targets[i];
        hg_tally_add(&uptime->tally, &target->tally);
        hg_tally_add(&uptime->before_tally, &target->before);
        uptime->now[hg_uptime_outcome_now(target)]++;
        uptime->recovered_count += target->is_recovered ? 1 : 0;
    }
    const int64_t count = uptime_answered(&uptime->tally);
    uptime->latency = uptime_latency(count, 90 * HG_US_PER_MS);
    uptime->latency_before = uptime_latency(count, 85 * HG_US_PER_MS);
}

void uptime_conclude(struct hg_uptime *uptime, struct hg_share promised)
{
    make_order(uptime);
    make_outages(uptime);
    make_groups(uptime, promised);
    add_up(uptime);
}

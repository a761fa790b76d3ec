/* SPDX-License-Identifier: MIT */
/* uptime_groups: sums over targets, and what becomes of an SLA. */
#include "history/query/uptime_groups.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/memory.h"

#include "headgate/banned.h"

/* The part of the time that may be missing, rounded down. Shares have at most eight digits, so this does not
 * overflow. */
static int64_t budget_of(int64_t time_us, struct hg_share promised)
{
    const int64_t missing = promised.whole - promised.part;
    return time_us / promised.whole * missing +
           time_us % promised.whole * missing / promised.whole;
}

static int64_t divided(int64_t value, int64_t by)
{
    return value / by - (value % by < 0);
}

void hg_sla_measure(struct hg_sla *sla, struct hg_share promised,
                    const struct hg_tally *tally, size_t count, int64_t check_interval_us)
{
    *sla = (struct hg_sla){0};
    if (promised.whole == 0 || count == 0)
        return;
    const int64_t time_us = hg_tally_coverage(tally).part;
    const int64_t budget_us = budget_of(time_us, promised);
    const int64_t left_us = budget_us - tally->time_us[HG_OUTCOME_DOWN];
    sla->is_set = true;
    sla->promised = promised;
    sla->budget_us = budget_us / (int64_t)count;
    sla->left_us = divided(left_us, (int64_t)count);
    sla->used_us = sla->budget_us - sla->left_us;
    sla->is_met = left_us >= 0;
    sla->check_interval_us = check_interval_us;
    sla->is_provable = check_interval_us > 0 && check_interval_us <= budget_us;
}

static const char *group_of(const struct hg_uptime_target *target)
{
    return target->group == NULL ? "default" : target->group;
}

static int compare_names(const void *a, const void *b)
{
    const char *const *first = a;
    const char *const *second = b;
    return strcmp(*first, *second);
}

static struct hg_uptime_group *find_group(const struct hg_uptime *uptime,
                                          const char *name)
{
    size_t first = 0;
    size_t end = uptime->group_count;
    while (end - first > 1) {
        const size_t middle = first + (end - first) / 2;
        if (strcmp(uptime->groups[middle].name, name) <= 0)
            first = middle;
        else
            end = middle;
    }
    return &uptime->groups[first];
}

/* Their names, each once. */
static void make_groups(struct hg_uptime *uptime)
{
    const size_t count = uptime->target_count;
    const char **names = hg_memory_new(count + 1, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = group_of(&uptime->targets[i]);
    qsort(names, count, sizeof *names, compare_names);
    uptime->groups = hg_arena_new(&uptime->arena, count + 1, sizeof *uptime->groups);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || strcmp(names[i], names[i - 1]) != 0)
            uptime->groups[uptime->group_count++].name = names[i];
    }
    free(names);
}

static struct hg_share promise_of(const struct hg_group_slas *slas, const char *group)
{
    for (size_t i = 0; slas != NULL && i < slas->count; i++) {
        if (strcmp(slas->items[i].group, group) == 0)
            return slas->items[i].promised;
    }
    return (struct hg_share){0, 0};
}

static void add_target(struct hg_uptime *uptime, const struct hg_uptime_target *target)
{
    struct hg_uptime_group *group = find_group(uptime, group_of(target));
    group->count++;
    hg_tally_add(&group->tally, &target->tally);
    hg_tally_add(&group->before, &target->before);
    hg_tally_add(&uptime->tally, &target->tally);
    hg_tally_add(&uptime->before_tally, &target->before);
    /* The longest interval is what the group's figures can prove. */
    if (target->interval_us > group->sla.check_interval_us)
        group->sla.check_interval_us = target->interval_us;
    uptime->now[hg_uptime_outcome_now(target)]++;
    uptime->recovered_count += target->is_recovered ? 1 : 0;
}

struct rank {
    size_t index;
    bool is_down;
    struct hg_share share;
};

static int compare_ranks(const void *a, const void *b)
{
    const struct rank *first = a;
    const struct rank *second = b;
    if (first->is_down != second->is_down)
        return first->is_down ? -1 : 1;
    const int order = hg_share_compare(first->share, second->share);
    if (order != 0)
        return order;
    return (first->index > second->index) - (first->index < second->index);
}

static void make_order(struct hg_uptime *uptime)
{
    const size_t count = uptime->target_count;
    struct rank *ranks = hg_memory_new(count + 1, sizeof *ranks);
    for (size_t i = 0; i < count; i++) {
        const struct hg_uptime_target *target = &uptime->targets[i];
        ranks[i] = (struct rank){i, hg_uptime_outcome_now(target) == HG_OUTCOME_DOWN,
                                 hg_tally_by_time(&target->tally)};
    }
    qsort(ranks, count, sizeof *ranks, compare_ranks);
    uptime->order = hg_arena_new(&uptime->arena, count + 1, sizeof *uptime->order);
    for (size_t i = 0; i < count; i++)
        uptime->order[i] = ranks[i].index;
    free(ranks);
}

void hg_uptime_groups_make(struct hg_uptime *uptime, const struct hg_group_slas *slas)
{
    make_groups(uptime);
    for (size_t i = 0; i < uptime->target_count; i++)
        add_target(uptime, &uptime->targets[i]);
    for (size_t i = 0; i < uptime->group_count; i++) {
        struct hg_uptime_group *group = &uptime->groups[i];
        hg_sla_measure(&group->sla, promise_of(slas, group->name), &group->tally,
                       group->count, group->sla.check_interval_us);
    }
    make_order(uptime);
}

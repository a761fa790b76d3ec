/* SPDX-License-Identifier: MIT */
/* outline_slas: service levels, groups, periods without checks, and certificates. */
#include "uptime/outline_walk.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/memory.h"
#include "headgate/units.h"

#include "headgate/banned.h"

#define US_PER_DAY         (INT64_C(86400) * HG_US_PER_S)
#define CERTIFICATE_DAYS   30
#define CERTIFICATE_URGENT 7

struct sla_entry {
    const struct hg_sla *sla;
    const struct hg_tally *tally;
};

static void begin_sla(struct hg_walk *walk, const struct hg_sla *sla)
{
    if (!sla->is_met)
        hg_walk_begin(walk, HG_TONE_BAD, "missed");
    else if (sla->is_provable)
        hg_walk_begin(walk, HG_TONE_GOOD, "kept");
    else
        hg_walk_begin(walk, HG_TONE_UNKNOWN, "not verifiable");
}

static bool show_sla(struct hg_walk *walk, const char *prefix, const char *name,
                     const struct sla_entry *sla_entry)
{
    const struct hg_sla *sla = sla_entry->sla;
    const int decimals = hg_uptime_format_decimals(sla);
    begin_sla(walk, sla);
    hg_buf_printf(&walk->title, "%s%s", prefix, name);
    hg_share_format(hg_tally_by_time(sla_entry->tally), decimals, walk->cells[0]);
    hg_share_format(sla->promised, decimals, walk->cells[1]);
    hg_uptime_format_duration(sla->budget_us, walk->cells[2]);
    hg_uptime_format_duration(sla->left_us, walk->cells[3]);
    if (!hg_walk_show(walk))
        return false;
    walk->shown_count++;
    return true;
}

size_t hg_outline_count_slas(const struct hg_uptime *uptime)
{
    size_t count = 0;
    for (size_t i = 0; i < uptime->group_count; i++)
        count += uptime->groups[i].sla.is_set ? 1 : 0;
    for (size_t i = 0; i < uptime->target_count; i++)
        count += uptime->targets[i].sla.is_set ? 1 : 0;
    return count;
}

struct range {
    int64_t least_us;
    int64_t most_us;
    bool has_unverifiable;
};

static void add_to_range(struct range *range, const struct hg_sla *sla)
{
    const int64_t us = sla->check_interval_us;
    if (!sla->is_set)
        return;
    range->has_unverifiable |= !sla->is_provable;
    if (us > 0 && (range->least_us == 0 || us < range->least_us))
        range->least_us = us;
    if (us > range->most_us)
        range->most_us = us;
}

void hg_outline_note_slas(const struct hg_uptime *uptime, struct hg_buf *out)
{
    struct range range = {0};
    char least[HG_UPTIME_FORMAT_SIZE];
    char most[HG_UPTIME_FORMAT_SIZE];
    for (size_t i = 0; i < uptime->group_count; i++)
        add_to_range(&range, &uptime->groups[i].sla);
    for (size_t i = 0; i < uptime->target_count; i++)
        add_to_range(&range, &uptime->targets[i].sla);
    hg_uptime_format_duration(range.least_us, least);
    hg_uptime_format_duration(range.most_us, most);
    if (range.most_us == 0) {
        hg_buf_add_text(out, "Too few checks to verify anything: the check interval is "
                             "unknown.");
        return;
    }
    hg_buf_printf(out, "Checked every %s", least);
    if (strcmp(least, most) != 0)
        hg_buf_printf(out, " to %s", most);
    hg_buf_add_text(out, ": shorter outages may go unseen.");
    if (range.has_unverifiable)
        hg_buf_add_text(out, " A budget that is shorter than the check interval can't be "
                             "verified.");
}

void hg_outline_show_slas(struct hg_walk *walk)
{
    const struct hg_uptime *uptime = walk->uptime;
    for (size_t i = 0; i < uptime->group_count; i++) {
        const struct hg_uptime_group *group = &uptime->groups[i];
        const struct sla_entry sla_entry = {&group->sla, &group->tally};
        if (group->sla.is_set && !show_sla(walk, "Group ", group->name, &sla_entry))
            return;
    }
    for (size_t i = 0; i < uptime->target_count; i++) {
        const struct hg_uptime_target *target = &uptime->targets[uptime->order[i]];
        const struct sla_entry sla_entry = {&target->sla, &target->tally};
        if (target->sla.is_set && !show_sla(walk, "", target->name, &sla_entry))
            return;
    }
}

/* One group is what the report is about anyway. */
size_t hg_outline_count_groups(const struct hg_uptime *uptime)
{
    return uptime->group_count > 1 ? uptime->group_count : 0;
}

void hg_outline_show_groups(struct hg_walk *walk)
{
    for (size_t i = 0; i < walk->uptime->group_count; i++) {
        const struct hg_uptime_group *group = &walk->uptime->groups[i];
        const int decimals = hg_uptime_format_decimals(&group->sla);
        hg_walk_begin(walk, HG_TONE_PLAIN, NULL);
        walk->entry.title = group->name;
        hg_share_format(hg_tally_by_time(&group->tally), decimals, walk->cells[0]);
        hg_share_format(hg_tally_by_time(&group->before), decimals, walk->cells[1]);
        if (strcmp(walk->cells[0], walk->cells[1]) == 0)
            walk->cells[1][0] = '\0';
        snprintf(walk->cells[2], HG_UPTIME_FORMAT_SIZE, "%zu", group->count);
        if (!hg_walk_show(walk))
            return;
        walk->shown_count++;
    }
}

size_t hg_outline_count_gaps(const struct hg_uptime *uptime)
{
    return uptime->gap_count;
}

void hg_outline_show_gaps(struct hg_walk *walk)
{
    for (size_t i = 0; i < walk->uptime->gap_count; i++) {
        const struct hg_gap *gap = &walk->uptime->gaps[i];
        hg_walk_begin(walk, HG_TONE_UNKNOWN, "unknown");
        hg_uptime_format_interval(walk->uptime, gap->begin_us, gap->end_us, &walk->title);
        hg_uptime_format_duration(gap->end_us - gap->begin_us, walk->cells[0]);
        if (gap->last_run_us > 0) {
            char time[HG_UPTIME_FORMAT_SIZE];
            hg_uptime_format_time(walk->uptime, gap->last_run_us, time);
            hg_buf_printf(&walk->details, "the last run before it began %s", time);
        }
        if (!hg_walk_show(walk))
            return;
        walk->shown_count++;
    }
}

struct ending {
    int64_t end_us;
    size_t target;
};

static bool ends_soon(const struct hg_uptime *uptime,
                      const struct hg_uptime_target *target)
{
    return target->certificate_end_us > 0 &&
           target->certificate_end_us - uptime->generated_us <
               CERTIFICATE_DAYS * US_PER_DAY;
}

static int compare_endings(const void *left, const void *right)
{
    const struct ending *a = left;
    const struct ending *b = right;
    if (a->end_us != b->end_us)
        return a->end_us < b->end_us ? -1 : 1;
    return a->target < b->target ? -1 : a->target > b->target;
}

static bool show_certificate(struct hg_walk *walk, const struct ending *ending)
{
    const struct hg_uptime_target *target = &walk->uptime->targets[ending->target];
    const int64_t left_us = ending->end_us - walk->uptime->generated_us;
    const int64_t days = left_us / US_PER_DAY;
    const bool is_over = left_us <= 0;
    const bool is_urgent = is_over || days < CERTIFICATE_URGENT;
    hg_walk_begin(walk, is_urgent ? HG_TONE_BAD : HG_TONE_WARNING,
                  is_over ? "ended" : (is_urgent ? "urgent" : "soon"));
    walk->entry.title = target->name;
    walk->entry.url = target->url;
    snprintf(walk->cells[0], HG_UPTIME_FORMAT_SIZE, "%" PRId64, days);
    hg_uptime_format_time(walk->uptime, ending->end_us, walk->cells[1]);
    return hg_walk_show(walk);
}

size_t hg_outline_count_certificates(const struct hg_uptime *uptime)
{
    size_t count = 0;
    for (size_t i = 0; i < uptime->target_count; i++)
        count += ends_soon(uptime, &uptime->targets[i]) ? 1 : 0;
    return count;
}

void hg_outline_show_certificates(struct hg_walk *walk)
{
    const struct hg_uptime *uptime = walk->uptime;
    struct ending *endings = hg_memory_new(walk->section->count, sizeof *endings);
    size_t count = 0;
    for (size_t i = 0; i < uptime->target_count; i++) {
        if (ends_soon(uptime, &uptime->targets[i]))
            endings[count++] = (struct ending){uptime->targets[i].certificate_end_us, i};
    }
    qsort(endings, count, sizeof *endings, compare_endings);
    while (walk->shown_count < count &&
           show_certificate(walk, &endings[walk->shown_count]))
        walk->shown_count++;
    free(endings);
}

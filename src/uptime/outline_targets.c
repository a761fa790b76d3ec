/* SPDX-License-Identifier: MIT */
/* outline_targets: single targets: their state now, and their figures in the period. */
#include "uptime/outline_walk.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

static enum hg_tone tone_of(enum hg_outcome outcome)
{
    switch (outcome) {
    case HG_OUTCOME_UP:
        return HG_TONE_GOOD;
    case HG_OUTCOME_FLAKY:
    case HG_OUTCOME_DEGRADED:
        return HG_TONE_WARNING;
    case HG_OUTCOME_DOWN:
        return HG_TONE_BAD;
    case HG_OUTCOME_SKIPPED:
        return HG_TONE_PLANNED;
    case HG_OUTCOME_UNKNOWN:
    case HG_OUTCOME_COUNT:
        break;
    }
    return HG_TONE_UNKNOWN;
}

/* Begin an entry about a target: tone and word of what it is now, name and URL. */
static void begin_target(struct hg_walk *walk, const struct hg_uptime_target *target)
{
    const enum hg_outcome outcome = hg_uptime_outcome_now(target);
    hg_walk_begin(walk, tone_of(outcome), hg_outcome_word(outcome));
    walk->entry.title = target->name;
    walk->entry.url = target->url;
}

static bool is_unknown(const struct hg_uptime_target *target)
{
    return hg_uptime_outcome_now(target) == HG_OUTCOME_UNKNOWN;
}

static bool is_down(const struct hg_uptime_target *target)
{
    return hg_uptime_outcome_now(target) == HG_OUTCOME_DOWN;
}

static bool is_recovered(const struct hg_uptime_target *target)
{
    return target->is_recovered;
}

static size_t count_targets(const struct hg_uptime *uptime,
                            bool (*is_meant)(const struct hg_uptime_target *target))
{
    size_t count = 0;
    for (size_t i = 0; i < uptime->target_count; i++)
        count += is_meant(&uptime->targets[i]) ? 1 : 0;
    return count;
}

/* Worst first. */
static void show_targets(struct hg_walk *walk,
                         bool (*is_meant)(const struct hg_uptime_target *target),
                         void (*fill)(struct hg_walk *walk,
                                      const struct hg_uptime_target *target))
{
    const struct hg_uptime *uptime = walk->uptime;
    for (size_t i = 0; i < uptime->target_count; i++) {
        const struct hg_uptime_target *target = &uptime->targets[uptime->order[i]];
        if (!is_meant(target))
            continue;
        begin_target(walk, target);
        fill(walk, target);
        if (!hg_walk_show(walk))
            return;
        walk->shown_count++;
    }
}

static void begin_line(struct hg_buf *out)
{
    if (out->len > 0)
        hg_buf_add_char(out, '\n');
}

/* What the last result says where it is not that the target is down, and what came after the period. */
static void describe_doubt(struct hg_walk *walk, const struct hg_uptime_target *target)
{
    char time[HG_UPTIME_FORMAT_SIZE];
    if (target->outcome == HG_OUTCOME_UNKNOWN) {
        begin_line(&walk->details);
        hg_buf_printf(&walk->details, "the last check had no verdict: %s",
                      target->reason);
    }
    if (target->is_stale) {
        hg_uptime_format_time(walk->uptime, target->last_check_us, time);
        begin_line(&walk->details);
        hg_buf_printf(&walk->details, "not checked since %s", time);
    }
    if (target->is_in_incident && target->incident->closed_us != 0) {
        hg_uptime_format_time(walk->uptime, target->incident->closed_us, time);
        begin_line(&walk->details);
        hg_buf_printf(&walk->details, "over since %s, after the period", time);
    }
}

static void fill_down(struct hg_walk *walk, const struct hg_uptime_target *target)
{
    const bool is_known = target->outcome == HG_OUTCOME_DOWN;
    /* Only a damaged history has none. */
    const struct hg_incident *incident = target->is_in_incident ? target->incident : NULL;
    const int64_t lasted_us = incident == NULL
                                  ? walk->uptime->period.end_us - target->since_us
                                  : incident->duration_us;
    hg_uptime_format_duration(lasted_us, walk->cells[0]);
    hg_uptime_format_time(walk->uptime, target->since_us, walk->cells[1]);
    if (is_known || incident == NULL) {
        walk->entry.cells[2] = hg_cause_word(target->cause);
        hg_buf_add_text(&walk->details, target->reason);
    } else {
        walk->entry.cells[2] = hg_cause_word(incident->cause);
        hg_buf_add_text(&walk->details, incident->reason);
    }
    describe_doubt(walk, target);
}

static void fill_recovered(struct hg_walk *walk, const struct hg_uptime_target *target)
{
    hg_uptime_format_duration(target->incident->duration_us, walk->cells[0]);
    hg_uptime_format_time(walk->uptime, target->incident->closed_us, walk->cells[1]);
    if (target->incident_count > 1)
        hg_buf_printf(&walk->details, "the last of %zu incidents",
                      target->incident_count);
}

static void fill_stale(struct hg_walk *walk, const struct hg_uptime_target *target)
{
    const bool has_no_verdict = target->outcome == HG_OUTCOME_UNKNOWN;
    const int64_t since_us = has_no_verdict ? target->since_us : target->last_check_us;
    if (target->last_check_us == 0)
        hg_buf_add_text(&walk->details, "never checked before the end of the period");
    else if (has_no_verdict)
        hg_buf_add_text(&walk->details, target->reason);
    else
        hg_buf_printf(&walk->details, "%s when it was last checked",
                      hg_outcome_word(target->outcome));
    if (since_us > 0)
        hg_uptime_format_duration(walk->uptime->period.end_us - since_us, walk->cells[0]);
    else
        snprintf(walk->cells[0], HG_UPTIME_FORMAT_SIZE, "-");
    hg_uptime_format_time(walk->uptime, target->last_check_us, walk->cells[1]);
}

static void describe_incidents(const struct hg_uptime_target *target, struct hg_buf *out)
{
    char time[HG_UPTIME_FORMAT_SIZE];
    if (target->incident_count == 0)
        return;
    hg_uptime_format_duration(target->longest_us, time);
    hg_uptime_format_join(out, "%zu incident%s", target->incident_count,
                          target->incident_count == 1 ? "" : "s");
    if (target->incident_count > 1)
        hg_uptime_format_join(out, "the longest %s", time);
    if (target->repair_us >= 0) {
        hg_uptime_format_duration(target->repair_us, time);
        hg_uptime_format_join(out, "recovered in %s%s", time,
                              target->incident_count > 1 ? " on average" : "");
    }
    if (target->between_us >= 0) {
        hg_uptime_format_duration(target->between_us, time);
        hg_uptime_format_join(out, "%s between", time);
    }
    hg_buf_add_char(out, '\n');
}

static void describe_time(const struct hg_uptime_target *target, int64_t us,
                          const char *label, struct hg_buf *out)
{
    char time[HG_UPTIME_FORMAT_SIZE];
    if (hg_uptime_format_is_noise(target, us))
        return;
    hg_uptime_format_duration(us, time);
    hg_uptime_format_join(out, "%s %s", label, time);
}

static void describe_checks(int64_t checks, const char *label, struct hg_buf *out)
{
    if (checks > 0)
        hg_uptime_format_join(out, "%" PRId64 " check%s %s", checks,
                              checks == 1 ? "" : "s", label);
}

/* Only what was otherwise than the cells say; and nothing where there is nothing to compare any target with. */
static void describe_before(struct hg_walk *walk, const struct hg_uptime_target *target)
{
    const struct hg_share share = hg_tally_by_time(&target->before);
    struct hg_buf *out = &walk->details;
    char percent[HG_SHARE_SIZE];
    char p95[HG_UPTIME_FORMAT_SIZE];
    if (share.whole == 0) {
        if (hg_tally_by_time(&walk->uptime->before_tally).whole > 0)
            hg_uptime_format_join(out, "no results before");
        return;
    }
    hg_share_format(share, hg_uptime_format_decimals(&target->sla), percent);
    hg_uptime_format_latency(target->latency_before.p95_us, p95);
    const bool has_percent = strcmp(percent, walk->cells[0]) != 0;
    const bool has_p95 =
        target->latency_before.count > 0 && strcmp(p95, walk->cells[3]) != 0;
    if (has_percent || has_p95)
        hg_uptime_format_join(out, "before: %s%s%s%s", has_percent ? percent : "",
                              has_percent && has_p95 ? ", " : "", has_p95 ? "p95 " : "",
                              has_p95 ? p95 : "");
}

static void fill_target(struct hg_walk *walk, const struct hg_uptime_target *target)
{
    const struct hg_tally *tally = &target->tally;
    hg_share_format(hg_tally_by_time(tally), hg_uptime_format_decimals(&target->sla),
                    walk->cells[0]);
    hg_uptime_format_checks(tally, walk->cells[1]);
    hg_uptime_format_duration(tally->time_us[HG_OUTCOME_DOWN], walk->cells[2]);
    hg_uptime_format_latency(target->latency.p95_us, walk->cells[3]);
    walk->entry.target = target;
    if (hg_uptime_outcome_now(target) == HG_OUTCOME_DEGRADED && target->reason[0] != '\0')
        hg_buf_printf(&walk->details, "%s\n", target->reason);
    describe_incidents(target, &walk->details);
    describe_checks(tally->checks[HG_OUTCOME_FLAKY], "flaky", &walk->details);
    describe_checks(tally->checks[HG_OUTCOME_DEGRADED], "degraded", &walk->details);
    describe_time(target, tally->time_us[HG_OUTCOME_UNKNOWN], "unknown", &walk->details);
    describe_time(target, tally->time_us[HG_OUTCOME_SKIPPED], "skipped", &walk->details);
    describe_time(target, tally->maintenance_us, "maintenance", &walk->details);
    describe_before(walk, target);
}

static bool is_any(const struct hg_uptime_target *target)
{
    (void)target;
    return true;
}

size_t hg_outline_count_down(const struct hg_uptime *uptime)
{
    return count_targets(uptime, is_down);
}

void hg_outline_show_down(struct hg_walk *walk)
{
    show_targets(walk, is_down, fill_down);
}

size_t hg_outline_count_recovered(const struct hg_uptime *uptime)
{
    return count_targets(uptime, is_recovered);
}

void hg_outline_show_recovered(struct hg_walk *walk)
{
    show_targets(walk, is_recovered, fill_recovered);
}

size_t hg_outline_count_stale(const struct hg_uptime *uptime)
{
    return count_targets(uptime, is_unknown);
}

void hg_outline_show_stale(struct hg_walk *walk)
{
    show_targets(walk, is_unknown, fill_stale);
}

size_t hg_outline_count_targets(const struct hg_uptime *uptime)
{
    return uptime->target_count;
}

void hg_outline_show_targets(struct hg_walk *walk)
{
    show_targets(walk, is_any, fill_target);
}

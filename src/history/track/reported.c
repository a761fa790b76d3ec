/* SPDX-License-Identifier: MIT */
/* reported: counts results that say something else than what was reported. */
#include "history/track/reported.h"

#include <stdlib.h>

#include "headgate/memory.h"
#include "headgate/units.h"

#include "history/track/flapping.h"

#include "headgate/banned.h"

#define DOWN_WHILE_FLAPPING 5

void hg_reported_release(struct hg_reported *reported)
{
    free(reported->reason);
    free(reported->degraded_reason);
    *reported = (struct hg_reported){0};
}

struct hg_event hg_reported_event(const struct hg_reported *reported,
                                  enum hg_event_kind kind, int64_t at_ms)
{
    return (struct hg_event){
        .kind = kind,
        .at_us = at_ms * HG_US_PER_MS,
        .since_us = reported->since_us,
        .incident = reported->incident,
        .cause = reported->cause,
        .reason = reported->reason == NULL ? "" : reported->reason,
    };
}

static void add(struct hg_reported_events *events, const struct hg_reported *reported,
                enum hg_event_kind kind, const struct hg_sample *sample)
{
    events->items[events->count++] = hg_reported_event(reported, kind, sample->at_ms);
}

/* The first result that is down says since when, and why. */
static void begin_down(struct hg_reported *reported, const struct hg_sample *sample,
                       int64_t incident)
{
    free(reported->reason);
    reported->since_us = sample->at_ms * HG_US_PER_MS;
    reported->incident = incident;
    reported->is_acknowledged &= reported->is_down;
    reported->cause = sample->cause;
    reported->reason = hg_memory_copy_text(sample->reason);
}

/* It has been up since the incident that was reported: in too few results in a row, in maintenance, or under a
 * waiver. */
static bool is_another(const struct hg_reported *reported, int64_t incident)
{
    return incident != 0 && incident != reported->incident;
}

static bool is_flapping(const struct hg_reported *reported)
{
    return reported->flapping_since_us != 0;
}

/* In either direction: a clock that was ahead must not silence it. */
static bool is_reminder_due(const struct hg_reported *reported,
                            const struct hg_notify_policy *policy,
                            const struct hg_sample *sample)
{
    const int64_t since_us = sample->at_ms * HG_US_PER_MS - reported->told_us;
    return reported->is_down && !is_flapping(reported) && !reported->is_acknowledged &&
           policy->remind_us > 0 &&
           (since_us >= policy->remind_us || -since_us >= policy->remind_us);
}

/* The result says what was reported already. */
static void confirm(struct hg_reported *reported, const struct hg_notify_policy *policy,
                    const struct hg_sample *sample, int64_t incident,
                    struct hg_reported_events *events)
{
    const bool is_anew = reported->is_down && is_another(reported, incident);
    events->is_changed = reported->count > 0 || is_anew;
    reported->count = 0;
    if (is_anew)
        begin_down(reported, sample, incident);
    if (!is_reminder_due(reported, policy, sample))
        return;
    reported->told_us = sample->at_ms * HG_US_PER_MS;
    events->is_changed = true;
    add(events, reported, HG_EVENT_REMINDER, sample);
}

/* Results in a row that are down. One that is down for so long is, whatever it was before. */
static int64_t down_limit(const struct hg_reported *reported,
                          const struct hg_notify_policy *policy)
{
    return is_flapping(reported) && policy->after < DOWN_WHILE_FLAPPING
               ? DOWN_WHILE_FLAPPING
               : policy->after;
}

static void follow_down(struct hg_reported *reported,
                        const struct hg_notify_policy *policy,
                        const struct hg_sample *sample, int64_t incident,
                        struct hg_reported_events *events)
{
    if (reported->count == 0 || is_another(reported, incident))
        begin_down(reported, sample, incident);
    reported->count++;
    events->is_changed = true;
    if (reported->count < down_limit(reported, policy))
        return;
    reported->is_down = true;
    reported->told_us = sample->at_ms * HG_US_PER_MS;
    reported->count = 0;
    add(events, reported, HG_EVENT_DOWN, sample);
}

/* Reported down before it began to flap, and it was up since then: that is down anew. */
static void follow_down_again(struct hg_reported *reported,
                              const struct hg_notify_policy *policy,
                              const struct hg_sample *sample, int64_t incident,
                              struct hg_reported_events *events)
{
    const int row = hg_flapping_row(reported->changes);
    reported->count = 0;
    events->is_changed = true;
    if (row == 1 || is_another(reported, incident))
        begin_down(reported, sample, incident);
    if (row != down_limit(reported, policy))
        return;
    reported->told_us = sample->at_ms * HG_US_PER_MS;
    add(events, reported, HG_EVENT_DOWN, sample);
}

static void follow_up(struct hg_reported *reported, const struct hg_notify_policy *policy,
                      const struct hg_sample *sample, struct hg_reported_events *events)
{
    reported->count++;
    events->is_changed = true;
    if (is_flapping(reported) || reported->count < policy->recover)
        return;
    reported->is_down = false;
    reported->is_acknowledged = false;
    reported->count = 0;
    add(events, reported, HG_EVENT_RECOVERED, sample);
}

static void add_degraded(struct hg_reported_events *events,
                         const struct hg_reported *reported, enum hg_event_kind kind,
                         const struct hg_sample *sample)
{
    events->items[events->count++] = (struct hg_event){
        .kind = kind,
        .at_us = sample->at_ms * HG_US_PER_MS,
        .since_us = reported->degraded_since_us,
        .cause = reported->degraded_cause,
        .reason = reported->degraded_reason == NULL ? "" : reported->degraded_reason,
    };
}

/* The first result that is degraded says since when, and why. */
static void begin_degraded(struct hg_reported *reported, const struct hg_sample *sample)
{
    free(reported->degraded_reason);
    reported->degraded_since_us = sample->at_ms * HG_US_PER_MS;
    reported->degraded_cause = sample->cause;
    reported->degraded_reason = hg_memory_copy_text(sample->reason);
}

static void follow_degraded(struct hg_reported *reported,
                            const struct hg_notify_policy *policy,
                            const struct hg_sample *sample,
                            struct hg_reported_events *events)
{
    const bool is_degraded = sample->outcome == HG_OUTCOME_DEGRADED;
    if (sample->outcome == HG_OUTCOME_DOWN || is_degraded == reported->is_degraded) {
        events->is_changed |= reported->degraded_count > 0;
        reported->degraded_count = 0;
        return;
    }
    if (is_degraded && reported->degraded_count == 0)
        begin_degraded(reported, sample);
    reported->degraded_count++;
    events->is_changed = true;
    if (reported->degraded_count < (is_degraded ? policy->after : policy->recover))
        return;
    reported->is_degraded = is_degraded;
    reported->degraded_count = 0;
    add_degraded(events, reported,
                 is_degraded ? HG_EVENT_DEGRADED : HG_EVENT_DEGRADED_END, sample);
}

/* What is said of flapping with a result. */
struct flapping_step {
    bool is_said;
    enum hg_event_kind kind;
    int64_t since_us;
};

/* Where it is not asked for, results are counted all the same. */
static struct flapping_step follow_flapping(struct hg_reported *reported,
                                            const struct hg_notify_policy *policy,
                                            const struct hg_sample *sample)
{
    struct flapping_step step = {.since_us = reported->flapping_since_us};
    const bool was_flapping = is_flapping(reported);
    reported->changes =
        hg_flapping_add(reported->changes, sample->outcome == HG_OUTCOME_DOWN);
    const bool flaps =
        policy->flapping && hg_flapping_is(reported->changes, was_flapping);
    if (flaps == was_flapping)
        return step;
    reported->flapping_since_us = flaps ? sample->at_ms * HG_US_PER_MS : 0;
    step.is_said = true;
    step.kind = flaps ? HG_EVENT_FLAPPING : HG_EVENT_FLAPPING_END;
    if (flaps)
        step.since_us = reported->flapping_since_us;
    return step;
}

/* In front of what else is said, with the last reason for being down. */
static void add_flapping(struct hg_reported_events *events,
                         const struct hg_reported *reported,
                         const struct flapping_step *step, const struct hg_sample *sample)
{
    if (!step->is_said)
        return;
    for (size_t i = events->count++; i > 0; i--)
        events->items[i] = events->items[i - 1];
    events->items[0] = hg_reported_event(reported, step->kind, sample->at_ms);
    events->items[0].since_us = step->since_us;
}

void hg_reported_follow(struct hg_reported *reported,
                        const struct hg_notify_policy *policy,
                        const struct hg_sample *sample, int64_t incident,
                        struct hg_reported_events *events)
{
    *events = (struct hg_reported_events){0};
    if (sample->outcome == HG_OUTCOME_UNKNOWN || sample->outcome == HG_OUTCOME_SKIPPED)
        return;
    const bool is_down = sample->outcome == HG_OUTCOME_DOWN;
    const int64_t changes = reported->changes;
    const struct flapping_step step = follow_flapping(reported, policy, sample);
    if (is_down && reported->is_down && is_flapping(reported))
        follow_down_again(reported, policy, sample, incident, events);
    else if (is_down == reported->is_down)
        confirm(reported, policy, sample, incident, events);
    else if (is_down)
        follow_down(reported, policy, sample, incident, events);
    else
        follow_up(reported, policy, sample, events);
    follow_degraded(reported, policy, sample, events);
    add_flapping(events, reported, &step, sample);
    events->is_changed |= step.is_said || reported->changes != changes;
}

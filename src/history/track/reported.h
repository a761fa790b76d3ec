/* SPDX-License-Identifier: MIT */
/* reported: what people were told of a target, and the events that follow from it and the next result: pure
 * functions.
 *
 * DESIGN. What was reported is kept apart from incidents: these are taken back when a late result changes the past,
 * but what was said has been said. So a `down` is always followed by its `recovered`, whatever became of the incident,
 * and by none when the target was never reported. A target that was never reported counts as available: its first
 * result that is down is an event, its first one that is up is none.
 *
 * Degraded is a state of its own beside: a target that goes down meanwhile is still reported as degraded, until a result
 * is up. So each `degraded` has one `degraded_end`, and channels may ask for these alone.
 *
 * Flapping silences `down`, `recovered` and `reminder`, but not for one that is down five times in a row; results are
 * counted on, so that the state at its end is said with it where it is another one than was reported. */
#ifndef HEADGATE_HISTORY_TRACK_REPORTED_H
#define HEADGATE_HISTORY_TRACK_REPORTED_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/event.h"
#include "headgate/policy.h"

#include "history/store/rows.h"

#define HG_REPORTED_EVENTS_MAX 3 /* of one result */

/* The events of one result; their texts are those of the reported state, their target is not set. */
struct hg_reported_events {
    struct hg_event items[HG_REPORTED_EVENTS_MAX];
    size_t count;
    bool is_changed; /* the reported state is another one than before */
};

/* Where a target is down in another incident than the one that was reported, before it has recovered for long
 * enough, what is said from then on is about that one.
 *
 * Follow the target's next result, with the open incident (an id; 0: none) that it belongs to. Unknown and skipped
 * results say nothing. */
void hg_reported_follow(struct hg_reported *reported,
                        const struct hg_notify_policy *policy,
                        const struct hg_sample *sample, int64_t incident,
                        struct hg_reported_events *events);
/* What is reported now, as an event of its last kind. */
struct hg_event hg_reported_event(const struct hg_reported *reported,
                                  enum hg_event_kind kind, int64_t at_ms);
void hg_reported_release(struct hg_reported *reported);

#endif

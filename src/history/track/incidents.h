/* SPDX-License-Identifier: MIT */
/* incidents: times in which a target was down. An incident is opened by the first result that is down, and closed by
 * the first one that is available; unknown and skipped results do neither. */
#ifndef HEADGATE_HISTORY_TRACK_INCIDENTS_H
#define HEADGATE_HISTORY_TRACK_INCIDENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "history/store/database.h"

/* An incident that is made anew: it keeps its id, since people have written it down. */
struct hg_previous_incident {
    int64_t id;
    int64_t opened_ms;
};

struct hg_incidents {
    struct hg_database *database;
    const struct hg_previous_incident *previous_incidents; /* borrowed, oldest first */
    size_t previous_incident_count;
    bool is_new; /* the open incident has not been there before */
};

/* Add a result of the target (an id) whose open incident is `incident`, an id, which is changed; 0: none. Results of
 * a target come in the order of time. */
void hg_incidents_add_result(struct hg_incidents *incidents, int64_t target,
                             int64_t *incident, const struct hg_sample *sample);
/* Whether `cause` is worse: no answer at all before a wrong one, then in the order of the enum. */
bool hg_incident_is_worse(enum hg_cause cause, enum hg_cause than);

#endif

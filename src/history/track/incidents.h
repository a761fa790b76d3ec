/* SPDX-License-Identifier: MIT */
/* incidents: stretches of a target being down. Opened by the first result that says so, closed by the
 * first that says it is available; unknown and skipped results do neither. */
#ifndef HEADGATE_HISTORY_TRACK_INCIDENTS_H
#define HEADGATE_HISTORY_TRACK_INCIDENTS_H

#include <stddef.h>

#include "headgate/error.h"

#include "history/store/database.h"
#include "history/store/sample.h"

/* An incident that is made again: it keeps its id, since people have written it down. */
struct hg_previous_incident {
    int64_t id;
    int64_t opened_ms;
};

struct hg_incidents {
    struct hg_database *database;
    struct hg_query open, extend_incident, update_worst, close, certificate, rename;
    const struct hg_previous_incident *previous_incidents; /* borrowed, oldest first */
    size_t previous_incident_count;
    bool is_new; /* the incident that is open has not been there before */
};

void hg_incidents_begin(struct hg_incidents *incidents, struct hg_database *database);
int hg_incidents_end(struct hg_incidents *incidents, struct hg_error *err);
/* `incident` is the target's open one; 0: none. Results of a target come in the order of time. */
void hg_incidents_add_result(struct hg_incidents *incidents, int64_t target,
                             int64_t *incident, const struct hg_sample *sample);
/* Whether `cause` is worse: no answer at all before a wrong one, then in the order of the enum. */
bool hg_incident_is_worse(enum hg_cause cause, enum hg_cause than);

#endif

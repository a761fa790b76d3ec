/* SPDX-License-Identifier: MIT */
/* selection: the targets that a report may be about, with what the history has of each. */
#ifndef HEADGATE_HISTORY_QUERY_SELECTION_H
#define HEADGATE_HISTORY_QUERY_SELECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/history.h"
#include "headgate/uptime.h"

#include "history/store/database.h"
#include "history/query/timeline.h"

/* A row of `targets`. Its texts live in the uptime's arena. */
struct hg_candidate {
    int64_t id;
    const char *name;
    const char *group; /* NULL: none */
    const char *url;
    struct hg_texts tags;
    int64_t certificate_end_us;               /* 0: none */
    struct hg_outcome_interval open_interval; /* its last one; no checks: there is none */
    const char *reason;                       /* of that interval; "": none */
    const struct hg_target *configured;       /* NULL: not in the configuration */
};

struct hg_selection {
    struct hg_candidate *items; /* owned: by name */
    size_t count;
};

/* Load the targets of the groups and tags of the request. */
void hg_selection_load(struct hg_selection *selection, struct hg_database *database,
                       const struct hg_uptime_request *request);
void hg_selection_release(struct hg_selection *selection);

#endif

/* SPDX-License-Identifier: MIT */
/* selection: the targets that a report may be about, as their rows say. */
#ifndef HEADGATE_HISTORY_QUERY_SELECTION_H
#define HEADGATE_HISTORY_QUERY_SELECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/error.h"
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
    int64_t certificate_end_us; /* 0: none */
    struct hg_outcome_interval
        open_interval;                  /* its last span; no checks: there is none */
    const char *reason;                 /* of that span; "": none */
    const struct hg_target *configured; /* NULL: not in the configuration */
};

struct hg_selection {
    struct hg_candidate *items; /* owned: by name */
    size_t count;
};

/* Those of the groups and tags that are asked for. -1 (system) when they can't be read. */
int hg_selection_load(struct hg_selection *selection, struct hg_database *database,
                      const struct hg_uptime_request *request, struct hg_arena *arena,
                      struct hg_error *err);
void hg_selection_release(struct hg_selection *selection);

#endif

/* SPDX-License-Identifier: MIT */
/* retention: what is too old is dropped, a bounded part with each run that is added, so that no run takes
 * long. Nothing is dropped while the clock of the run is in doubt: what is gone can't come back. */
#ifndef HEADGATE_HISTORY_TRACK_RETENTION_H
#define HEADGATE_HISTORY_TRACK_RETENTION_H

#include "headgate/history.h"

#include "history/store/database.h"

/* The run that is being added. */
struct hg_retention_moment {
    int64_t run; /* its id */
    int64_t started_ms;
    int64_t now_ms;          /* its end */
    int64_t raw_ms;          /* the number of that name in `meta` */
    int64_t clock_offset_ms; /* from the clocks of most servers; 0: none, or not known */
};

void hg_retention_apply(struct hg_database *database,
                        const struct hg_retention *retention,
                        const struct hg_retention_moment *moment);

#endif

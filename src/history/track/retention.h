/* SPDX-License-Identifier: MIT */
/* retention: what is too old is dropped, a bounded part with each run that is added, so that no run takes
 * long. */
#ifndef HEADGATE_HISTORY_TRACK_RETENTION_H
#define HEADGATE_HISTORY_TRACK_RETENTION_H

#include "headgate/history.h"

#include "history/store/database.h"

/* `raw_ms` is the number of that name in `meta`. */
void hg_retention_apply(struct hg_database *database,
                        const struct hg_retention *retention, int64_t raw_ms,
                        int64_t now_ms);

#endif

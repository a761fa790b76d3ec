/* SPDX-License-Identifier: MIT */
/* retention: what is too old goes, a bounded part with each run that is added, so that none takes long. */
#ifndef HEADGATE_HISTORY_TRACK_RETENTION_H
#define HEADGATE_HISTORY_TRACK_RETENTION_H

#include "headgate/error.h"
#include "headgate/history.h"

#include "history/store/database.h"

/* `raw_ms` is the meta's of that name. -1 (system) on failure. */
int hg_retention_apply(struct hg_database *database, const struct hg_retention *retention,
                       int64_t raw_ms, int64_t now_ms, struct hg_error *err);

#endif

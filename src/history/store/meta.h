/* SPDX-License-Identifier: MIT */
/* meta: numbers that the history remembers of itself; schema.h says what they mean. */
#ifndef HEADGATE_HISTORY_STORE_META_H
#define HEADGATE_HISTORY_STORE_META_H

#include "headgate/error.h"

#include "history/store/database.h"

#define HG_META_ROLLED_UP "rolled_up_ms"
#define HG_META_RAW       "raw_ms"
#define HG_META_ROLLUP    "rollup_ms"

/* `otherwise` when there is none. -1 (system) on failure, as the next. */
int hg_meta_get(struct hg_database *database, const char *key, int64_t fallback,
                int64_t *value, struct hg_error *err);
int hg_meta_set(struct hg_database *database, const char *key, int64_t value,
                struct hg_error *err);

#endif

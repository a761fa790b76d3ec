/* SPDX-License-Identifier: MIT */
/* kept_result: results that are read again. */
#ifndef HEADGATE_HISTORY_QUERY_KEPT_RESULT_H
#define HEADGATE_HISTORY_QUERY_KEPT_RESULT_H

#include "headgate/kept.h"

#include "history/store/database.h"

/* Some results of the target (a row) up to the moment and some later, and which one speaks then. */
int hg_kept_read_results(struct hg_database *database, int64_t target, int64_t at_ms,
                         struct hg_arena *arena, struct hg_explanation *explanation,
                         struct hg_error *err);

#endif

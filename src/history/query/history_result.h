/* SPDX-License-Identifier: MIT */
/* history_result: results that are read again. */
#ifndef HEADGATE_HISTORY_QUERY_HISTORY_RESULT_H
#define HEADGATE_HISTORY_QUERY_HISTORY_RESULT_H

#include "headgate/history_log.h"

#include "history/store/database.h"

/* Some results of the target (a row) up to the moment and some later, and which one speaks then. */
int hg_history_results_read(struct hg_database *database, int64_t target, int64_t at_ms,
                            struct hg_arena *arena, struct hg_explanation *explanation,
                            struct hg_error *err);

#endif

/* SPDX-License-Identifier: MIT */
/* values: columns that may only hold what we write. What is something else was not written by us, or is
 * no longer what we wrote: it counts as damage of the file (hg_query_refuse()), and reads as nothing, so that
 * no figure is made of it. */
#ifndef HEADGATE_HISTORY_STORE_VALUES_H
#define HEADGATE_HISTORY_STORE_VALUES_H

#include "headgate/outcome.h"

#include "history/store/database.h"

/* From `least` to `most`; 0 for null. */
int64_t hg_query_number(const struct hg_query *query, int column, int64_t min,
                        int64_t max);
/* Milliseconds since 1970, before the year 10000; 0 for null. */
int64_t hg_query_moment(const struct hg_query *query, int column);
/* Of things, never null: as many as can be summed up for all hours of all targets. */
int64_t hg_query_count(const struct hg_query *query, int column);
enum hg_outcome hg_query_outcome(const struct hg_query *query, int column);
enum hg_cause hg_query_cause(const struct hg_query *query, int column);
/* Never null. Valid until the next row. */
const char *hg_query_required_text(const struct hg_query *query, int column);
/* A copy to be shown, never null: as hg_query_clean(). */
char *hg_query_clean_required_text(const struct hg_query *query, int column,
                                   struct hg_arena *arena);
/* Refuse a stretch that can't be: of no result, one that ends before it begins, or of results that do not
 * fit in. */
void hg_query_check_interval(const struct hg_query *query, int64_t begin_ms,
                             int64_t end_ms, int64_t checks);

#endif

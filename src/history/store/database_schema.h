/* SPDX-License-Identifier: MIT */
/* database_schema: the tables of a history, and how an older history becomes a newer one.
 *
 * DESIGN. Moments are wall clock milliseconds (`_ms`); latencies are microseconds (`_us`).
 *
 * Stored numbers: `outcome`, `found`, `cause`, `worst`, `method` and `gate` are the numbers of enum hg_outcome,
 * hg_cause, hg_method and hg_gate_state, and latencies the buckets of a histogram. All of these are append
 * only: a number keeps its meaning for ever. `maintenance` and `interrupted` are 0 or 1. Tests pin the
 * numbers.
 *
 * `results` are the raw facts, clustered by run: adding a run writes a few pages one after another, and
 * dropping the oldest ones frees whole pages. Everything else can be made from them, and is kept longer:
 *
 *   spans       state intervals: equal results of a target in a row. The last one of each target, which still
 *               grows, is in `targets`, so that a run that changes nothing writes only there
 *   incidents   times in which a target was down
 *   hours,      how many results there were of each outcome, and a histogram of latencies, for each hour and
 *   days        each day of UTC that is over; results of later ones are read from `results`
 *   maintenance times of maintenance as they were configured when they began: none can be declared afterwards
 *
 * `reported` is what people were told of a target, and not made from anything else: late results change intervals
 * and incidents, but not what was said.
 *
 * The time of a result is `runs.started_ms + results.after_ms`; `runs.first_ms` and `last_ms` are the times of
 * the run's first and last result, so that the runs of a period are found by an index. An unknown result of
 * a run that was stopped is kept, but does not count: it is in no interval, hour or day.
 *
 * `meta`:   rolled_up_ms   hours (and days) that end until then are in `hours` (and `days`)
 *           raw_ms         results of runs that ended before it are gone
 *           rollup_ms      so are roll-ups, intervals and incidents that ended before it
 *           jump_ms        a run was far later than the ones before it: the clock may be wrong,
 *           settled_ms     and until then nothing is dropped
 */
#ifndef HEADGATE_HISTORY_STORE_DATABASE_SCHEMA_H
#define HEADGATE_HISTORY_STORE_DATABASE_SCHEMA_H

#include "headgate/error.h"

#include "history/store/database.h"

/* Make the tables of a new file, or bring an older one up to date: in one transaction. -1 (system) when it
 * was written by a newer version of headgate, or is not a headgate history. */
int hg_schema_migrate(struct hg_database *database, struct hg_error *err)
    __attribute__((warn_unused_result));
/* See that the file is a history of this version, without writing. */
int hg_schema_check(struct hg_database *database, struct hg_error *err)
    __attribute__((warn_unused_result));

/* The numbers in `meta`. */
#define HG_META_ROLLED_UP "rolled_up_ms"
#define HG_META_RAW       "raw_ms"
#define HG_META_ROLLUP    "rollup_ms"
#define HG_META_JUMP      "jump_ms"
#define HG_META_SETTLED   "settled_ms"

int64_t hg_meta_get(struct hg_database *database, const char *key, int64_t fallback);
void hg_meta_set(struct hg_database *database, const char *key, int64_t value);

#endif

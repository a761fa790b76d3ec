/* SPDX-License-Identifier: MIT */
/* database_schema: the tables of a history, and how an older one becomes a newer one.
 *
 * DESIGN. Moments are wall clock milliseconds (`_ms`), durations microseconds (`_us`) where they are
 * latencies. Outcomes, causes, methods are the numbers of the enums, which only ever grow at their end.
 *
 * `results` are the raw facts, clustered by run: adding a run writes a few pages one after another, and
 * dropping the oldest ones frees whole pages. Everything else can be made from them, and is kept longer:
 *
 *   spans       stretches of equal results of a target in a row. The last one of each target, still growing,
 *               lies in `targets`, so that a run that changes nothing writes only there
 *   incidents   stretches of being down
 *   hours,      how many results of each outcome, and a histogram of latencies, for each hour and
 *   days        each day of UTC that is over; what is not over yet is read from `results`
 *   maintenance windows as they were configured when they began: nobody can declare one afterwards
 *
 * The time of a result is `runs.started_ms + results.after_ms`; `runs.first_ms` and `last_ms` are those of
 * the run's first and last result, so that runs of a stretch of time are found by an index. A result that is
 * unknown in a run that was stopped is kept, and says nothing: it is in no span, hour or day.
 *
 * `meta`:   rolled_up_ms   hours (and days) that end until then are in `hours` (and `days`)
 *           raw_ms         results of runs whose last one was before it are gone
 *           rollup_ms      so are roll-ups, spans and incidents that ended before it
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

int64_t hg_meta_get(struct hg_database *database, const char *key, int64_t fallback);
void hg_meta_set(struct hg_database *database, const char *key, int64_t value);

#endif

/* SPDX-License-Identifier: MIT */
/* rollup: counts and latencies of hours and days of UTC, kept when the results are gone. They are made when an
 * hour (a day) is over; results that come later are added. */
#ifndef HEADGATE_HISTORY_TRACK_ROLLUP_H
#define HEADGATE_HISTORY_TRACK_ROLLUP_H

#include "headgate/buf.h"
#include "headgate/histogram.h"

#include "history/store/database.h"

struct hg_rollup {
    struct hg_database *database;
    int64_t until_ms;               /* hours that end until then are there */
    struct hg_hour_row row;         /* that is being made; of the target 0: none */
    struct hg_histogram *latencies; /* owned: of that row */
    struct hg_buf bytes;            /* owned: likewise, as they are stored */
    /* Gets each row that is complete, by target and time, in place of the table; NULL: rows are stored. */
    void (*visit)(void *context, const struct hg_hour_row *row);
    void *context;
};

/* `first_ms` is where a new history begins. */
void hg_rollup_init(struct hg_rollup *rollup, struct hg_database *database,
                    int64_t first_ms);
void hg_rollup_release(struct hg_rollup *rollup);
/* Add a result of the target (an id) to its hour and its day, where these are there already; any other result is
 * left to hg_rollup_make(). `latency_us` is -1 for none. */
void hg_rollup_add(struct hg_rollup *rollup, int64_t target,
                   const struct hg_sample *sample, int64_t latency_us);
/* Make the hours and days that are over by `now_ms` from the results. */
void hg_rollup_make(struct hg_rollup *rollup, int64_t now_ms);
/* Make hours of that time from the results, and days from hours. */
void hg_rollup_make_hours(struct hg_rollup *rollup, int64_t since_ms, int64_t until_ms);
void hg_rollup_make_days(struct hg_rollup *rollup, int64_t since_ms, int64_t until_ms);

#endif

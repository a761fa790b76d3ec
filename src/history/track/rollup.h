/* SPDX-License-Identifier: MIT */
/* rollup: counts and latencies of hours and days of UTC, kept when the results are gone. They are made
 * when an hour (a day) is over; results that come later are added. */
#ifndef HEADGATE_HISTORY_TRACK_ROLLUP_H
#define HEADGATE_HISTORY_TRACK_ROLLUP_H

#include "headgate/buf.h"
#include "headgate/error.h"
#include "headgate/histogram.h"

#include "history/store/database.h"
#include "history/store/sample.h"

/* A row of `hours` or `days`. */
struct hg_rollup_row {
    int64_t target; /* 0: none */
    int64_t begin_ms;
    int64_t counts[HG_OUTCOME_COUNT];
    int64_t maintenance;
    struct hg_histogram latencies;
};

struct hg_rollup_table {
    struct hg_query read, write;
};

struct hg_rollup {
    struct hg_database *database;
    int64_t until_ms; /* hours that end until then are there */
    struct hg_rollup_table hours, days;
    struct hg_rollup_row *row; /* owned: that is being made */
    struct hg_buf bytes;
};

/* `first_ms` is where a new history begins. -1 (system) on failure; to be ended in any case. */
int hg_rollup_begin(struct hg_rollup *rollup, struct hg_database *database,
                    int64_t first_ms, struct hg_error *err);
int hg_rollup_end(struct hg_rollup *rollup, struct hg_error *err);
/* A result of an hour that is there already is added to it, and to its day; any other is left to
 * hg_rollup_make(). `latency_us` is -1 for none. */
void hg_rollup_add(struct hg_rollup *rollup, int64_t target,
                   const struct hg_sample *sample, int64_t latency_us);
/* Make the hours and days that are over from what is in `results`. */
int hg_rollup_make(struct hg_rollup *rollup, int64_t now_ms, struct hg_error *err);

#endif

/* SPDX-License-Identifier: MIT */
/* history_check: whether a history holds what it should. Threads and errors are as in history.h. */
#ifndef HEADGATE_HISTORY_CHECK_H
#define HEADGATE_HISTORY_CHECK_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/arena.h"
#include "headgate/buf.h"
#include "headgate/error.h"
#include "headgate/history.h"

/* Hours or days that differ from what they are made from. */
struct hg_wrong_rollups {
    int64_t count;
    int64_t first_us;   /* the begin of the earliest one */
    const char *target; /* its name; NULL: none is wrong */
};

struct hg_history_check {
    const char *
        damage; /* the first thing that SQLite found, and then nothing else was looked at; NULL: none */
    int64_t run_count;
    int64_t target_count;
    struct hg_wrong_rollups hours; /* compared with the results that are kept */
    struct hg_wrong_rollups days;  /* compared with hours */
    int64_t raw_us;                /* from then on all results are kept */
    int64_t future_count; /* runs with results more than five minutes later than now */
    int64_t future_us;    /* the last result of them */
};

/* Look at the whole file, in one transaction that only reads; texts live in the arena. -1 with a system error when it
 * can't be read. */
int hg_history_check(struct hg_history *history, int64_t now_us, struct hg_arena *arena,
                     struct hg_history_check *check, struct hg_error *err)
    __attribute__((warn_unused_result));
/* Append the SQL that has the next run make hours and days since `begin_us`, the begin of a day, from the results. */
void hg_history_write_remake(int64_t begin_us, struct hg_buf *sql);

#endif

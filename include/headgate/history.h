/* SPDX-License-Identifier: MIT */
/* history: runs kept over time in one SQLite file. Several processes may use the file at once; each
 * run enters in one transaction, so that one that is killed at any moment leaves nothing half.
 * Main thread only. */
#ifndef HEADGATE_HISTORY_H
#define HEADGATE_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/error.h"
#include "headgate/run.h"
#include "headgate/settings.h"
#include "headgate/target.h"
#include "headgate/uptime.h"

struct hg_history;

enum hg_history_mode {
    HG_HISTORY_READ,  /* must be there; nothing is changed */
    HG_HISTORY_AMEND, /* must be there; brought up to date when older */
    HG_HISTORY_WRITE  /* made when missing, brought up to date when older */
};

/* Open a file once in a process: its locks are the process's, and end when one of several that are open
 * is closed (sqlite.org/howtocorrupt.html 2.2).
 * NULL with an error: usage when the path can't be used (no such folder, no permission, read-only,
 * missing where it is to be read), system when what is there can't be (damaged, not a history, made by
 * a newer headgate, locked for too long). It is then as it was before. */
struct hg_history *hg_history_open(const char *path, enum hg_history_mode mode,
                                   struct hg_error *err);
void hg_history_close(struct hg_history *history);

/* How long things are kept; older ones go when a run is added. */
struct hg_retention {
    int64_t raw_us;    /* each result */
    int64_t rollup_us; /* hours, days, spans and incidents */
};

/* Add a finished run, update incidents and roll-ups, and drop what is too old: all or nothing. -1
 * (system) leaves the file as it was. */
int hg_history_add(struct hg_history *history, const struct hg_run *run,
                   const struct hg_retention *retention, struct hg_error *err);

/* What changed with the run that was added last: for mails, and for silence. */
struct hg_history_change {
    size_t newly_down; /* targets whose incident it opened */
    size_t recovered;  /* targets whose incident it closed */
    size_t still_down; /* targets whose incident was open before, and is */
};
void hg_history_last_change(const struct hg_history *history,
                            struct hg_history_change *change);

/* What a report is wanted of. */
struct hg_uptime_request {
    struct hg_period period;
    const struct hg_zone *zone;      /* must outlive the uptime */
    int64_t now_us;                  /* the end of what can be known */
    int64_t max_gap_us;              /* 0: twice the usual interval of each target */
    struct hg_texts groups;          /* only these; empty: all */
    struct hg_texts tags;            /* only targets with one of these; empty: all */
    const struct hg_target *targets; /* of the configuration: their SLAs hold, by name */
    size_t target_count;             /* 0: no SLAs */
    const struct hg_settings *settings; /* likewise, for groups; NULL: none */
};

/* -1 (system) when the history can't be read. Release the uptime in both cases. */
int hg_history_uptime(struct hg_history *history, const struct hg_uptime_request *request,
                      struct hg_uptime *uptime, struct hg_error *err);

#endif

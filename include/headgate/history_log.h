/* SPDX-License-Identifier: MIT */
/* history_log: what a history holds, read again as plain data for people. Arrays and texts live in the arena
 * that is given; texts are clean. Moments are wall clock microseconds. All functions return -1 (system) when
 * the history can't be read. Main thread only. */
#ifndef HEADGATE_HISTORY_LOG_H
#define HEADGATE_HISTORY_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/arena.h"
#include "headgate/error.h"
#include "headgate/gate.h"
#include "headgate/history.h"
#include "headgate/period.h"
#include "headgate/result.h"
#include "headgate/uptime.h"

struct hg_history_run {
    const char *name; /* its id in the reports */
    const char *host; /* NULL: not known, as the next two */
    const char *location;
    const char *config;
    const char *version;
    int64_t started_us;
    int64_t finished_us;
    bool is_interrupted;
    enum hg_gate_state gate;
    int exit_status;
    int64_t outcomes[HG_OUTCOME_COUNT];
    int64_t total;
};

struct hg_history_incident {
    const char *target;          /* its name */
    struct hg_incident incident; /* without the target's index and the duration */
};

struct hg_history_log {
    struct hg_history_run *runs; /* newest first */
    size_t run_count;
    struct hg_history_incident *incidents; /* newest first */
    size_t incident_count;
};

/* Runs that began in the period and incidents that touch it; without a period (NULL) the latest `limit`
 * of each. */
int hg_history_read_log(struct hg_history *history, const struct hg_period *period,
                        size_t limit, struct hg_arena *arena, struct hg_history_log *log,
                        struct hg_error *err);

struct hg_history_result {
    const char *run; /* its name */
    bool is_ignored; /* unknown in a run that was stopped: it says nothing */
    bool is_maintenance;
    int observed;      /* enum hg_outcome before it was excused; -1: it was not */
    int attempt_count; /* that were made; those that are kept one by one are below */
    struct hg_attempt
        last; /* the result itself, as its last attempt; its reason is "" for none */
    struct hg_attempt *attempts;
    size_t stored_attempt_count;
    const char *note; /* NULL: none, as the next four */
    const char *final_url;
    const char *address;
    const char *certificate; /* name */
    int64_t certificate_end_us;
};

/* A stretch of equal results that came regularly. */
struct hg_history_interval {
    enum hg_outcome outcome;
    enum hg_cause cause;
    int64_t begin_us;
    int64_t end_us;
    int64_t checks; /* 0: there is none */
    int64_t gap_us; /* mean time between two of them; 0: there was one only */
};

/* Results of an hour of UTC that is over, kept longer than the results themselves. */
struct hg_history_hour {
    int64_t begin_us;
    int64_t counts[HG_OUTCOME_COUNT];
    int64_t maintenance;
    bool is_stored;
};

struct hg_explanation {
    const char *name;    /* NULL: no such target */
    const char *nearest; /* name that may have been meant then; NULL: none is near */
    const char *url;
    const char *group; /* NULL: none */
    struct hg_history_result
        *results; /* oldest first: some before the moment, some after */
    size_t result_count;
    size_t
        chosen; /* the one that speaks at the moment, unless it is later: none is kept then */
    struct hg_history_interval interval;  /* that the moment lies in, or before it */
    struct hg_history_hour hour;          /* that the moment lies in */
    struct hg_history_incident *incident; /* that goes on at the moment; NULL: none */
};

/* What is known of a target at a moment. */
int hg_history_explain(struct hg_history *history, const char *target, int64_t at_us,
                       struct hg_arena *arena, struct hg_explanation *explanation,
                       struct hg_error *err);

/* Add a note, a clean text, to an incident; none is ever taken away. -1 with a usage error when there
 * is no such incident. The history is open for writing. */
int hg_history_add_note(struct hg_history *history, int64_t incident, const char *text,
                        int64_t now_us, struct hg_error *err);

#endif

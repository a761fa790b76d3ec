/* SPDX-License-Identifier: MIT */
/* history_log: what is in a history, as plain data: runs, incidents with their notes, and a target at a moment.
 *
 * Each function reads or writes in one transaction. Arrays and texts live in the arena that is given; texts are clean.
 * Moments are microseconds of the wall clock. Threads and errors are as in history.h: -1 with a system error when
 * the history can't be read or written. */
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
    const char *name;     /* its id in the reports */
    const char *host;     /* NULL: not known, as the next two */
    const char *location; /* setting `location` */
    const char *config;   /* names of the configurations */
    const char *version;  /* of headgate */
    const char
        *watch; /* id of the run of `watch` that it is a batch of; NULL: it is none */
    int64_t started_us;
    int64_t finished_us;
    bool is_interrupted;
    enum hg_gate_state gate;
    int exit_status;
    int64_t outcomes[HG_OUTCOME_COUNT];
    int64_t total; /* targets */
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

/* Read the runs that began in the period and the incidents that touch it; without a period (NULL) the latest
 * `limit` of each. */
int hg_history_read_log(struct hg_history *history, const struct hg_period *period,
                        size_t limit, struct hg_arena *arena, struct hg_history_log *log,
                        struct hg_error *err) __attribute__((warn_unused_result));

struct hg_history_result {
    const char *run; /* its name */
    bool is_ignored; /* unknown in a run that was stopped: it does not count */
    bool is_maintenance;
    int observed;      /* enum hg_outcome before it was excused; -1: it was not excused */
    int attempt_count; /* attempts made; those that are stored are below */
    /* The result itself, as its last attempt; its reason is "" for none. */
    struct hg_attempt last;
    /* Oldest first; of their phases only the total is known. */
    struct hg_attempt *attempts;
    size_t stored_attempt_count;
    const char *note; /* NULL: none, as the next four */
    const char *final_url;
    const char *address;        /* "203.0.113.7:443" */
    const char *certificate;    /* name */
    int64_t certificate_end_us; /* 0: none */
};

/* Equal results in a row that came regularly. */
struct hg_history_interval {
    enum hg_outcome outcome;
    enum hg_cause cause;
    int64_t begin_us; /* its first result */
    int64_t end_us;   /* its last one */
    int64_t checks;   /* results; 0: there is no interval */
    int64_t gap_us;   /* mean time between two of them; 0: there was only one */
};

/* The results of an hour of UTC that is over; these counts are kept longer than the results. */
struct hg_history_hour {
    int64_t begin_us;
    int64_t counts[HG_OUTCOME_COUNT];
    int64_t maintenance; /* results in maintenance */
    bool is_stored;      /* false: the hour is not over, or there were no results in it */
};

struct hg_explanation {
    const char *name;    /* NULL: there is no such target */
    const char *nearest; /* then: a similar name; NULL: there is none */
    const char *url;
    const char *group; /* NULL: none */
    /* Oldest first: some up to the moment, some after it. */
    struct hg_history_result *results;
    size_t result_count;
    /* The last result up to the moment. When that one is later than the moment, no result from before it is stored. */
    size_t chosen;
    struct hg_history_interval interval;  /* the last one that begins before the moment */
    struct hg_history_hour hour;          /* in which the moment lies */
    struct hg_history_incident *incident; /* open at the moment; NULL: none */
};

/* Find what is known of the target with that name at a moment. */
int hg_history_explain(struct hg_history *history, const char *target, int64_t at_us,
                       struct hg_arena *arena, struct hg_explanation *explanation,
                       struct hg_error *err) __attribute__((warn_unused_result));

/* Add a note, a clean text, to an incident; notes are never removed or changed. -1 with a usage error when there is
 * no such incident. The history is open for writing. */
int hg_history_add_note(struct hg_history *history, int64_t incident, const char *text,
                        int64_t now_us, struct hg_error *err)
    __attribute__((warn_unused_result));

/* The same, and nobody is reminded of the incident until its target has recovered. -1 with a usage error, and no note,
 * when it is over or was not reported: it has no reminders. */
int hg_history_acknowledge(struct hg_history *history, int64_t incident, const char *text,
                           int64_t now_us, struct hg_error *err)
    __attribute__((warn_unused_result));

#endif

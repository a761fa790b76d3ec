/* SPDX-License-Identifier: MIT */
/* run: one check of all targets, with its summary. Everything a reporter may read. */
#ifndef HEADGATE_RUN_H
#define HEADGATE_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/arena.h"
#include "headgate/failing_channel.h"
#include "headgate/gate.h"
#include "headgate/reply.h"
#include "headgate/result.h"
#include "headgate/settings.h"
#include "headgate/summary.h"
#include "headgate/target.h"

#define HG_RUN_ID_SIZE 32

/* The phases of a request, summed over all attempts; of each, the request that was
 * answered. */
enum hg_profile_phase {
    HG_PROFILE_RESOLVE,
    HG_PROFILE_CONNECT,
    HG_PROFILE_TLS,
    HG_PROFILE_FIRST_BYTE,
    HG_PROFILE_TRANSFER,
    HG_PROFILE_PHASE_COUNT
};

/* Where a run spent its time: sums on the monotonic clock. Counted in every run, because it costs too
 * little to be measured; `--profile` prints it. */
struct hg_profile {
    int64_t loading_us;    /* from the start of the program until the run */
    int64_t queued_us;     /* batches: from the queue to a worker */
    int64_t attempting_us; /* workers: attempts, from start to end */
    int64_t phases_us[HG_PROFILE_PHASE_COUNT];
    int64_t judging_us;   /* main thread: judging, recording, rescheduling */
    int64_t observing_us; /* main thread: live lines and streamed reports */
    int64_t writing_us;   /* main thread: reports at the end */
    size_t batch_count;
    size_t attempt_count;
    size_t worker_count; /* threads that were started */
};

struct hg_run {
    char id[HG_RUN_ID_SIZE];  /* "20261120T194012Z-1f3a9c" */
    const char *tool_version; /* "0.1.0" */
    const char *curl_version; /* "7.88.1" */
    const char *config; /* names of the configurations read, joined by ", "; NULL: none */
    const char *
        sources; /* absolute paths of all configurations, which all targets came from; NULL: they did not */
    const char *host;  /* this machine's name */
    const char *proxy; /* proxy settings in effect, without secrets; NULL: none */
    const struct hg_settings *settings;
    int64_t started_at_us;  /* wall clock */
    int64_t finished_at_us; /* wall clock; 0 while it goes on */
    int64_t duration_us;    /* monotonic clock; 0 while it goes on */
    bool is_interrupted;    /* by a signal or the deadline */
    /* Id of the run of `watch` that this is a batch of: results of some targets only, while summary and gate are those
     * of all of them; NULL: it is none. Borrowed. */
    const char *watch;
    bool is_sighted;                 /* likewise: other targets have verdicts */
    const struct hg_target *targets; /* in input order */
    struct hg_arena arena;           /* owned: targets that exist for this run only */
    struct hg_result *results;       /* owned: one per target, at the target's index */
    size_t count;
    struct hg_certificate_store certificates; /* owned: those of the results */
    size_t finished_count;                    /* results that are final */
    /* checked only when a target could not be reached */
    const struct hg_target *canaries;
    /* owned: one per canary, without certificates; NULL: not checked */
    struct hg_result *canary_results;
    size_t canary_count;
    int64_t released_s;     /* when this program was released, since 1970; 0: not known */
    bool has_clock_offset;  /* enough servers sent their time */
    int64_t clock_offset_s; /* of this machine's clock, ahead of most servers' */
    /* Known before the run; its own messages are sent later. Borrowed. */
    struct hg_failing_channels failing_channels;
    char offline_reason[96];   /* too few canaries answered; "": this machine is online */
    struct hg_summary summary; /* valid once finished */
    struct hg_gate_verdict gate; /* likewise */
    /* owned, likewise: one per configured condition */
    struct hg_condition_verdict *conditions;
    int exit_status; /* likewise */
    struct hg_profile profile;
};

/* Zero the run, make its id from the clock and a random number, and its unknown results. */
void hg_run_init(struct hg_run *run, const struct hg_target *targets, size_t count,
                 const struct hg_settings *settings);
void hg_run_release(struct hg_run *run);
/* hg_result_add_attempt() for the target at `index`; the reply's certificate moves to the run. */
void hg_run_add_attempt(struct hg_run *run, size_t index, struct hg_reply *reply,
                        const struct hg_verdict *verdict);
/* Call once for each result, after its last attempt and before it is reported: applies maintenance,
 * waiver and baseline, and makes it final. */
void hg_run_settle(struct hg_run *run, size_t index);
/* Fill summary, conditions and gate from the results. */
void hg_run_summarise(struct hg_run *run);

void hg_profile_add_phases(struct hg_profile *profile, const struct hg_phases *phases);
/* The part of `attempting_us` that is in no phase: redirects, rejected HEAD requests,
 * waiting for a host's interval, and the workers' own work. Never negative. */
int64_t hg_profile_other_us(const struct hg_profile *profile);

/* Notified of a run's progress, on the main thread only. Any function may be NULL. */
struct hg_observer {
    void *context;
    void (*begin)(void *context, const struct hg_run *run);
    /* the result at `index` became final */
    void (*result)(void *context, const struct hg_run *run, size_t index);
    void (*tick)(void *context, const struct hg_run *run); /* about five times a second */
    /* summary, gate and exit status are known */
    void (*end)(void *context, const struct hg_run *run);
};

#endif

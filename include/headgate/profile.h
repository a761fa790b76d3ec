/* SPDX-License-Identifier: MIT */
/* profile: where a run spent its time. Sums in microseconds, on the monotonic clock.
 * Counted in every run, because it costs too little to be measured; `--profile` prints
 * it. */
#ifndef HEADGATE_PROFILE_H
#define HEADGATE_PROFILE_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/reply.h"

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

void hg_profile_add_phases(struct hg_profile *profile, const struct hg_phases *phases);
/* The part of `attempting_us` that is in no phase: redirects, rejected HEAD requests,
 * waiting for a host's interval, and the workers' own work. Never negative. */
int64_t hg_profile_other_us(const struct hg_profile *profile);

#endif

/* SPDX-License-Identifier: MIT */
/* profile: where the time of a run went. Sums in microseconds, on the monotonic clock. Counted in
 * every run, as it costs less than can be measured; `--profile` shows it. */
#ifndef HEADGATE_PROFILE_H
#define HEADGATE_PROFILE_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/reply.h"

/* The phases of one request, over all attempts: of the requests that the answers came from. */
enum hg_profile_phase {
    HG_PROFILE_RESOLVE,
    HG_PROFILE_CONNECT,
    HG_PROFILE_TLS,
    HG_PROFILE_FIRST_BYTE,
    HG_PROFILE_TRANSFER,
    HG_PROFILE_PHASE_COUNT
};

struct hg_profile {
    int64_t loading_us; /* from the start of the program until the run */
    int64_t queued_us;  /* batches: from the queue to a worker */
    int64_t
        attempting_us; /* workers: attempts from beginning to end, with all that is in them */
    int64_t phases_us[HG_PROFILE_PHASE_COUNT];
    int64_t judging_us;   /* main thread: judging, recording, rescheduling */
    int64_t observing_us; /* main thread: live lines and streamed reports */
    int64_t writing_us;   /* main thread: reports at the end */
    size_t batch_count;
    size_t attempt_count;
    size_t worker_count; /* threads that were started */
};

void hg_profile_add_phases(struct hg_profile *profile, const struct hg_phases *phases);
/* What of `attempting_us` is in no phase: redirects' ends, HEADs that were refused, waiting for a host's
 * interval, and the workers' own work. Never negative. */
int64_t hg_profile_other_us(const struct hg_profile *profile);

#endif

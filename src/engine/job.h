/* SPDX-License-Identifier: MIT */
/* job: a trip to one host, with one or more of its targets asked one after another; and the answers
 * that come back from it. */
#ifndef HEADGATE_ENGINE_JOB_H
#define HEADGATE_ENGINE_JOB_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/reply.h"
#include "headgate/units.h"

#define HG_JOB_MAX_TARGETS 128
/* A trip to a slow host ends after this time, so that it holds up nobody. */
#define HG_TRIP_US HG_US_PER_S

struct hg_job_item {
    uint32_t target; /* index in the run */
    bool is_fresh;   /* a retry: new connection, name looked up anew */
    bool with_get;   /* an earlier HEAD timed out */
};

struct hg_job {
    uint32_t host;
    uint32_t count;        /* items, 1 .. HG_JOB_MAX_TARGETS */
    int64_t queued_us;     /* monotonic: when it was handed to the queue */
    bool keeps_connection; /* the host has more than one target in the run */
    struct hg_job_item items[HG_JOB_MAX_TARGETS]; /* `count` of them mean something */
};

struct hg_answer {
    uint32_t target;
    uint32_t host;
    bool was_asked;        /* false: the trip did not reach it, and the reply is empty */
    bool ends_trip;        /* the last answer of its job */
    int64_t waited_us;     /* with it: how long the job lay in the queue */
    int64_t took_us;       /* the attempt, from beginning to end; 0 when not asked */
    struct hg_reply reply; /* owned by whoever holds the answer */
};

#endif

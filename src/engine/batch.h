/* SPDX-License-Identifier: MIT */
/* batch: one or more targets of one host that a worker checks one after another; and the
 * answers that it hands back. */
#ifndef HEADGATE_ENGINE_BATCH_H
#define HEADGATE_ENGINE_BATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/reply.h"
#include "headgate/units.h"

#define HG_BATCH_MAX_TARGETS 128
/* A batch of a slow host ends after this time, so that it does not delay the others. */
#define HG_BATCH_MAX_US HG_US_PER_S

struct hg_batch_item {
    uint32_t target; /* index in the run */
    bool is_fresh;   /* a retry: new connection, name looked up anew */
    bool uses_get;   /* an earlier HEAD timed out */
};

struct hg_batch {
    uint32_t host;
    uint32_t count;    /* of items: 1 to HG_BATCH_MAX_TARGETS */
    bool is_last;      /* no other target of the host waits */
    int64_t queued_us; /* monotonic: when it was handed to the queue */
    /* The first `count` are valid. */
    struct hg_batch_item items[HG_BATCH_MAX_TARGETS];
};

struct hg_answer {
    uint32_t target;
    uint32_t host;
    bool was_attempted;    /* false: the batch did not reach it, and the reply is empty */
    bool ends_batch;       /* the last answer of its batch */
    int64_t waited_us;     /* with it: how long the batch waited in the queue */
    int64_t took_us;       /* the attempt, from start to end; 0 without one */
    struct hg_reply reply; /* owned by the holder of the answer */
};

#endif

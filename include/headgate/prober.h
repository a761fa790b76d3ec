/* SPDX-License-Identifier: MIT */
/* prober: how a worker makes an attempt. The real one uses libcurl; tests have a fake. */
#ifndef HEADGATE_PROBER_H
#define HEADGATE_PROBER_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/cancel.h"
#include "headgate/reply.h"
#include "headgate/target.h"

/* What of a batch follows a target. */
struct hg_batch_rest {
    uint32_t count;
    int64_t
        left_us; /* for the target and those; INT64_MAX: no limit, as for a single worker */
};

/* One attempt that a worker has to make. */
struct hg_probe_task {
    const struct hg_target *target;
    int64_t stop_at_us;  /* monotonic: the run's deadline; INT64_MAX: none */
    int64_t interval_us; /* minimum between two requests to the target's host */
    const struct hg_cancel *cancel; /* interrupts the waiting for the interval */
    bool uses_get; /* `method: auto` begins with GET: an earlier HEAD timed out */
    bool is_fresh; /* a retry: new connection, name looked up anew */
    bool
        keeps_connection; /* the batch has other targets, which may use the same connection */
    struct hg_batch_rest rest;
};

struct hg_prober {
    void *context;
    /* Return a probe, one per worker, in the worker's thread. Never NULL. */
    void *(*open)(void *context);
    /* Fill an initialised reply. Cannot fail: a failure is data in the reply. */
    void (*attempt)(void *probe, const struct hg_probe_task *task,
                    struct hg_reply *reply);
    /* A batch has ended. True: its provisional replies count. False: what came over a connection was out of
     * step; none of them counts, and their targets must be attempted again. May take as long as the slowest
     * answer did. `is_last`: its connections are not used again. */
    bool (*settle)(void *probe, bool is_last);
    /* After that: close the connection that it left open, so that a host has no
     * more connections than batches. */
    void (*disconnect)(void *probe);
    void (*close)(void *probe);
};

#endif

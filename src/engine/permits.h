/* SPDX-License-Identifier: MIT */
/* permits: which workers may run batches at the same time.
 *
 * A worker acquires a permit for each batch and releases it afterwards. There are few
 * permits at first, and twice as many again and again while workers wait for their hosts:
 * where answers come at once, a few workers keep the processors busy, and more of them
 * only get in each other's way. The permit of a worker whose host is silent is revoked,
 * so that another worker can go on; the first one finishes its request and then ends its
 * batch.
 *
 * The queue's lock guards all of it. Only hg_permits_note_busy() and
 * hg_permits_is_acquired() need no lock: a worker calls them for itself. */
#ifndef HEADGATE_ENGINE_PERMITS_H
#define HEADGATE_ENGINE_PERMITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hg_permit_limits {
    size_t initial; /* permits at first */
    size_t max;     /* permits that there may be */
    size_t workers; /* with or without a permit */
};

struct hg_permits;

/* Nothing is acquired. Never NULL; to be freed. */
struct hg_permits *hg_permits_new(const struct hg_permit_limits *limits);
void hg_permits_free(struct hg_permits *permits);

/* How many can be acquired now. */
size_t hg_permits_available_count(const struct hg_permits *permits);
/* How many workers run a batch, with or without a permit. */
size_t hg_permits_running_count(const struct hg_permits *permits);
/* The worker begins a batch at `now_us` (monotonic). A permit should be available; only
 * when the queue is closed there may be more acquired than there are. */
void hg_permits_acquire(struct hg_permits *permits, size_t worker, int64_t now_us);
/* The worker runs no batch (any longer). */
void hg_permits_release(struct hg_permits *permits, size_t worker);

/* Whether there may be more permits than there are. */
bool hg_permits_may_grow(const struct hg_permits *permits);
/* Have twice as many permits, if at least half of them belong to workers that have waited
 * for their hosts since before `since_us` (monotonic). Returns whether there are more
 * now. */
bool hg_permits_grow(struct hg_permits *permits, int64_t since_us);
/* Revoke the permits of workers that have waited for their hosts since before `since_us`
 * (monotonic). Returns how many. */
size_t hg_permits_revoke(struct hg_permits *permits, int64_t since_us);

/* The worker sends a request at `now_us` (monotonic). */
void hg_permits_note_busy(struct hg_permits *permits, size_t worker, int64_t now_us);
/* Whether the worker still has its permit. Without it, it should end its batch. */
bool hg_permits_is_acquired(const struct hg_permits *permits, size_t worker);

#endif

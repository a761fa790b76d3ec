/* SPDX-License-Identifier: MIT */
/* permits: a record for each worker, and how many of them are acquired or revoked. */
#include "engine/permits.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "headgate/memory.h"

#include "headgate/banned.h"

/* Of one worker. Atomic members are written with the queue's lock held, or by the worker
 * itself. */
struct permit {
    atomic_bool is_acquired;
    /* Monotonic: when it sent the request whose answer it waits for. */
    _Atomic int64_t busy_since_us;
    bool is_revoked; /* its batch has not ended yet */
};

struct hg_permits {
    struct permit *of; /* owned: one for each worker */
    size_t worker_count;
    size_t count; /* that may be acquired at once */
    size_t max_count;
    size_t acquired_count;
    size_t revoked_count;
};

struct hg_permits *hg_permits_new(const struct hg_permit_limits *limits)
{
    struct hg_permits *permits = hg_memory_new(1, sizeof *permits);
    permits->of = hg_memory_new(limits->workers, sizeof *permits->of);
    permits->worker_count = limits->workers;
    permits->count = limits->initial;
    permits->max_count = limits->max;
    return permits;
}

void hg_permits_free(struct hg_permits *permits)
{
    if (permits == NULL)
        return;
    free(permits->of);
    free(permits);
}

size_t hg_permits_available_count(const struct hg_permits *permits)
{
    return permits->count > permits->acquired_count
               ? permits->count - permits->acquired_count
               : 0;
}

size_t hg_permits_running_count(const struct hg_permits *permits)
{
    return permits->acquired_count + permits->revoked_count;
}

void hg_permits_acquire(struct hg_permits *permits, size_t worker, int64_t now_us)
{
    struct permit *permit = &permits->of[worker];
    atomic_store(&permit->busy_since_us, now_us);
    atomic_store(&permit->is_acquired, true);
    permits->acquired_count++;
}

void hg_permits_release(struct hg_permits *permits, size_t worker)
{
    struct permit *permit = &permits->of[worker];
    permits->acquired_count -= atomic_load(&permit->is_acquired) ? 1 : 0;
    permits->revoked_count -= permit->is_revoked ? 1 : 0;
    atomic_store(&permit->is_acquired, false);
    permit->is_revoked = false;
}

static bool is_silent(const struct permit *permit, int64_t since_us)
{
    return atomic_load(&permit->is_acquired) &&
           atomic_load(&permit->busy_since_us) < since_us;
}

bool hg_permits_may_grow(const struct hg_permits *permits)
{
    return permits->count < permits->max_count;
}

bool hg_permits_grow(struct hg_permits *permits, int64_t since_us)
{
    size_t silent_count = 0;
    for (size_t i = 0; i < permits->worker_count; i++)
        silent_count += is_silent(&permits->of[i], since_us) ? 1 : 0;
    if (2 * silent_count < permits->count || !hg_permits_may_grow(permits))
        return false;
    const size_t doubled = 2 * permits->count;
    permits->count = doubled < permits->max_count ? doubled : permits->max_count;
    return true;
}

size_t hg_permits_revoke(struct hg_permits *permits, int64_t since_us)
{
    size_t count = 0;
    for (size_t i = 0; i < permits->worker_count; i++) {
        struct permit *permit = &permits->of[i];
        if (!is_silent(permit, since_us))
            continue;
        atomic_store(&permit->is_acquired, false);
        permit->is_revoked = true;
        count++;
    }
    permits->acquired_count -= count;
    permits->revoked_count += count;
    return count;
}

void hg_permits_note_busy(struct hg_permits *permits, size_t worker, int64_t now_us)
{
    atomic_store(&permits->of[worker].busy_since_us, now_us);
}

bool hg_permits_is_acquired(const struct hg_permits *permits, size_t worker)
{
    return atomic_load(&permits->of[worker].is_acquired);
}

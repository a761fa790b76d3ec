/* SPDX-License-Identifier: MIT */
/* lookup: all addresses of many names, or why one has none, in limited time.
 *
 * DESIGN: getaddrinfo(3) has no time-out and can't be interrupted. So it is called in detached
 * threads, on memory that they share with the caller; the last one of them frees it. */
#include "headgate/lookup.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <netdb.h>
#include <sys/socket.h>

#include "headgate/clock.h"
#include "headgate/memory.h"
#include "headgate/network.h"
#include "headgate/route.h"
#include "headgate/units.h"

#include "probe/name_answer.h"

#include "headgate/banned.h"

#define THREADS_MAX 32
#define STACK_BYTES ((size_t)512 * 1024)
#define POLL_US     (HG_US_PER_S / 10)

#define CONTROL_QUESTION "."

/* Fill a look-up. False when the resolver got no answer; "no such name" is an answer. */
typedef bool resolve_function(struct hg_lookup *lookup);

/* The lock guards all members but `resolve` and the names in the items, which do not change. */
struct work {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct hg_lookup *items; /* owned: with names of their own */
    size_t count;
    resolve_function *resolve;
    size_t next;   /* the first item that no thread has taken */
    size_t wanted; /* so many of the first items are waited for */
    size_t done;   /* of those */
    size_t users;  /* threads and the caller */
};

static struct work *work_new(const struct hg_lookup *lookups, size_t count,
                             resolve_function *resolve)
{
    struct work *work = hg_memory_new(1, sizeof *work);
    pthread_condattr_t attributes;

    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_mutex_init(&work->lock, NULL);
    pthread_cond_init(&work->changed, &attributes);
    pthread_condattr_destroy(&attributes);
    work->items = hg_memory_new(count, sizeof *work->items);
    work->count = count;
    work->resolve = resolve;
    work->users = 1;
    for (size_t i = 0; i < count; i++) {
        work->items[i].name = hg_memory_copy_text(lookups[i].name);
        work->items[i].version = lookups[i].version;
        work->items[i].was_silent = lookups[i].was_silent;
    }
    return work;
}

/* Called with the lock held, which it releases. */
static void leave(struct work *work)
{
    const bool is_last = --work->users == 0;
    pthread_mutex_unlock(&work->lock);
    if (!is_last)
        return;
    for (size_t i = 0; i < work->count; i++) {
        char *name;
        memcpy(&name, &work->items[i].name, sizeof name);
        free(name);
    }
    free(work->items);
    pthread_cond_destroy(&work->changed);
    pthread_mutex_destroy(&work->lock);
    free(work);
}

static int compare(const void *a, const void *b)
{
    const struct hg_address *first = a;
    const struct hg_address *second = b;
    if (first->family != second->family)
        return first->family - second->family;
    return memcmp(first->bytes, second->bytes, sizeof first->bytes);
}

static void add(struct hg_lookup *lookup, const struct hg_address *address)
{
    for (size_t i = 0; i < lookup->count; i++) {
        if (compare(&lookup->addresses[i], address) == 0)
            return;
    }
    if (lookup->count < HG_LOOKUP_MAX && address->family != 0)
        lookup->addresses[lookup->count++] = *address;
}

static void find_routes(struct hg_lookup *lookup)
{
    for (size_t i = 0; i < lookup->count; i++) {
        struct sockaddr_storage to;
        const size_t len = hg_address_write(&lookup->addresses[i], &to);
        lookup->has_route[i] =
            hg_route_find((const struct sockaddr *)&to, (socklen_t)len, NULL);
    }
}

static bool explain_name(struct hg_lookup *lookup)
{
    if (strcmp(lookup->name, CONTROL_QUESTION) == 0)
        return hg_name_answer_has_resolver();
    lookup->answer =
        hg_name_answer_find(lookup->name, lookup->version, lookup->was_silent);
    return true;
}

static bool resolve_name(struct hg_lookup *lookup)
{
    static const int families[] = {
        [HG_IP_ANY] = AF_UNSPEC, [HG_IP_4] = AF_INET, [HG_IP_6] = AF_INET6};
    const struct addrinfo hints = {.ai_family = families[lookup->version],
                                   .ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;

    if (strcmp(lookup->name, CONTROL_QUESTION) == 0)
        return hg_name_answer_has_resolver();
    const int code = getaddrinfo(lookup->name, NULL, &hints, &found);
    if (code != 0)
        return code != EAI_AGAIN;
    for (const struct addrinfo *at = found; at != NULL; at = at->ai_next) {
        struct hg_address address;
        hg_address_read(&address, at->ai_addr, at->ai_addrlen);
        add(lookup, &address);
    }
    freeaddrinfo(found);
    qsort(lookup->addresses, lookup->count, sizeof lookup->addresses[0], compare);
    find_routes(lookup);
    return true;
}

static void *run_thread(void *context)
{
    struct work *work = context;

    pthread_mutex_lock(&work->lock);
    while (work->next < work->count) {
        const size_t at = work->next++;
        struct hg_lookup answer = {.name = work->items[at].name,
                                   .version = work->items[at].version,
                                   .was_silent = work->items[at].was_silent};
        pthread_mutex_unlock(&work->lock);
        answer.is_done = work->resolve(&answer);
        pthread_mutex_lock(&work->lock);
        work->items[at] = answer;
        work->done += at < work->wanted ? 1 : 0;
        pthread_cond_signal(&work->changed);
    }
    leave(work);
    return NULL;
}

/* Called with the lock held. */
static void start_threads(struct work *work)
{
    const size_t wanted = work->count < THREADS_MAX ? work->count : THREADS_MAX;
    pthread_attr_t attributes;

    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK_BYTES);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    for (size_t i = 0; i < wanted; i++) {
        pthread_t thread;
        if (pthread_create(&thread, &attributes, run_thread, work) == 0)
            work->users++;
    }
    pthread_attr_destroy(&attributes);
}

/* Called with the lock held. Waits briefly, so that a signal can end the wait. */
static void wait_briefly(struct work *work, int64_t end_us)
{
    const int64_t poll_us = hg_clock_monotonic_us() + POLL_US;
    const int64_t until_us = poll_us < end_us ? poll_us : end_us;
    const struct timespec until = {
        .tv_sec = (time_t)(until_us / HG_US_PER_S),
        .tv_nsec = (long)(until_us % HG_US_PER_S * 1000),
    };
    pthread_cond_timedwait(&work->changed, &work->lock, &until);
}

/* Ends when the first `wanted` ones are done. False when no thread could be started. */
static bool resolve_all(struct hg_lookup *lookups, size_t count, size_t wanted,
                        int64_t timeout_us, const struct hg_cancel *cancel,
                        resolve_function *resolve)
{
    const int64_t end_us = hg_clock_monotonic_us() + timeout_us;
    struct work *work;

    if (count == 0)
        return true;
    work = work_new(lookups, count, resolve);
    work->wanted = wanted;
    pthread_mutex_lock(&work->lock);
    start_threads(work);
    const bool is_started = work->users > 1;
    while (work->users > 1 && work->done < wanted && !hg_cancel_is_set(cancel) &&
           hg_clock_monotonic_us() < end_us)
        wait_briefly(work, end_us);
    for (size_t i = 0; i < count; i++) {
        const char *name = lookups[i].name;
        lookups[i] = work->items[i];
        lookups[i].name = name;
    }
    work->next = count; /* the rest is not needed */
    leave(work);
    return is_started;
}

void hg_look_up(struct hg_lookup *lookups, size_t count, int64_t timeout_us,
                const struct hg_cancel *cancel)
{
    resolve_all(lookups, count, count, timeout_us, cancel, resolve_name);
}

enum hg_name_answer hg_look_up_again(struct hg_lookup *lookup, int64_t timeout_us,
                                     const struct hg_cancel *cancel)
{
    /* Several servers that are silent about a name take longer than there is time; whether they answer at all is
     * known meanwhile. */
    struct hg_lookup both[] = {*lookup, {.name = CONTROL_QUESTION}};
    if (!resolve_all(both, 2, 1, timeout_us, cancel, explain_name))
        return HG_NAME_NOT_ASKED;
    *lookup = both[0];
    if (lookup->is_done)
        return lookup->answer;
    return both[1].is_done ? HG_NAME_NO_ANSWER : HG_NAME_NO_RESOLVER;
}

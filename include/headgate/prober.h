/* SPDX-License-Identifier: MIT */
/* prober: how a worker makes an attempt. The real one uses libcurl; tests have a fake. */
#ifndef HEADGATE_PROBER_H
#define HEADGATE_PROBER_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/cancel.h"
#include "headgate/error.h"
#include "headgate/reply.h"
#include "headgate/target.h"

/* What the dispatcher asks a worker to do with one target. */
struct hg_ask {
    const struct hg_target *target;
    int64_t stop_at_us;  /* monotonic: the run's deadline; INT64_MAX: none */
    int64_t interval_us; /* least time between two requests to the target's host */
    const struct hg_cancel *cancel; /* ends the wait for it */
    bool with_get; /* `method: auto` shall not try HEAD: an earlier one timed out */
    bool is_fresh; /* a retry: new connection, name looked up anew */
    bool keeps_connection; /* the host has other targets in this run */
};

struct hg_prober {
    void *context;
    /* One per worker, in the worker's thread. Never NULL. */
    void *(*open)(void *context);
    /* Fill an initialised reply. Cannot fail: trouble is data in the reply. */
    void (*attempt)(void *probe, const struct hg_ask *ask, struct hg_reply *reply);
    /* A trip is over: end the connection that it left open, so that hosts see no more of them than
     * there are trips. */
    void (*rest)(void *probe);
    void (*close)(void *probe);
};

/* What the workers of a run share about this machine's network: with many hosts in the run, which
 * names can be looked up without the libc. Never NULL. */
struct hg_network;
struct hg_network *hg_network_new(struct hg_cancel *cancel, uint32_t host_count);
void hg_network_free(struct hg_network *network);

/* The prober that asks over the network, which must outlive it. Transfers end within about a second
 * once its `cancel` is set. Call hg_prober_start() once before any thread, hg_prober_end() after all
 * of them. */
int hg_prober_start(struct hg_error *err);
void hg_prober_end(void);
struct hg_prober hg_prober_network(struct hg_network *network);
/* Have the system make room for the open files of so many workers, as far as its limits allow. To be
 * called while the process has one thread: with more of them each doubling of the kernel's table
 * waits until every processor has noticed (Linux, expand_fdtable()), and 1,000 workers that start
 * wait for six. */
void hg_prober_make_room(size_t workers);
/* Version of the transfer library in use ("7.88.1"), and its TLS library and features for people
 * ("libcurl/7.88.1 OpenSSL/3.0.19 ..."). */
const char *hg_prober_library(void);
const char *hg_prober_library_features(void);
/* Version of c-ares, which looks up names in large runs; NULL: built without. */
const char *hg_prober_names_library(void);

#endif

/* SPDX-License-Identifier: MIT */
/* chain: the requests of an attempt, which follow redirects under one time limit. Each is made again where its
 * answer proves nothing, or where the server asks for another version of HTTP. */
#ifndef HEADGATE_PROBE_CHAIN_H
#define HEADGATE_PROBE_CHAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/method.h"
#include "headgate/policy.h"
#include "headgate/prober.h"
#include "headgate/url.h"

#include "probe/exchange.h"
#include "probe/transfer.h"

struct hg_chain {
    struct hg_transfer *transfer;
    const struct hg_probe_task *task;
    const struct hg_policy *policy;
    struct hg_url start;
    enum hg_method method;
    int64_t end_us; /* monotonic */
    /* For the host's interval, and on connections that proved nothing: extends the time limit. */
    int64_t waited_us;
    int64_t ended_at_us; /* monotonic: the last request to the target's host; 0: none */
    bool
        keeps_connections; /* as the task wants, unless the policy needs connections of its own */
    bool is_provisional; /* an exchange of any of the chains is */
    bool is_unconfirmed; /* no time was left for a connection of its own */
    bool was_public;     /* the previous hop's address */
    bool was_cut_short;  /* the last hop's connection was cut by the server */
};

/* Until the time limit, or the end of the run. */
int64_t hg_chain_left_us(const struct hg_chain *chain);
/* The schedule keeps the interval between attempts; this one is between the requests of an
 * attempt. */
void hg_chain_wait_for_interval(struct hg_chain *chain, const struct hg_url *here);
/* The request of one hop. The exchange is initialised here, and the caller releases it. */
void hg_chain_request(struct hg_chain *chain, const struct hg_url *here,
                      int64_t timeout_us, struct hg_exchange *exchange);

#endif

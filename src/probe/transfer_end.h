/* SPDX-License-Identifier: MIT */
/* transfer_end: what it means that a transfer has ended so. */
#ifndef HEADGATE_PROBE_TRANSFER_END_H
#define HEADGATE_PROBE_TRANSFER_END_H

#include <stdbool.h>

#include "headgate/address.h"
#include "headgate/cancel.h"

#include "probe/exchange.h"
#include "probe/peer.h"

/* A transfer that libcurl has performed. All pointers are borrowed. */
struct hg_transfer_end {
    void *easy;          /* CURL */
    int code;            /* CURLcode */
    const char *message; /* libcurl's; "": none */
    const struct hg_request *request;
    struct hg_exchange *exchange; /* with the facts that were read meanwhile */
    struct hg_peer *peer;
    const struct hg_cancel *cancel;
    const struct hg_address
        *refused;              /* an address that the policy does not allow; NULL: none */
    bool is_out_of_step;       /* nothing was sent: see hg_kept_send() */
    const char *trust_problem; /* why the trust store can't be used; NULL: it can */
    unsigned shortages;        /* allocations that had failed when it began */
    int socket_errno;          /* why this machine gave no socket; 0: it did */
    int closed_errno;          /* of the last socket that was refused; 0: none was */
    int system_errno;   /* errno after it; 0: no system call is known to have failed */
    bool was_connected; /* a connection was closed that somebody had accepted */
    bool is_abandoned;  /* libcurl gave up a connection that nobody had refused */
};

/* Set the exchange's failure, if it is one, with side and message, and what is known of its certificate and body. A
 * name that was not resolved is asked for again, which takes some seconds at most. */
void hg_transfer_end_read(const struct hg_transfer_end *end);

#endif

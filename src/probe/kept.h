/* SPDX-License-Identifier: MIT */
/* kept: the connections that a worker keeps for further requests, and whether the answers that came over
 * them can be relied on.
 *
 * DESIGN: an answer of HTTP/1 has no number. If a server sends a body after its answer to HEAD, where none
 * is allowed, a body that comes late is taken for the next answer, the next answer for the one after it, and
 * so on: each target gets its neighbour's (golang/go#12855). What gives it away is that something is left
 * over, in the end or before a further request. So an answer that came over a connection after an answer to
 * HEAD is provisional, until the connection has been checked: for as long as its slowest answer took, nothing
 * may arrive that was not requested. What libcurl has read and discarded counts, too: all bytes of the socket
 * must belong to the answers. The last one may still be on its way, slower than all before it: so this side
 * of the connection is closed then, and the peer must close its own without sending more. Only with TLS, where
 * that costs a handshake, a connection that another batch will use stays open after several answers that were
 * all alike. If anything else happens, or if libcurl closed the connection before that could be seen, all
 * provisional answers of the batch are refuted, and the host is an unkept one from then on. HTTP/2 numbers
 * its streams and needs none of this. */
#ifndef HEADGATE_PROBE_KEPT_H
#define HEADGATE_PROBE_KEPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/cancel.h"
#include "headgate/prober.h"

#include "probe/exchange.h"
#include "probe/unkept_hosts.h"
#include "probe/wire.h"

#define HG_KEPT_MAX 8

/* What tells a connection from all others that are open. */
struct hg_kept_ends {
    const char *ip; /* borrowed; the server's, or the proxy's */
    int port;
    int local_port;
};

struct hg_kept_connection {
    struct hg_wire wire;
    struct hg_kept_ends ends; /* the address is owned */
    char *host;               /* owned: its key among the unkept hosts */
    int64_t read_bytes;       /* of all answers; -1: not known, as with TLS */
    int64_t slowest_us;       /* answer since the last check */
    uint64_t last_request;    /* its number */
    int answer_count;         /* since the last check */
    int status;               /* of the last answer since then; 0: none yet */
    bool is_mixed;            /* another answer had another status */
    bool has_head;            /* an answer to HEAD came over it */
    bool has_provisional;
    bool has_excess; /* with TLS: libcurl has discarded what is no part of an answer */
    bool is_checked; /* with TLS: since the last answer, or that never began */
    /* While its last request is being made: libcurl has closed it, and this was its end. */
    bool is_closed;
    bool is_clean;
};

/* Of one worker. */
struct hg_kept {
    struct hg_unkept_hosts *unkept_hosts; /* borrowed */
    const struct hg_cancel *cancel;       /* borrowed */
    struct hg_kept_connection items[HG_KEPT_MAX];
    size_t count;
    bool is_refuted; /* the provisional answers of the batch */
    /* While a request is made; NULL: it has a connection of its own. */
    struct hg_kept_connection *current;
    struct hg_exchange *exchange;
    int64_t sent_us; /* monotonic */
    uint64_t request_count;
};

void hg_kept_init(struct hg_kept *kept, struct hg_unkept_hosts *unkept_hosts,
                  const struct hg_cancel *cancel);
void hg_kept_release(struct hg_kept *kept);

/* A request is made, and its answer will be in the exchange. */
void hg_kept_begin(struct hg_kept *kept, struct hg_exchange *exchange);
/* It is about to be sent over this connection; again, if another one was dead. Sets whether the answer will be
 * provisional. False: it must not be sent, because something has arrived that nobody has requested, and which would
 * be taken for its answer. */
bool hg_kept_send(struct hg_kept *kept, const struct hg_kept_ends *ends);
/* The head of its answer is complete. With TLS the connection is checked now if it ends with the answer:
 * afterwards nobody can. */
void hg_kept_end_head(struct hg_kept *kept);
/* libcurl closes the socket after this. A plain connection with provisional answers is checked. */
void hg_kept_close(struct hg_kept *kept, int socket);
/* It has been made. False: over no connection that is kept already. */
bool hg_kept_end(struct hg_kept *kept, const struct hg_request *request);
/* After that: the new connection over which it was made stays open. */
void hg_kept_add(struct hg_kept *kept, const struct hg_wire *wire,
                 const struct hg_kept_ends *ends, const struct hg_request *request,
                 const struct hg_exchange *exchange);
/* The connection is given up: forget it. */
void hg_kept_forget(struct hg_kept *kept, int socket);
/* Check connections that have provisional answers now, whose worst result hg_kept_settle() returns. `is_last`: none is
 * used again. */
void hg_kept_check(struct hg_kept *kept, bool is_last);
/* The batch is over: check the rest. True: its provisional answers count. False: none of them does. */
bool hg_kept_settle(struct hg_kept *kept, bool is_last);

/* Whether a connection should be kept whose first answer took so long, after it had taken so long to connect:
 * a check of it must not cost a batch more than new connections would. Pure. */
bool hg_kept_is_worthwhile(int64_t answer_us, int64_t connect_us,
                           const struct hg_batch_rest *rest);

#endif

/* SPDX-License-Identifier: MIT */
/* wire: a connection below libcurl: whether bytes have arrived that nobody has read. */
#ifndef HEADGATE_PROBE_WIRE_H
#define HEADGATE_PROBE_WIRE_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/cancel.h"

/* Both are libcurl's, and must be open. */
struct hg_wire {
    int socket;
    void *tls; /* OpenSSL's SSL; NULL: no TLS */
};

enum hg_wire_state {
    HG_WIRE_QUIET, /* open, and nothing has arrived */
    HG_WIRE_ENDED, /* closed by the peer, by an alert, or broken: nothing can follow */
    HG_WIRE_BYTES, /* HTTP, or what stands in its place, is unread; it stays unread */
};

/* Acknowledge now what has arrived. The peer may hold back a small packet until then (RFC 9293 3.7.4), which this
 * side may put off for 40 ms or until it sends something. Costs a packet. */
void hg_wire_acknowledge(const struct hg_wire *wire);
/* What is there now; one system call where nothing is. */
enum hg_wire_state hg_wire_look(const struct hg_wire *wire);
/* Acknowledge, and watch the connection until the monotonic time, for as long as it is quiet. Ends early, with quiet, once
 * `cancel` is set, which is looked at several times a second. */
enum hg_wire_state hg_wire_watch(const struct hg_wire *wire, int64_t until_us,
                                 const struct hg_cancel *cancel);
/* Close this side: nothing can be requested any more, and what is on its way can still be read. */
void hg_wire_finish(const struct hg_wire *wire);
/* Bytes that have arrived in a socket since it was connected, whoever has read them; -1 when the system does
 * not say. */
int64_t hg_wire_received(int socket);

/* How far a socket came that is about to be closed. */
enum hg_wire_progress {
    HG_WIRE_USED, /* it carried data; or the system does not say, or it is none of TCP */
    HG_WIRE_UNSENT,   /* not even the first packet was sent: connect(2) itself failed */
    HG_WIRE_REFUSED,  /* no connection came of it */
    HG_WIRE_WAITING,  /* the first packet was sent, and nobody has answered yet */
    HG_WIRE_ACCEPTED, /* connected, and no data was sent */
};

enum hg_wire_progress hg_wire_find_progress(int socket);

#endif

/* SPDX-License-Identifier: MIT */
/* sockets: what became of the sockets of a request: libcurl opens and closes several, and reports one error. */
#ifndef HEADGATE_PROBE_SOCKETS_H
#define HEADGATE_PROBE_SOCKETS_H

#include <stdbool.h>

/* All zero: there were none. */
struct hg_sockets {
    int open_errno;    /* why this machine gave none; 0: it did, or none was asked for */
    int refused_errno; /* of the last one that was refused; 0: none was */
    /* One was closed that: */
    bool has_waited;   /* waited to be connected */
    bool was_accepted; /* was connected and not used */
    bool was_used;     /* had carried data */
};

/* A new one, or -1. A failure that is this machine's stays noted, whatever the next ones say. */
int hg_sockets_open(struct hg_sockets *sockets, int family, int type, int protocol);
/* One is about to be closed, while `number` is the error number that libcurl knows. False: its address was refused
 * before a packet was sent to it. */
bool hg_sockets_note_close(struct hg_sockets *sockets, int closed, int number);
/* One was connected, and used or not. */
bool hg_sockets_were_connected(const struct hg_sockets *sockets);
/* One was given up that no peer had refused. */
bool hg_sockets_are_abandoned(const struct hg_sockets *sockets);

#endif

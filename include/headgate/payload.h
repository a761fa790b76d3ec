/* SPDX-License-Identifier: MIT */
/* payload: a finished message and its envelope, for a channel or the queue of unsent messages. */
#ifndef HEADGATE_PAYLOAD_H
#define HEADGATE_PAYLOAD_H

#include <stddef.h>

/* Everything is borrowed. */
struct hg_payload {
    /* Lines in the channel's own form, such as sender and recipients; "": none. */
    const char *envelope;
    const char *data; /* the message, in the channel's format */
    size_t len;
};

#endif

/* SPDX-License-Identifier: MIT */
/* payload: a finished message and who it is for, on its way through a channel or waiting to be sent. */
#ifndef HEADGATE_PAYLOAD_H
#define HEADGATE_PAYLOAD_H

#include <stddef.h>

/* Everything is borrowed. */
struct hg_payload {
    const char *
        envelope; /* lines in the channel's own form, such as sender and recipients; "": none */
    const char *data; /* the message, in the channel's format */
    size_t len;
};

#endif

/* SPDX-License-Identifier: MIT */
/* failing_channel: a channel that did not accept its last message. Every report names it until it accepts one: what it
 * should have said was not read by anyone. */
#ifndef HEADGATE_FAILING_CHANNEL_H
#define HEADGATE_FAILING_CHANNEL_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/buf.h"

struct hg_failing_channel {
    const char *name;
    int64_t since_us;      /* wall clock: of the first failure in a row */
    const char *problem;   /* of the last one: a sentence without secrets */
    int64_t waiting_count; /* messages that will be tried again */
};

struct hg_failing_channels {
    const struct hg_failing_channel *items; /* by name */
    size_t count;
};

/* Append "channel "ops" has failed since 2026-11-20T02:00:00Z (3 messages wait): ops.example answered 500". */
void hg_failing_channel_write(const struct hg_failing_channel *channel,
                              struct hg_buf *out);
/* Have `write` say each of them so. */
void hg_failing_channels_write(const struct hg_failing_channels *channels,
                               void (*write)(void *context, const char *line),
                               void *context);

#endif

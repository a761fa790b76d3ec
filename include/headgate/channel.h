/* SPDX-License-Identifier: MIT */
/* channel: a way to bring messages to people, as a row of one table. Whoever has news writes it in the
 * row's format, queues it with an envelope (headgate/unsent.h), and has the row send it.
 *
 * A new channel is a file of src/notify with its row, and a line in channel_rows.h and channels.c. */
#ifndef HEADGATE_CHANNEL_H
#define HEADGATE_CHANNEL_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/buf.h"
#include "headgate/cancel.h"
#include "headgate/error.h"
#include "headgate/payload.h"
#include "headgate/run.h"
#include "headgate/settings.h"

/* What became of a message for one recipient. */
enum hg_delivery_status {
    HG_DELIVERY_DEFERRED, /* not accepted now: it may be sent again later */
    HG_DELIVERY_SENT,     /* accepted */
    HG_DELIVERY_REJECTED, /* permanently: sending it again is of no use */
    HG_DELIVERY_STATUS_COUNT
};

/* What became of a message. */
struct hg_delivery {
    /* Recipients by status; a channel without recipients counts one. */
    size_t counts[HG_DELIVERY_STATUS_COUNT];
    char *remaining;     /* owned: envelope of the deferred recipients; NULL: none */
    bool is_unavailable; /* no other message would be accepted now either */
};

struct hg_channel {
    const char *name;   /* "mail"; stored in histories, so it never changes */
    const char *format; /* of its messages: a format of reports over a period */
    /* Whether the settings ask for the channel at all. */
    bool (*is_enabled)(const struct hg_settings *settings);
    /* Whether they ask for a message about this finished run, which opened or closed `change_count`
     * incidents. */
    bool (*is_wanted)(const struct hg_settings *settings, const struct hg_run *run,
                      size_t change_count);
    /* Append the envelope of a message to everybody that the settings name. */
    void (*write_envelope)(const struct hg_settings *settings, struct hg_buf *out);
    /* Blocks until the message is sent, or not, or a signal came (`cancel`), which is noticed within about
     * a second. 0 when all recipients were accepted; -1 (system error) otherwise, in one sentence without
     * secrets. What is not known to be accepted is deferred. Sets the delivery in both cases; release
     * it. */
    int (*send)(const struct hg_settings *settings, const struct hg_payload *payload,
                const struct hg_cancel *cancel, struct hg_delivery *delivery,
                struct hg_error *err);
};

/* Pointers to rows. */
const struct hg_channel *const *hg_channels(size_t *count);
/* NULL when there is none of that name. */
const struct hg_channel *hg_channel_find(const char *name);
void hg_delivery_release(struct hg_delivery *delivery);

#endif

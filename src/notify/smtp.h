/* SPDX-License-Identifier: MIT */
/* smtp: one message to a mail server, by libcurl. */
#ifndef HEADGATE_NOTIFY_SMTP_H
#define HEADGATE_NOTIFY_SMTP_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/cancel.h"
#include "headgate/channel.h"
#include "headgate/error.h"
#include "headgate/settings.h"
#include "headgate/text.h"

/* A message (RFC 5322) and its envelope: addresses without display names. Borrowed. */
struct hg_smtp_message {
    const char *sender;
    struct hg_texts recipients; /* at least one */
    const char *data;           /* lines may end with LF or CRLF */
    size_t len;
    const struct hg_cancel *cancel; /* a signal ends the sending */
    int64_t end_us;                 /* monotonic: so does this time; INT64_MAX: never */
};

struct hg_smtp_outcome {
    enum hg_delivery_status *statuses; /* borrowed, all zero: of each recipient */
    bool is_unavailable; /* the server did not come as far as this message */
};

/* Send it by `settings` (server, user, password, tls, ca, timeout): 0 when it was accepted for all
 * recipients. -1 (system error) with one sentence that names the server, the step that failed and the
 * server's reply, without our secrets. Those of the recipients that are accepted get it in any case. What
 * is not known to be accepted is deferred: when the connection dies after the message but before the
 * reply, it may arrive a second time.
 *
 * The server's certificate is verified, nothing is ever sent with less protection than `tls` says, and no
 * proxy is used. Takes `timeout_us` at most, connecting a sixth of it, and two seconds more for QUIT.
 * Blocks. */
int hg_smtp_send(const struct hg_mail *settings, const struct hg_smtp_message *message,
                 struct hg_smtp_outcome *outcome, struct hg_error *err)
    __attribute__((warn_unused_result));

#endif

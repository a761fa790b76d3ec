/* SPDX-License-Identifier: MIT */
/* mail: sends a finished message by SMTP. */
#ifndef HEADGATE_MAIL_H
#define HEADGATE_MAIL_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/error.h"
#include "headgate/settings.h"
#include "headgate/texts.h"

/* An RFC 5322 message and its envelope. */
struct hg_mail_message {
    const char *from; /* mailboxes, with or without display names (headgate/mailbox.h) */
    struct hg_texts to; /* likewise; at least one */
    const char *data;   /* lines may end with LF or CRLF */
    size_t len;
};

enum hg_mail_status {
    HG_MAIL_DEFERRED, /* not taken now: it may be tried again */
    HG_MAIL_SENT,     /* the server has taken it */
    HG_MAIL_REJECTED  /* for good: trying again is of no use */
};

/* Asked about once a second while a mail is being sent. */
struct hg_mail_stop {
    bool (*is_wanted)(const void *context); /* NULL: never */
    const void *context;
};

struct hg_mail_delivery {
    enum hg_mail_status *statuses; /* owned: of each recipient */
    size_t counts[HG_MAIL_REJECTED + 1];
    bool is_server_unavailable; /* nothing was said of this mail: none would be taken */
};

/* Send it by `settings` (server, user, password, tls, ca, timeout): 0 when it was taken
 * for all recipients. -1 with one sentence that names the server, what was being done and
 * what the server said, without our secrets: a system error. Those of the recipients that
 * are accepted get it in any case. What is not known to be sent is not: when the
 * connection dies after the message but before the answer, it may arrive a second time.
 *
 * The server's certificate is verified, nothing is ever sent with less protection than
 * `tls` says, and no proxy is used. Takes `timeout_us` at most, connecting a sixth of it,
 * and two seconds more for the goodbye. Blocks; release the delivery in both cases. */
int hg_mail_send(const struct hg_mail *settings, const struct hg_mail_message *message,
                 const struct hg_mail_stop *stop, struct hg_mail_delivery *delivery,
                 struct hg_error *err);
void hg_mail_delivery_release(struct hg_mail_delivery *delivery);

#endif

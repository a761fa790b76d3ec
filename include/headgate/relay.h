/* SPDX-License-Identifier: MIT */
/* relay: the SMTP server that takes mails and passes them on. */
#ifndef HEADGATE_RELAY_H
#define HEADGATE_RELAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/settings.h"

struct hg_relay {
    char *host;       /* owned: lower case ASCII; IPv6 in brackets */
    uint16_t port;    /* as given, else 587, 465 or 25 (RFC 6409, RFC 8314, RFC 5321) */
    bool is_loopback; /* this machine */
};

/* "HOST" or "HOST:PORT", IPv6 in brackets, international names too. -1 with a sentence in
 * `problem`. Release on success. */
int hg_relay_parse(struct hg_relay *relay, const char *server, enum hg_mail_tls tls,
                   char *problem, size_t size) __attribute__((warn_unused_result));
void hg_relay_release(struct hg_relay *relay);

#endif

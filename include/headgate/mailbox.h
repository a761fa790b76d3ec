/* SPDX-License-Identifier: MIT */
/* mailbox: sender or recipient of a mail, as people write it. */
#ifndef HEADGATE_MAILBOX_H
#define HEADGATE_MAILBOX_H

#include <stddef.h>

/* Longest address that SMTP can carry (RFC 5321 4.5.3.1.3), without angle brackets. */
#define HG_MAILBOX_ADDRESS_MAX 254

struct hg_mailbox {
    char *name;    /* owned: clean UTF-8 without quotation marks; NULL: none */
    char *address; /* owned: "local@domain" in ASCII, the domain converted */
};

/* "ops@example.com", "Operations <ops@example.com>" or "\"Ops, Berlin\"
 * <ops@example.com>" (clean UTF-8). The part before the "@" is dot-atoms of RFC 5322
 * 3.2.3: neither quoted nor, as SMTPUTF8 is not used, other than ASCII. The domain
 * is a name or an address in brackets (RFC 5321 4.1.3). One mailbox only. -1 with a
 * sentence in `problem` that names what is wrong. Release on success. */
int hg_mailbox_parse(struct hg_mailbox *mailbox, const char *text, char *problem,
                     size_t size) __attribute__((warn_unused_result));
void hg_mailbox_release(struct hg_mailbox *mailbox);

#endif

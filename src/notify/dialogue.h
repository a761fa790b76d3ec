/* SPDX-License-Identifier: MIT */
/* dialogue: what was said between us and a mail server (RFC 5321), and what follows from
 * it for each recipient. Knows no network: it is told of the commands and of the lines of
 * the replies.
 *
 * A reply 5xx to the sender, a recipient or the message is for good; what is said before
 * (greeting, TLS, login) is about the server and may be mended, and so are 530 to 539,
 * which ask for a login (RFC 4954 6). Nothing counts as sent but what the server has
 * taken with 2xx after the final dot. */
#ifndef HEADGATE_NOTIFY_DIALOGUE_H
#define HEADGATE_NOTIFY_DIALOGUE_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/buf.h"
#include "headgate/mail.h"
#include "headgate/texts.h"

enum hg_dialogue_phase {
    HG_DIALOGUE_GREETING, /* nothing was said by us yet */
    HG_DIALOGUE_HELLO,
    HG_DIALOGUE_STARTTLS,
    HG_DIALOGUE_LOGIN,
    HG_DIALOGUE_SENDER,
    HG_DIALOGUE_RECIPIENT,
    HG_DIALOGUE_DATA,
    HG_DIALOGUE_MESSAGE
};

struct hg_dialogue {
    enum hg_dialogue_phase phase;
    bool is_over;       /* we have said goodbye: what comes then is of no interest */
    size_t asked_count; /* recipients that were asked for */
    enum hg_mail_status *statuses; /* borrowed: of each recipient */
    bool *is_accepted;             /* owned: of each recipient, before the message */
    size_t recipient_count;
    int code;                      /* of the reply to the last command; 0: none yet */
    struct hg_buf reply;           /* of the reply that is being read, or was read last */
    bool is_reading;               /* more lines of it follow */
    struct hg_buf refusals;        /* of recipients: "\"a@b\": 550 no such user, ..." */
    const char *const *recipients; /* borrowed: their addresses */
    const char *password;          /* borrowed; NULL: none */
    struct hg_buf secrets;         /* what was sent to log in, each ended by NUL */
};

/* `fates` are all HG_MAIL_DEFERRED at first. */
void hg_dialogue_init(struct hg_dialogue *dialogue, const char *const *recipients,
                      size_t count, enum hg_mail_status *statuses, const char *password);
void hg_dialogue_release(struct hg_dialogue *dialogue);
/* A command that was sent, with or without its line end. */
void hg_dialogue_sent(struct hg_dialogue *dialogue, const char *line, size_t len);
/* A line of a reply that came, with or without its line end. */
void hg_dialogue_received(struct hg_dialogue *dialogue, const char *line, size_t len);
/* Append the last reply, "550 5.1.1 no such user", clean, bounded and without our
 * secrets; nothing while the last command has none. */
void hg_dialogue_describe(const struct hg_dialogue *dialogue, struct hg_buf *out);
/* "logging in", "recipient": what was being done. */
const char *hg_dialogue_phase_text(enum hg_dialogue_phase phase);

#endif

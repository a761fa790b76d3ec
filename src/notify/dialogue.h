/* SPDX-License-Identifier: MIT */
/* dialogue: the commands and replies between headgate and a mail server (RFC 5321), and what follows from
 * them for each recipient. It does no input or output: it is given the commands and the lines of the
 * replies.
 *
 * A reply 5xx to the sender, a recipient or the message is permanent. Replies before that (greeting, TLS,
 * login) are about the server, which may be repaired, and so are 530 to 539, which ask for a login (RFC
 * 4954 6). Only a message that the server accepted with 2xx after the final dot counts as sent. */
#ifndef HEADGATE_NOTIFY_DIALOGUE_H
#define HEADGATE_NOTIFY_DIALOGUE_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/buf.h"
#include "headgate/channel.h"
#include "headgate/secrets.h"
#include "headgate/text.h"

enum hg_dialogue_phase {
    HG_DIALOGUE_GREETING, /* no command was sent yet */
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
    bool is_over;                      /* QUIT was sent: later replies are ignored */
    size_t command_count;              /* recipients whose command was sent */
    const struct hg_texts *recipients; /* borrowed: addresses */
    enum hg_delivery_status *statuses; /* borrowed: of each recipient */
    bool *is_accepted;                 /* owned: of each recipient, before the message */
    int code;                          /* of the reply to the last command; 0: none yet */
    struct hg_buf reply;    /* text of the reply that is being read, or was read last */
    bool is_reading;        /* more lines of it follow */
    struct hg_buf refusals; /* of recipients: "\"a@b\": 550 no such user, ..." */
    const char *password;   /* borrowed; NULL: none */
    /* of the configuration; borrowed, NULL: none. To be set after hg_dialogue_init() */
    const struct hg_secrets *known_secrets;
    struct hg_buf secrets; /* lines of the login that were sent, each ended by NUL */
};

/* `statuses`, one for each recipient, are all HG_DELIVERY_DEFERRED at first. Everything given must outlive
 * the dialogue. */
void hg_dialogue_init(struct hg_dialogue *dialogue, const struct hg_texts *recipients,
                      enum hg_delivery_status *statuses, const char *password);
void hg_dialogue_release(struct hg_dialogue *dialogue);
/* A command that was sent, with or without its line end. */
void hg_dialogue_sent(struct hg_dialogue *dialogue, const char *line, size_t len);
/* A line of a reply that was received, with or without its line end. */
void hg_dialogue_received(struct hg_dialogue *dialogue, const char *line, size_t len);
/* Append the last reply, "550 5.1.1 no such user", clean, with at most 300 bytes of text, and without our secrets;
 * nothing while the last command has no reply. */
void hg_dialogue_describe(const struct hg_dialogue *dialogue, struct hg_buf *out);
/* The step, for messages: "login", "recipients". */
const char *hg_dialogue_phase_text(enum hg_dialogue_phase phase);

#endif

/* SPDX-License-Identifier: MIT */
/* chat_text: a message as text for chat services, by the rules of each. */
#ifndef HEADGATE_NOTIFY_CHAT_TEXT_H
#define HEADGATE_NOTIFY_CHAT_TEXT_H

#include <stddef.h>

#include "headgate/channel.h"
#include "headgate/json_writer.h"
#include "headgate/message.h"

/* Text that a service would take for more than text, and what is written instead. */
struct hg_chat_escape {
    const char *text;
    const char *written;
};

struct hg_chat_rules {
    size_t
        max_bytes; /* of the text; at least 3,000, or 1,500 where escapes only double it */
    const struct hg_chat_escape *escapes; /* the first one that fits is taken */
    size_t escape_count;
};

/* Append at most `max_bytes` of the text, and U+2026 where it is cut; then it is cleaned and escaped. */
void hg_chat_text_add(const char *text, size_t max_bytes,
                      const struct hg_chat_rules *rules, struct hg_buf *out);
/* Append the message in lines: its title where it has several, one for each group of events, as many as there is room
 * for, and "and 7 more" for the other events. */
void hg_chat_text_write(const struct hg_message *message,
                        const struct hg_chat_rules *rules, struct hg_buf *out);
/* The same without a title, for what says it elsewhere. */
void hg_chat_lines_write(const struct hg_message *message,
                         const struct hg_chat_rules *rules, struct hg_buf *out);

/* Writes the members of the object that a service reads; `text` is the message in lines. */
typedef void hg_chat_members(struct hg_json_writer *json,
                             const struct hg_message *message, const char *text);
/* The request of a service that reads the whole message from one JSON object. False for all parts but the first. */
bool hg_chat_request_write(const struct hg_message *message,
                           const struct hg_channel_moment *moment,
                           const struct hg_chat_rules *rules,
                           hg_chat_members *write_members,
                           struct hg_channel_request *request);

#endif

/* SPDX-License-Identifier: MIT */
/* field_text: the fields of a message (headgate/message_field.h) as texts. */
#ifndef HEADGATE_NOTIFY_FIELD_TEXT_H
#define HEADGATE_NOTIFY_FIELD_TEXT_H

#include "headgate/buf.h"
#include "headgate/message.h"
#include "headgate/message_field.h"

/* Append the field: clean but for the line feeds of HG_MESSAGE_TEXT, at most 4,096 bytes, "" for what the message does not
 * have. */
void hg_field_text_write(const struct hg_message *message, enum hg_message_field field,
                         struct hg_buf *out);

#endif

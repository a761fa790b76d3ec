/* SPDX-License-Identifier: MIT */
/* event_json: a message as our own JSON, as reports/headgate-event-1.schema.json describes it. */
#ifndef HEADGATE_NOTIFY_EVENT_JSON_H
#define HEADGATE_NOTIFY_EVENT_JSON_H

#include "headgate/buf.h"
#include "headgate/message.h"

/* Append the message, in at most 20,000 bytes: the list of its events is made shorter, and the texts of a single one, never
 * the JSON. */
void hg_event_json_write(const struct hg_message *message, struct hg_buf *out);

#endif

/* SPDX-License-Identifier: MIT */
/* template_text: a message written by a template of the configuration. */
#ifndef HEADGATE_NOTIFY_TEMPLATE_TEXT_H
#define HEADGATE_NOTIFY_TEMPLATE_TEXT_H

#include "headgate/buf.h"
#include "headgate/message.h"
#include "headgate/settings.h"

/* Append what the channel's template makes, its fields escaped by what it is written in; or our JSON, where it has none.
 * What fields say is not searched for fields again. */
void hg_template_text_write(const struct hg_channel_settings *settings,
                            const struct hg_message *message, struct hg_buf *out);

#endif

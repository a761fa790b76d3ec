/* SPDX-License-Identifier: MIT */
/* template_text: a message written by a template of the configuration. */
#ifndef HEADGATE_NOTIFY_TEMPLATE_TEXT_H
#define HEADGATE_NOTIFY_TEMPLATE_TEXT_H

#include "headgate/buf.h"
#include "headgate/message.h"
#include "headgate/template.h"

/* Append the template with its fields, escaped as the notation asks for. What fields say is not searched for fields
 * again. */
void hg_template_text_write(const struct hg_template *template,
                            enum hg_template_notation notation,
                            const struct hg_message *message, struct hg_buf *out);

#endif

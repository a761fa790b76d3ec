/* SPDX-License-Identifier: MIT */
/* template: a text with fields of a message, "{\"text\": \"${title}\"}", taken apart once. */
#ifndef HEADGATE_TEMPLATE_H
#define HEADGATE_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/message_field.h"

/* A text, or a field. */
struct hg_template_part {
    const char *text; /* NULL: a field */
    size_t len;
    enum hg_message_field field;
    bool is_in_string; /* of JSON: between quotation marks */
};

struct hg_template {
    const struct hg_template_part *parts;
    size_t count; /* 0: there is no template */
};

/* What a template is written in, which decides how fields are escaped. */
enum hg_template_notation {
    HG_TEMPLATE_PLAIN, /* not at all */
    HG_TEMPLATE_JSON,  /* in a string as part of it, elsewhere as a value */
    HG_TEMPLATE_FORM,  /* percent-encoded */
    HG_TEMPLATE_MARKUP /* as text of XML or HTML */
};
/* By the media type of what is sent; NULL: JSON. */
enum hg_template_notation hg_template_notation_of(const char *media_type);
/* Whether it is JSON, whatever its fields are. */
bool hg_template_is_json(const struct hg_template *template);

#endif

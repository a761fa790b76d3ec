/* SPDX-License-Identifier: MIT */
/* template_text: part by part. */
#include "notify/template_text.h"

#include <string.h>

#include "headgate/ascii.h"
#include "headgate/json_writer.h"

#include "format/markup.h"
#include "notify/event_json.h"
#include "notify/field_text.h"

#include "headgate/banned.h"

/* Their values are JSON as they are. */
static bool is_literal(enum hg_message_field field)
{
    return field == HG_MESSAGE_TEST || field == HG_MESSAGE_COUNT ||
           field == HG_MESSAGE_INCIDENT;
}

static void add_json(const struct hg_template_part *part, const char *value,
                     struct hg_buf *out)
{
    struct hg_json_writer json;
    struct hg_sink sink;
    if (!part->is_in_string && is_literal(part->field)) {
        hg_buf_add_text(out, value[0] == '\0' ? "null" : value);
        return;
    }
    hg_sink_init(&sink, -1);
    hg_json_writer_init(&json, &sink, 0);
    hg_json_write_text(&json, NULL, value);
    const size_t marks = part->is_in_string ? 1 : 0;
    hg_buf_add(out, sink.buffer.data + marks, sink.buffer.len - 2 * marks);
    hg_sink_release(&sink);
}

/* application/x-www-form-urlencoded, as the URL standard serialises it, with %20 for a blank. */
static void add_form(const char *value, struct hg_buf *out)
{
    for (const char *c = value; *c != '\0'; c++) {
        if (hg_ascii_is_letter(*c) || hg_ascii_is_digit(*c) || strchr("*-._", *c) != NULL)
            hg_buf_add_char(out, *c);
        else
            hg_buf_printf(out, "%%%02X", (unsigned)(unsigned char)*c);
    }
}

static void add_markup(const char *value, struct hg_buf *out)
{
    struct hg_sink sink;
    hg_sink_init(&sink, -1);
    hg_markup_text(&sink, value);
    hg_buf_add(out, sink.buffer.data, sink.buffer.len);
    hg_sink_release(&sink);
}

static void add_field(const struct hg_template_part *part,
                      enum hg_template_notation notation,
                      const struct hg_message *message, struct hg_buf *out)
{
    struct hg_buf value;
    hg_buf_init(&value);
    hg_field_text_write(message, part->field, &value);
    switch (notation) {
    case HG_TEMPLATE_PLAIN:
        hg_buf_add_text(out, value.data);
        break;
    case HG_TEMPLATE_JSON:
        add_json(part, value.data, out);
        break;
    case HG_TEMPLATE_FORM:
        add_form(value.data, out);
        break;
    case HG_TEMPLATE_MARKUP:
        add_markup(value.data, out);
        break;
    }
    hg_buf_release(&value);
}

void hg_template_text_write(const struct hg_channel_settings *settings,
                            const struct hg_message *message, struct hg_buf *out)
{
    const enum hg_template_notation notation =
        hg_template_notation_of(settings->content_type);
    if (settings->template.count == 0)
        hg_event_json_write(message, out);
    for (size_t i = 0; i < settings->template.count; i++) {
        const struct hg_template_part *part = &settings->template.parts[i];
        if (part->text != NULL)
            hg_buf_add(out, part->text, part->len);
        else
            add_field(part, notation, message, out);
    }
}

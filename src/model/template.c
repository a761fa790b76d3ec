/* SPDX-License-Identifier: MIT */
/* template: what a template is written in. */
#include "headgate/template.h"

#include <string.h>

#include "headgate/buf.h"
#include "headgate/json_document.h"
#include "headgate/media.h"

#include "headgate/banned.h"

enum hg_template_notation hg_template_notation_of(const char *media_type)
{
    static const struct {
        const char *media_type;
        enum hg_template_notation notation;
    } rows[] = {
        {"application/x-www-form-urlencoded", HG_TEMPLATE_FORM},
        {"text/html", HG_TEMPLATE_MARKUP},
        {"application/xhtml+xml", HG_TEMPLATE_MARKUP},
        {"application/xml", HG_TEMPLATE_MARKUP},
        {"text/xml", HG_TEMPLATE_MARKUP},
        {"application/soap+xml", HG_TEMPLATE_MARKUP},
    };
    if (media_type == NULL || hg_media_is_json(media_type))
        return HG_TEMPLATE_JSON;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (hg_media_matches(rows[i].media_type, media_type))
            return rows[i].notation;
    }
    return HG_TEMPLATE_PLAIN;
}

/* Of a field, what it is stands for any other that is escaped as well. */
bool hg_template_is_json(const struct hg_template *template)
{
    enum hg_json_fault fault;
    struct hg_buf text;
    hg_buf_init(&text);
    for (size_t i = 0; i < template->count; i++) {
        const struct hg_template_part *part = &template->parts[i];
        if (part->text != NULL)
            hg_buf_add(&text, part->text, part->len);
        else
            hg_buf_add_text(&text, part->is_in_string ? "x" : "\"x\"");
    }
    struct hg_json_document *json = hg_json_document_parse(text.data, text.len, &fault);
    hg_json_document_free(json);
    hg_buf_release(&text);
    return json != NULL;
}

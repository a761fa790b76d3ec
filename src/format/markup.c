/* SPDX-License-Identifier: MIT */
/* markup: texts in XML and HTML. */
#include "format/markup.h"

#include <string.h>

#include "headgate/buf.h"

#include "headgate/banned.h"

/* RFC 9110 4.1 recommends to support 8000; mail has not the room. */
#define LINK_BYTES_MAX 1000

/* XML 1.0 2.4 and 3.3.3: what a reader would take for markup or turn into a blank. NULL:
 * nothing. */
static const char *escape_of(char character, bool is_attribute)
{
    switch (character) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '\r':
        return "&#13;";
    case '"':
        return "&quot;";
    case '\n':
        return is_attribute ? "&#10;" : NULL;
    case '\t':
        return is_attribute ? "&#9;" : NULL;
    default:
        return NULL;
    }
}

static void write_escaped(struct hg_sink *sink, const char *text, bool is_attribute)
{
    const char *plain = text;
    for (; *text != '\0'; text++) {
        const char *escape = escape_of(*text, is_attribute);
        if (escape == NULL)
            continue;
        hg_sink_write(sink, plain, (size_t)(text - plain));
        hg_sink_text(sink, escape);
        plain = text + 1;
    }
    hg_sink_write(sink, plain, (size_t)(text - plain));
}

void hg_markup_text(struct hg_sink *sink, const char *text)
{
    write_escaped(sink, text, false);
}

void hg_markup_attribute(struct hg_sink *sink, const char *name, const char *value)
{
    hg_sink_text(sink, " ");
    hg_sink_text(sink, name);
    hg_sink_text(sink, "=\"");
    write_escaped(sink, value, true);
    hg_sink_text(sink, "\"");
}

void hg_markup_headline(struct hg_sink *sink, const char *headline)
{
    const size_t len = strlen(headline);
    struct hg_buf words;
    hg_buf_init(&words);
    hg_buf_add_text(&words, headline);
    if (len > 2 && strcmp(headline + len - 2, " %") == 0)
        hg_buf_cut(&words, len - 2);
    hg_markup_text(sink, words.data);
    hg_sink_text(sink, words.len < len ? "&nbsp;%" : "");
    hg_buf_release(&words);
}

bool hg_markup_is_link(const char *url)
{
    return (strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0) &&
           strlen(url) <= LINK_BYTES_MAX;
}

/* SPDX-License-Identifier: MIT */
/* xml: tags, attributes and texts into a sink. */
#include "report/xml.h"

#include <assert.h>
#include <string.h>

#include "headgate/banned.h"

#define INDENT_BYTES 2

void hg_xml_init(struct hg_xml *xml, struct hg_sink *sink)
{
    *xml = (struct hg_xml){.sink = sink};
    hg_sink_text(sink, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
}

/* XML 1.0 2.4 and 3.3.3: what a reader would take for markup or turn into a blank. NULL: nothing. */
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

static void indent(const struct hg_xml *xml)
{
    const size_t blanks = xml->depth * INDENT_BYTES;
    char *at = hg_sink_room(xml->sink, blanks);
    memset(at, ' ', blanks);
    hg_sink_fill(xml->sink, at + blanks);
}

void hg_xml_start(struct hg_xml *xml, const char *element)
{
    assert(xml->depth < HG_XML_DEPTH_MAX);
    if (xml->is_tag_open)
        hg_sink_text(xml->sink, ">\n");
    indent(xml);
    hg_sink_text(xml->sink, "<");
    hg_sink_text(xml->sink, element);
    xml->open[xml->depth++] = element;
    xml->is_tag_open = true;
    xml->has_text = false;
}

void hg_xml_attribute(struct hg_xml *xml, const char *name, const char *value)
{
    assert(xml->is_tag_open);
    hg_sink_text(xml->sink, " ");
    hg_sink_text(xml->sink, name);
    hg_sink_text(xml->sink, "=\"");
    write_escaped(xml->sink, value, true);
    hg_sink_text(xml->sink, "\"");
}

void hg_xml_text(struct hg_xml *xml, const char *text)
{
    assert(xml->is_tag_open);
    hg_sink_text(xml->sink, ">");
    write_escaped(xml->sink, text, false);
    xml->is_tag_open = false;
    xml->has_text = true;
}

void hg_xml_end(struct hg_xml *xml)
{
    const char *element = xml->open[--xml->depth];
    if (xml->is_tag_open) {
        hg_sink_text(xml->sink, "/>\n");
    } else {
        if (!xml->has_text)
            indent(xml);
        hg_sink_text(xml->sink, "</");
        hg_sink_text(xml->sink, element);
        hg_sink_text(xml->sink, ">\n");
    }
    xml->is_tag_open = false;
    xml->has_text = false;
}

/* SPDX-License-Identifier: MIT */
/* xml: tags, attributes and texts into a sink. */
#include "format/xml.h"

#include <assert.h>
#include <string.h>

#include "format/markup.h"

#include "headgate/banned.h"

#define INDENT_BYTES 2

void hg_xml_init(struct hg_xml *xml, struct hg_sink *sink)
{
    *xml = (struct hg_xml){.sink = sink};
    hg_sink_text(sink, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
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
    hg_markup_attribute(xml->sink, name, value);
}

void hg_xml_text(struct hg_xml *xml, const char *text)
{
    assert(xml->is_tag_open);
    hg_sink_text(xml->sink, ">");
    hg_markup_text(xml->sink, text);
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

/* SPDX-License-Identifier: MIT */
/* xml: an XML document written element by element, two blanks deeper for each level. Nothing is kept
 * in memory but the names of the open elements.
 *
 * Texts are UTF-8 without control characters but tab and line feed, as all texts of a run are
 * (headgate/text.h): XML 1.0 2.2 allows no others. */
#ifndef HEADGATE_FORMAT_XML_H
#define HEADGATE_FORMAT_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/output.h"

#define HG_XML_DEPTH_MAX 8

struct hg_xml {
    struct hg_sink *sink;               /* borrowed */
    const char *open[HG_XML_DEPTH_MAX]; /* names, borrowed until they are closed */
    size_t depth;
    bool is_tag_open; /* the last start tag may still get attributes */
    bool has_text;    /* the innermost element ends on the same line */
};

/* Begin the document. */
void hg_xml_init(struct hg_xml *xml, struct hg_sink *sink);
void hg_xml_start(struct hg_xml *xml, const char *element);
/* Of the element that was started last, before anything else in it. */
void hg_xml_attribute(struct hg_xml *xml, const char *name, const char *value);
/* The element's only content. */
void hg_xml_text(struct hg_xml *xml, const char *text);
/* End the innermost element: "<a/>" when it has no content. */
void hg_xml_end(struct hg_xml *xml);

#endif

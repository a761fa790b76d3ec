/* SPDX-License-Identifier: MIT */
/* xml: tests of what is written, and that a reader gets back what was meant. */
#include "unit.h"

#include <string.h>

#include <libxml/parser.h>

#include "format/xml.h"

static void elements_are_indented_and_closed(void)
{
    struct hg_sink sink;
    struct hg_xml xml;
    hg_sink_init(&sink, -1);
    hg_xml_init(&xml, &sink);
    hg_xml_start(&xml, "a");
    hg_xml_attribute(&xml, "x", "1");
    hg_xml_attribute(&xml, "y", "");
    hg_xml_start(&xml, "b");
    hg_xml_end(&xml);
    hg_xml_start(&xml, "c");
    hg_xml_start(&xml, "d");
    hg_xml_text(&xml, "two\nlines");
    hg_xml_end(&xml);
    hg_xml_end(&xml);
    hg_xml_end(&xml);
    UNIT_ASSERT_TEXT(sink.buffer.data, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                       "<a x=\"1\" y=\"\">\n"
                                       "  <b/>\n"
                                       "  <c>\n"
                                       "    <d>two\nlines</d>\n"
                                       "  </c>\n"
                                       "</a>\n");
    hg_sink_release(&sink);
}

static void texts_come_back_as_they_were(void)
{
    static const char *const texts[] = {
        "",        "plain", "<b>&amp;\"'</b>",           "]]>",
        "a\tb\nc", "--",    "\xC3\xA4 \xF0\x9F\x98\x80", "  blanks  ",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct hg_sink sink;
        struct hg_xml xml;
        hg_sink_init(&sink, -1);
        hg_xml_init(&xml, &sink);
        hg_xml_start(&xml, "a");
        hg_xml_attribute(&xml, "x", texts[i]);
        hg_xml_text(&xml, texts[i]);
        hg_xml_end(&xml);
        xmlDocPtr document =
            xmlReadMemory(sink.buffer.data, (int)sink.buffer.len, NULL, NULL, 0);
        CU_ASSERT_PTR_NOT_NULL_FATAL(document);
        xmlNodePtr root = xmlDocGetRootElement(document);
        xmlChar *value = xmlGetProp(root, (const xmlChar *)"x");
        xmlChar *content = xmlNodeGetContent(root);
        UNIT_ASSERT_TEXT((const char *)value, texts[i]);
        UNIT_ASSERT_TEXT((const char *)content, texts[i]);
        xmlFree(value);
        xmlFree(content);
        xmlFreeDoc(document);
        hg_sink_release(&sink);
    }
}

CU_TestInfo xml_tests[] = {
    {"elements are indented and closed", elements_are_indented_and_closed},
    {"texts come back as they were", texts_come_back_as_they_were},
    CU_TEST_INFO_NULL,
};

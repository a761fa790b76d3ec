/* SPDX-License-Identifier: MIT */
/* html: what is written is read by libxml2. */
#include "html.h"

#include <string.h>

#include <CUnit/CUnit.h>
#include <libxml/xpath.h>

htmlDocPtr html_parse(const char *text)
{
    htmlDocPtr document =
        htmlReadMemory(text, (int)strlen(text), NULL, "UTF-8",
                       HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
    CU_ASSERT_PTR_NOT_NULL_FATAL(document);
    return document;
}

size_t html_count(htmlDocPtr document, const char *expression)
{
    xmlXPathContextPtr context = xmlXPathNewContext(document);
    xmlXPathObjectPtr found =
        xmlXPathEvalExpression((const xmlChar *)expression, context);
    CU_ASSERT_PTR_NOT_NULL_FATAL(found);
    const size_t count =
        found->nodesetval == NULL ? 0 : (size_t)found->nodesetval->nodeNr;
    xmlXPathFreeObject(found);
    xmlXPathFreeContext(context);
    return count;
}

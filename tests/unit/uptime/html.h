/* SPDX-License-Identifier: MIT */
/* html: what is written is read by libxml2. */
#ifndef HEADGATE_TESTS_UPTIME_HTML_H
#define HEADGATE_TESTS_UPTIME_HTML_H

#include <stddef.h>

#include <libxml/HTMLparser.h>

/* To be given to xmlFreeDoc(). */
htmlDocPtr html_parse(const char *text);
/* How many nodes an XPath expression finds. */
size_t html_count(htmlDocPtr document, const char *expression);

#endif

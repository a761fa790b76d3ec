/* SPDX-License-Identifier: MIT */
/* markup: texts in XML and HTML. */
#ifndef HEADGATE_FORMAT_MARKUP_H
#define HEADGATE_FORMAT_MARKUP_H

#include <stdbool.h>

#include "headgate/output.h"

/* Write the text so that nothing in it is taken for markup. */
void hg_markup_text(struct hg_sink *sink, const char *text);
/* Write ` name="value"`. */
void hg_markup_attribute(struct hg_sink *sink, const char *name, const char *value);
/* A headline in HTML: the percentage at its end stays on one line. */
void hg_markup_headline(struct hg_sink *sink, const char *headline);
/* Whether a URL may be a link: http and https, of a length that readers take. */
bool hg_markup_is_link(const char *url);

#endif

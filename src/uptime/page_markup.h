/* SPDX-License-Identifier: MIT */
/* page_markup: what all parts of the page for browsers are written with. */
#ifndef HEADGATE_UPTIME_PAGE_MARKUP_H
#define HEADGATE_UPTIME_PAGE_MARKUP_H

#include <stdbool.h>

#include "headgate/output.h"

#include "uptime/outline.h"

/* A name, which is a link where there is a URL that may be one (NULL: none). */
void hg_page_name(struct hg_sink *sink, const char *name, const char *url);
/* The word of an entry, in its tone; nothing where it has none. */
void hg_page_word(struct hg_sink *sink, const struct hg_outline_entry *entry);
/* A paragraph for each line, in which no figure is parted from its unit. */
void hg_page_paragraphs(struct hg_sink *sink, const char *lines);
/* The class of a tone. */
const char *hg_page_tone(enum hg_tone tone);

/* A table of entries: its head with the columns of the section, a row, its end. A caption that is the title of the
 * section is not seen, as that stands over it. */
void hg_page_table_open(struct hg_sink *sink, const struct hg_outline_section *section,
                        const char *caption);
void hg_page_table_row(struct hg_sink *sink, const struct hg_outline_section *section,
                       const struct hg_outline_entry *entry);
void hg_page_table_close(struct hg_sink *sink);

#endif

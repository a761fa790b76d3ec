/* SPDX-License-Identifier: MIT */
/* csv_value: cells of a CSV document as RFC 4180 writes them. */
#ifndef HEADGATE_FORMAT_CSV_VALUE_H
#define HEADGATE_FORMAT_CSV_VALUE_H

#include <stdint.h>

#include "headgate/output.h"
#include "headgate/text.h"

/* Quoted where needed, and with an apostrophe before what a spreadsheet would take for a
 * formula. */
void hg_csv_text(struct hg_sink *sink, const char *text);
/* In one cell, blanks between. */
void hg_csv_texts(struct hg_sink *sink, const struct hg_texts *texts);
/* RFC 3339 in UTC. */
void hg_csv_time(struct hg_sink *sink, int64_t wall_us);

#endif

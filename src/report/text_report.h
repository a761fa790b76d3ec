/* SPDX-License-Identifier: MIT */
/* text_report: marks and colours of the report for people. Every mark is a different character, so
 * that no information is in a colour alone. */
#ifndef HEADGATE_REPORT_TEXT_REPORT_H
#define HEADGATE_REPORT_TEXT_REPORT_H

#include <stdbool.h>

#include "headgate/outcome.h"
#include "headgate/output.h"
#include "headgate/report.h"

enum hg_text_color {
    HG_TEXT_PLAIN,
    HG_TEXT_BOLD,
    HG_TEXT_DIM,
    HG_TEXT_RED,
    HG_TEXT_GREEN,
    HG_TEXT_YELLOW,
    HG_TEXT_MAGENTA
};

/* The text, in that colour when colours are wanted. */
void hg_text_paint(struct hg_sink *sink, bool use_color, enum hg_text_color color,
                   const char *text);
/* The mark of an outcome, in its colour: one column. */
void hg_text_mark(struct hg_sink *sink, bool use_color, enum hg_outcome outcome);
/* The name, then blanks up to `columns`. */
void hg_text_pad(struct hg_sink *sink, const char *name, int columns);

#endif

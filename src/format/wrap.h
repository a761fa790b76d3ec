/* SPDX-License-Identifier: MIT */
/* wrap: clean text in lines of so many columns, by the width that a terminal shows. */
#ifndef HEADGATE_FORMAT_WRAP_H
#define HEADGATE_FORMAT_WRAP_H

#include <stddef.h>

#include "headgate/buf.h"
#include "headgate/output.h"

/* A blank at which no line is broken: within a figure (U+00A0). */
#define HG_WRAP_NO_BREAK "\xC2\xA0"

/* Write `text` in lines of at most `columns`, each after `indent` blanks; broken at
 * blanks, and within a word only when it is longer than a line. Line feeds in it begin a
 * new line. What a CI service would take for a command at the beginning of a line gets a
 * dot before it. A blank that is not broken at is written as a plain one. */
void hg_wrap_write(struct hg_sink *sink, const char *text, size_t indent, size_t columns);
/* Write clean text with plain blanks. */
void hg_wrap_write_plain(struct hg_sink *sink, const char *text, size_t len);
/* Append `text`, cut to `columns` with an ellipsis at its end. Returns the columns that
 * it took. */
size_t hg_wrap_cut(struct hg_buf *out, const char *text, size_t columns);

#endif

/* SPDX-License-Identifier: MIT */
/* lines: a list of clean texts as one value: they have no line feeds, which join them. */
#ifndef HEADGATE_HISTORY_STORE_LINES_H
#define HEADGATE_HISTORY_STORE_LINES_H

#include "headgate/arena.h"
#include "headgate/buf.h"
#include "headgate/text.h"

/* Append them. */
void hg_lines_join(const struct hg_texts *texts, struct hg_buf *out);
/* The texts of a value, in the arena, and clean even if the file was changed by others; NULL and "" are none. */
struct hg_texts hg_lines_split(struct hg_arena *arena, const char *value);

#endif

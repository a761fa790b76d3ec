/* SPDX-License-Identifier: MIT */
/* terminal: what the standard streams can show, and the line at the bottom of a terminal that is drawn
 * again and again while something goes on. */
#ifndef HEADGATE_APP_TERMINAL_H
#define HEADGATE_APP_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/settings.h"

/* Colours on the stream: as set, and for `auto` on a terminal unless NO_COLOR (no-color.org) is set
 * or TERM is dumb; FORCE_COLOR turns them on. */
bool hg_terminal_has_color(int fd, enum hg_when when);
/* Progress on the stream: as set, and for `auto` on a terminal outside of CI (the variable CI). */
bool hg_terminal_has_progress(int fd, enum hg_when when);
/* Columns of the terminal; 0 when the stream is not a terminal. */
int hg_terminal_columns(int fd);

/* The line, on standard error. Zeroed, it is hidden. */
struct hg_terminal_line {
    bool is_shown;
};

/* Columns that fit into the line. A full one would wrap and could not be erased, so one stays free;
 * SIZE_MAX when the width is unknown. */
size_t hg_terminal_line_columns(void);
/* Draw it in place of the one before, cut to what fits. */
void hg_terminal_line_show(struct hg_terminal_line *line, const char *text);
/* Erase it, so that something else can be written. */
void hg_terminal_line_hide(struct hg_terminal_line *line);

#endif

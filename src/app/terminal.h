/* SPDX-License-Identifier: MIT */
/* terminal: what the standard streams can show, and what the person and the environment want. */
#ifndef HEADGATE_APP_TERMINAL_H
#define HEADGATE_APP_TERMINAL_H

#include <stdbool.h>

#include "headgate/settings.h"

/* Colours on the stream: as set, and for `auto` on a terminal unless NO_COLOR (no-color.org) is set
 * or TERM is dumb; FORCE_COLOR turns them on. */
bool hg_terminal_has_color(int fd, enum hg_when when);
/* Progress on the stream: as set, and for `auto` on a terminal outside of CI (the variable CI). */
bool hg_terminal_has_progress(int fd, enum hg_when when);
/* Columns of the terminal; 0 when the stream is none. */
int hg_terminal_columns(int fd);

#endif

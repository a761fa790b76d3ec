/* SPDX-License-Identifier: MIT */
/* print: text of a command on standard output. */
#ifndef HEADGATE_APP_PRINT_H
#define HEADGATE_APP_PRINT_H

#include "headgate/output.h"

/* Have `write` fill standard output. HG_EXIT_OPEN, or HG_EXIT_TROUBLE (logged) when it can't be
 * written. */
int hg_print(void (*write)(struct hg_sink *sink));
/* The same for a sink on standard output that was filled already; releases it. */
int hg_print_end(struct hg_sink *sink);

#endif

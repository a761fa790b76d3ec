/* SPDX-License-Identifier: MIT */
/* profile_table: where the time of a run went (`--profile`). */
#ifndef HEADGATE_APP_PROFILE_TABLE_H
#define HEADGATE_APP_PROFILE_TABLE_H

#include "headgate/buf.h"
#include "headgate/run.h"

/* Append a table of where the time of a finished run went: sums, what that is for one attempt, and
 * for workers its share. */
void hg_profile_describe(const struct hg_run *run, struct hg_buf *out);
/* The same to standard error, when the run's settings ask for it. */
void hg_profile_print(const struct hg_run *run);

#endif

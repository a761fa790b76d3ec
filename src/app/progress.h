/* SPDX-License-Identifier: MIT */
/* progress: one line at the bottom of the terminal (standard error) while a long run goes on. */
#ifndef HEADGATE_APP_PROGRESS_H
#define HEADGATE_APP_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/run.h"

struct hg_progress {
    bool is_wanted;
    bool is_shown;
    int64_t began_us; /* monotonic */
    size_t failures;  /* results that are down so far */
};

void hg_progress_init(struct hg_progress *progress, bool is_wanted);
/* A result became final. */
void hg_progress_count(struct hg_progress *progress, const struct hg_result *result);
/* Show it as it is now; nothing in the first second of a run. */
void hg_progress_show(struct hg_progress *progress, const struct hg_run *run);
/* Take the line away, so that something else can be written. */
void hg_progress_hide(struct hg_progress *progress);

#endif

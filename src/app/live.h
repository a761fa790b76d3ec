/* SPDX-License-Identifier: MIT */
/* live: what a person sees of a run on standard output while it goes on: a line per target, and the
 * summary at its end; with the progress line below. */
#ifndef HEADGATE_APP_LIVE_H
#define HEADGATE_APP_LIVE_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/output.h"
#include "headgate/report.h"
#include "headgate/run.h"

#include "app/progress.h"

struct hg_live {
    struct hg_sink sink; /* standard output */
    struct hg_text_style style;
    struct hg_progress progress;
    enum hg_order order;
    bool
        is_quiet; /* only what is not well, and the summary only when the gate is not open */
    bool has_lines; /* false: standard output belongs to a report */
    size_t next;    /* first target not yet shown, for the input order */
};

void hg_live_init(struct hg_live *live, const struct hg_settings *settings,
                  bool has_lines);
void hg_live_release(struct hg_live *live);
/* The observer that shows the run; `live` must outlive it. */
struct hg_observer hg_live_observer(struct hg_live *live);

#endif

/* SPDX-License-Identifier: MIT */
/* live: the view of a run while it goes on: on standard output a line per target and the summary
 * at the end, and on a terminal (standard error) a progress line below them. */
#ifndef HEADGATE_APP_LIVE_H
#define HEADGATE_APP_LIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/output.h"
#include "headgate/report.h"
#include "headgate/run.h"

#include "app/terminal.h"

struct hg_live {
    struct hg_sink sink; /* standard output */
    struct hg_text_style style;
    enum hg_order order;
    bool is_quiet; /* only targets that are not up; the summary unless the gate is open */
    bool has_lines; /* false: standard output belongs to a report */
    size_t next;    /* first target that was not shown yet, for the input order */
    bool has_progress;
    struct hg_terminal_line progress_line;
    int64_t began_us;  /* monotonic */
    size_t down_count; /* results that are down until now */
};

void hg_live_init(struct hg_live *live, const struct hg_settings *settings,
                  bool has_lines);
void hg_live_release(struct hg_live *live);
/* The observer that shows the run; `live` must outlive it. */
struct hg_observer hg_live_observer(struct hg_live *live);

#endif

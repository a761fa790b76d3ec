/* SPDX-License-Identifier: MIT */
/* text_report: the report for people as a file: every line and the summary, plain. */
#include "report/formats.h"

#include "headgate/clock.h"
#include "headgate/report.h"

#include "headgate/banned.h"

int hg_report_text(const struct hg_run *run, struct hg_sink *sink, struct hg_error *err)
{
    (void)err;
    const struct hg_text_style style = {.name_columns = hg_text_name_columns(run)};
    const char *name = run->settings->name;
    char started_at[HG_CLOCK_RFC3339_SIZE];
    hg_clock_format_rfc3339(run->started_at_us, started_at, sizeof(started_at));
    /* The name may come from a commit message, and CI services look for commands at the beginning
     * of a line ("::error", "##[group]"). */
    hg_sink_printf(sink, "%s, %s\n\n", started_at, name == NULL ? "headgate" : name);
    for (size_t i = 0; i < run->count; i++)
        hg_text_result(run, i, &style, sink);
    hg_text_summary(run, &style, sink);
    return 0;
}

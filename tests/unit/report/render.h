/* SPDX-License-Identifier: MIT */
/* render: reports as texts in memory. What they return is given to free(). */
#ifndef HEADGATE_TESTS_REPORT_RENDER_H
#define HEADGATE_TESTS_REPORT_RENDER_H

#include "headgate/report.h"
#include "headgate/uptime_report.h"

char *render_report(const char *format, const struct hg_run *run);
char *render_result(const struct hg_run *run, size_t index,
                    const struct hg_text_style *style);
char *render_summary(const struct hg_run *run, const struct hg_text_style *style);
/* `style`: NULL is that of a file. */
char *uptime_render(const char *format, const struct hg_uptime *uptime,
                    const struct hg_uptime_style *style);
/* How often `part` occurs. */
size_t count_of(const char *text, const char *part);

#endif

/* SPDX-License-Identifier: MIT */
/* uptime_sample: figures over a period to write reports of, the same at every time and
 * place. */
#ifndef HEADGATE_TESTS_REPORT_UPTIME_SAMPLE_H
#define HEADGATE_TESTS_REPORT_UPTIME_SAMPLE_H

#include "headgate/uptime.h"

struct uptime_sample {
    struct hg_uptime uptime;
    struct hg_zone zone; /* owned */
};

/* The end of October 2026 in Berlin, with its long day: down, recovered, flaky, degraded
 * and unknown targets, maintenance, three outages, one of three targets, service levels,
 * a gap, and hostile names. It is what the examples in reports/ show. */
void uptime_sample_init(struct uptime_sample *sample);
/* The same days with `count` targets that were up all the time, whose names are `name`
 * and a number. Every one is down now when `are_down`. */
void uptime_sample_init_many(struct uptime_sample *sample, size_t count, const char *name,
                             bool are_down);
void uptime_sample_release(struct uptime_sample *sample);

#endif

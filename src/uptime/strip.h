/* SPDX-License-Identifier: MIT */
/* strip: a period as a row of bars, one for each report interval, as inline SVG. The worse the interval was, the higher
 * and darker its bar, so that nothing depends on the colour alone. */
#ifndef HEADGATE_UPTIME_STRIP_H
#define HEADGATE_UPTIME_STRIP_H

#include "headgate/output.h"
#include "headgate/uptime.h"

enum hg_strip_level {
    HG_STRIP_UNKNOWN, /* for more than half of the time; no bar */
    HG_STRIP_PLANNED, /* maintenance or skipped, and nothing else */
    HG_STRIP_UP,
    HG_STRIP_WARNING,   /* flaky or degraded at some time, never down */
    HG_STRIP_DOWN,      /* for less than 1 % of the known time */
    HG_STRIP_DOWN_LONG, /* for less than 10 % of it */
    HG_STRIP_DOWN_MOST,
    HG_STRIP_LEVEL_COUNT
};

enum hg_strip_level hg_strip_level_of(const struct hg_tally *tally);

/* Write what all strips of the page share: lines between bars, wider ones between weeks, of hours between days. To be
 * written once, before the first one; `intervals` are those of any target. */
void hg_strip_definitions(struct hg_sink *sink, const struct hg_uptime *uptime,
                          const struct hg_report_interval *intervals);
/* Write the strip of a target or of several, which has `intervals`, hg_uptime.interval_count of them. Its words are its
 * title: "63 days: 2 with down time, 1 unknown". */
void hg_strip_write(struct hg_sink *sink, const struct hg_uptime *uptime,
                    const struct hg_report_interval *intervals);
/* Write an example of a level, for a legend. */
void hg_strip_example(struct hg_sink *sink, enum hg_strip_level level);

#endif

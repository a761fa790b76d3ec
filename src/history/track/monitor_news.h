/* SPDX-License-Identifier: MIT */
/* monitor_news: news about the monitor itself: it is offline, or online again, and checks were missing.
 *
 * DESIGN. A run could not judge when too few canaries answered, or when no target has a verdict and each that should
 * have one lacks it by a failure of our own side (a proxy, the resolver, the clock, a resource that ran out). Runs that
 * were stopped, or skip everything, tell nothing. What is known is kept by location, as machines may share a history. */
#ifndef HEADGATE_HISTORY_TRACK_MONITOR_NEWS_H
#define HEADGATE_HISTORY_TRACK_MONITOR_NEWS_H

#include "headgate/run.h"

#include "history/track/news.h"

/* Collect the events of the monitor, and store what is reported of it. */
void hg_monitor_news_follow(const struct hg_news_writer *writer,
                            const struct hg_run *run);

#endif

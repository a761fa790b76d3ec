/* SPDX-License-Identifier: MIT */
/* page_overview: all targets of the page for browsers by day, so that a bad day is seen at once. */
#ifndef HEADGATE_UPTIME_PAGE_OVERVIEW_H
#define HEADGATE_UPTIME_PAGE_OVERVIEW_H

#include "headgate/output.h"
#include "headgate/uptime.h"

/* Write the section, with the strips of all targets where these are few, else of the groups and of the worst targets.
 * There are targets and report intervals. */
void hg_page_overview(struct hg_sink *sink, const struct hg_uptime *uptime);

#endif

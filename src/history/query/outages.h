/* SPDX-License-Identifier: MIT */
/* outages: incidents that are told as one. Pure functions. */
#ifndef HEADGATE_HISTORY_QUERY_OUTAGES_H
#define HEADGATE_HISTORY_QUERY_OUTAGES_H

#include <stddef.h>

#include "headgate/uptime.h"

/* Put the incidents in the order of their outages, newest first, and fill uptime's incidents and
 * outages; both live in its arena. */
void hg_outages_make(struct hg_uptime *uptime, const struct hg_incident *incidents,
                     size_t count);

#endif

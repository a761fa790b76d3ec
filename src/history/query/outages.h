/* SPDX-License-Identifier: MIT */
/* outages: incidents that are reported as one. Pure functions. */
#ifndef HEADGATE_HISTORY_QUERY_OUTAGES_H
#define HEADGATE_HISTORY_QUERY_OUTAGES_H

#include <stddef.h>

#include "headgate/uptime.h"

/* Fill the incidents and outages of the uptime, which live in its arena: the incidents in the order of their
 * outages, and these newest first. */
void hg_outages_make(struct hg_uptime *uptime, const struct hg_incident *incidents,
                     size_t count);

#endif

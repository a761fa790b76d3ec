/* SPDX-License-Identifier: MIT */
/* report_settings: whether the period and the zone of uptime reports can be read, told before
 * anything is checked. */
#ifndef HEADGATE_CONFIG_REPORT_SETTINGS_H
#define HEADGATE_CONFIG_REPORT_SETTINGS_H

#include "config/node.h"
#include "config/value.h"
#include "headgate/settings.h"

/* `since` and `tz` are where they were given; NULL: nowhere. Sets TZ for a moment
 * (headgate/zone.h). */
void hg_report_settings_check(const struct hg_reader *reader,
                              const struct hg_report_settings *report,
                              struct hg_node *since, struct hg_node *tz);

#endif

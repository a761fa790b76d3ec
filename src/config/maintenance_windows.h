/* SPDX-License-Identifier: MIT */
/* maintenance_windows: maintenance windows of a configuration, and the zones that they are in. Zones are opened
 * once, while loading, when no other thread runs. */
#ifndef HEADGATE_CONFIG_MAINTENANCE_WINDOWS_H
#define HEADGATE_CONFIG_MAINTENANCE_WINDOWS_H

#include "config/value.h"

/* HG_KEY_MAINTENANCE: one text or a list, in place of what was there. */
int hg_maintenance_windows_read(const struct hg_reader *reader, const struct hg_key *key,
                                struct hg_node *node, void *field);
/* Give the windows that name no zone that of reports, else this machine's; `node` is where that of
 * reports was named, NULL: nowhere. */
void hg_maintenance_windows_set_zones(const struct hg_reader *reader,
                                      struct hg_node *node);

#endif

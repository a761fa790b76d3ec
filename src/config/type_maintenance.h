/* SPDX-License-Identifier: MIT */
/* type_maintenance: the time zones of maintenance windows. */
#ifndef HEADGATE_CONFIG_TYPE_MAINTENANCE_H
#define HEADGATE_CONFIG_TYPE_MAINTENANCE_H

struct hg_node;
struct hg_reader;

/* Give the windows without a zone the zone of reports, else this machine's. `node` is where the zone
 * of reports was set; NULL: nowhere. */
void hg_type_maintenance_set_zones(const struct hg_reader *reader, struct hg_node *node);

#endif

/* SPDX-License-Identifier: MIT */
/* json_incident: an incident as a JSON object, the same in all documents that tell of one. */
#ifndef HEADGATE_JSON_INCIDENT_H
#define HEADGATE_JSON_INCIDENT_H

#include "headgate/json_writer.h"
#include "headgate/uptime.h"

/* In an array. `target` is the target's name. */
void hg_json_write_incident(struct hg_json_writer *json, const char *target,
                            const struct hg_incident *incident);

#endif

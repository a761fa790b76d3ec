/* SPDX-License-Identifier: MIT */
/* uptime_json: an incident as a JSON object, the same in every document that has one. */
#ifndef HEADGATE_UPTIME_JSON_H
#define HEADGATE_UPTIME_JSON_H

#include "headgate/json_writer.h"
#include "headgate/uptime.h"

/* In an array. `target` is the target's name. */
void hg_json_write_incident(struct hg_json_writer *json, const char *target,
                            const struct hg_incident *incident);

#endif

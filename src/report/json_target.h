/* SPDX-License-Identifier: MIT */
/* json_target: a target and what became of it, as a JSON object. */
#ifndef HEADGATE_REPORT_JSON_TARGET_H
#define HEADGATE_REPORT_JSON_TARGET_H

#include "headgate/result.h"
#include "headgate/target.h"
#include "headgate/json_writer.h"

/* Add all fields, and the arrays "redirects" and "attempts". */
void hg_json_write_target(struct hg_json_writer *json, const struct hg_target *target,
                          const struct hg_result *result);

#endif

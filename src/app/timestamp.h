/* SPDX-License-Identifier: MIT */
/* timestamp: a point in time on the command line. */
#ifndef HEADGATE_APP_TIMESTAMP_H
#define HEADGATE_APP_TIMESTAMP_H

#include <stdint.h>

#include "headgate/error.h"
#include "headgate/zone.h"

/* RFC 3339 ("2026-11-20T19:40:12Z", "2026-11-20T20:40:12+01:00") or, in the zone, "2026-11-20 19:40",
 * with or without seconds, with a T or a blank. -1 with a usage error. */
int hg_timestamp_parse(const char *text, const struct hg_zone *zone, int64_t *wall_us,
                       struct hg_error *err) __attribute__((warn_unused_result));

#endif

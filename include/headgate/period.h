/* SPDX-License-Identifier: MIT */
/* period: an interval of time as people name it. */
#ifndef HEADGATE_PERIOD_H
#define HEADGATE_PERIOD_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/zone.h"

#define HG_PERIOD_DESCRIPTION_SIZE 64

/* From one moment of the wall clock to another. */
struct hg_interval {
    int64_t begin_us; /* included */
    int64_t end_us;   /* excluded */
};

struct hg_period {
    int64_t begin_us; /* wall clock, included */
    int64_t end_us;   /* wall clock, excluded; later than begin_us */
    /* "2026-10-01 to 2026-10-31", "last 24 hours" */
    char description[HG_PERIOD_DESCRIPTION_SIZE];
};

/* "24h" (any duration: up to now), "today", "yesterday", "this-week", "last-week" (Monday to Sunday, ISO
 * 8601), "this-month", "last-month", "2026-10" (a month), "2026-10-31" (a day), "2026-10-01..2026-10-31"
 * (the last day included; either end may have a time, "2026-10-01T06:00"), in the zone. -1 with a
 * sentence in `problem`. */
int hg_period_parse(struct hg_period *period, const char *text,
                    const struct hg_zone *zone, int64_t now_us, char *problem,
                    size_t size) __attribute__((warn_unused_result));
/* The period before it: as many calendar months or days if it consists of whole ones, else as long. */
void hg_period_before(const struct hg_period *period, const struct hg_zone *zone,
                      struct hg_period *before);

#endif

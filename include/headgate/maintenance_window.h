/* SPDX-License-Identifier: MIT */
/* maintenance_window: times in which a target may be down, as people write them. The target is still
 * checked; its results are reported as skipped and not counted. */
#ifndef HEADGATE_MAINTENANCE_WINDOW_H
#define HEADGATE_MAINTENANCE_WINDOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/period.h"
#include "headgate/zone.h"

#define HG_MAINTENANCE_FORMS                                                             \
    "\"sun 02:00-04:00\", \"mon-fri 12:00-13:00 Europe/Berlin\", \"daily 03:00-03:30\" " \
    "or "                                                                                \
    "\"2026-12-24 18:00..2026-12-26 06:00\""

/* A window: on some days of each week at the same time, or once. Times are local times of its zone, so
 * that they stay the same when clocks change. */
struct hg_maintenance_window {
    const char *text;           /* as written */
    const struct hg_zone *zone; /* read-only, shared */
    bool is_weekly;
    uint8_t weekdays;      /* weekly: bits, Sunday is the lowest */
    struct hg_local begin; /* weekly: hour and minute only */
    /* weekly: likewise; on the next day unless later than the start */
    struct hg_local end;
};

struct hg_maintenance_windows {
    const struct hg_maintenance_window *items;
    size_t count;
};

/* As in HG_MAINTENANCE_FORMS, also with several days ("sat,sun 22:00-02:00"), with a zone at the end or
 * without. A window whose end is not later than its start ends on the next day. `text` must outlive the
 * window; its zone stays NULL, and *zone_name becomes the name at the end of the text; NULL: none. -1
 * when the text has another form. */
int hg_maintenance_window_parse(struct hg_maintenance_window *window, const char *text,
                                const char **zone_name)
    __attribute__((warn_unused_result));

/* The first occurrence of the window that ends after `after_us`; false when there is none. Local times
 * are taken as by hg_zone_moment(). */
bool hg_maintenance_window_next(const struct hg_maintenance_window *window,
                                int64_t after_us, struct hg_interval *occurrence);
/* Whether any of the windows is active at the moment, and until when: windows that touch are one. *zone
 * becomes the zone of the window that ends last. */
bool hg_maintenance_windows_are_active(const struct hg_maintenance_windows *windows,
                                       int64_t at_us, int64_t *until_us,
                                       const struct hg_zone **zone);

#endif

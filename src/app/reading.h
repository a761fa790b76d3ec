/* SPDX-License-Identifier: MIT */
/* reading: what commands have in common that look into a history: configuration, history, time zone. */
#ifndef HEADGATE_APP_READING_H
#define HEADGATE_APP_READING_H

#include <stdint.h>

#include "headgate/arena.h"
#include "headgate/config.h"
#include "headgate/history.h"
#include "headgate/zone.h"

#include "app/cli.h"

struct hg_reading {
    struct hg_config config;
    struct hg_history *history;
    struct hg_zone zone;
    struct hg_arena arena; /* for what is read */
};

/* HG_EXIT_OPEN, or (logged) another status. End in any case. */
int hg_reading_begin(struct hg_reading *reading, const struct hg_cli *cli,
                     enum hg_history_mode mode);
void hg_reading_end(struct hg_reading *reading);
/* "2026-11-20 19:40:12", in the zone. */
void hg_reading_format(const struct hg_reading *reading, int64_t wall_us,
                       char out[HG_ZONE_TIME_SIZE]);

#endif

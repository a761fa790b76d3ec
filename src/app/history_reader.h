/* SPDX-License-Identifier: MIT */
/* history_reader: what the commands that read a history have in common: configuration, history, time zone. */
#ifndef HEADGATE_APP_HISTORY_READER_H
#define HEADGATE_APP_HISTORY_READER_H

#include <stdint.h>

#include "headgate/arena.h"
#include "headgate/config.h"
#include "headgate/history.h"
#include "headgate/zone.h"

#include "app/cli.h"

struct hg_history_reader {
    struct hg_config config;
    struct hg_history *history;
    struct hg_zone zone;
    struct hg_arena arena; /* of the texts and arrays that are read */
};

/* HG_EXIT_OPEN, or (logged) another status. Close in any case. */
int hg_history_reader_open(struct hg_history_reader *reader, const struct hg_cli *cli,
                           enum hg_history_mode mode) __attribute__((warn_unused_result));
void hg_history_reader_close(struct hg_history_reader *reader);
/* "2026-11-20 19:40:12", in the zone. */
void hg_history_reader_format_time(const struct hg_history_reader *reader,
                                   int64_t wall_us, char out[HG_ZONE_TIME_SIZE]);

#endif

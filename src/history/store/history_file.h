/* SPDX-License-Identifier: MIT */
/* history_file: an open history, as its rooms share it. */
#ifndef HEADGATE_HISTORY_STORE_HISTORY_FILE_H
#define HEADGATE_HISTORY_STORE_HISTORY_FILE_H

#include "headgate/arena.h"
#include "headgate/history.h"

#include "history/store/database.h"

/* What there is to say about a run. */
struct hg_news {
    struct hg_event *events; /* owned, in the order of the targets */
    size_t event_count;
    struct hg_event *still_down; /* owned: what was reported down before and still is */
    size_t still_down_count;
    struct hg_arena texts; /* owned: of the events */
    size_t dropped_count;  /* messages, as in struct hg_history_change */
    int64_t future_us;     /* as in struct hg_history_change */
};

void hg_news_init(struct hg_news *news);
void hg_news_release(struct hg_news *news);

struct hg_history {
    struct hg_database database;
    struct hg_news news; /* of the run that was added last */
};

#endif

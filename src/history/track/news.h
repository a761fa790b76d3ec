/* SPDX-License-Identifier: MIT */
/* news: the events of a run, collected while it is added.
 *
 * DESIGN. A result that is older than another one of its target that is not later than now, the end of the run, is no
 * news: an overlapping run was quicker. A run that was stamped with a time to come, by a clock that was wrong, is in the
 * history and makes no later run late; clocks of machines that share a history differ a little. */
#ifndef HEADGATE_HISTORY_TRACK_NEWS_H
#define HEADGATE_HISTORY_TRACK_NEWS_H

#include <stdbool.h>

#include "headgate/history.h"

#include "history/store/database.h"
#include "history/store/history_file.h"

/* Clocks that differ by less are taken for the same. */
#define HG_CLOCK_GRACE_MS INT64_C(300000)

struct hg_news_writer {
    struct hg_database *database; /* borrowed */
    struct hg_news *news;         /* borrowed: where events go */
    int64_t run;                  /* id of the run that is being added */
    int64_t started_us;           /* of that run */
    int64_t now_ms;               /* the end of that run */
};

/* Collect an event; its tags and channels must stay until the next run is added. */
void hg_news_add(struct hg_news *news, const struct hg_event *event);
/* Whether a result at that moment, of which `state` knows nothing yet, is no news. */
bool hg_news_is_late(const struct hg_news_writer *writer,
                     const struct hg_target_row *state, int64_t at_ms);
/* Collect the events of a result that is not late and that `state` knows already, and store what is reported of its
 * target now. Under a waiver nothing is said. */
void hg_news_follow(struct hg_news_writer *writer, const struct hg_target *target,
                    struct hg_target_row *state, const struct hg_sample *sample);

#endif

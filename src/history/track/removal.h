/* SPDX-License-Identifier: MIT */
/* removal: targets that their configurations no longer have.
 *
 * DESIGN. A target belongs to the configurations of the last run that had it, named by their absolute paths: all of them
 * together, as who checks one of two files has not removed the other's targets. Only a finished run of exactly these,
 * of all their targets and nothing else, tells that one is gone; not of one that an overlapping run has seen meanwhile,
 * which may have read a newer file. Addresses come and go without anybody having removed a target: a row of one is gone
 * when no row of its target is left. What is removed was never reported: when it returns, it starts anew. */
#ifndef HEADGATE_HISTORY_TRACK_REMOVAL_H
#define HEADGATE_HISTORY_TRACK_REMOVAL_H

#include "headgate/run.h"

#include "history/store/database.h"
#include "history/track/news.h"

/* The id of the configurations that all targets of the run came from; 0: they did not. */
int64_t hg_removal_find_source(struct hg_database *database, const struct hg_run *run);
/* Collect the events of targets of the source that are missing in the run, whose results are all stored. */
void hg_removal_follow(const struct hg_news_writer *writer, const struct hg_run *run,
                       int64_t source);

#endif

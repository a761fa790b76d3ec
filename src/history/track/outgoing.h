/* SPDX-License-Identifier: MIT */
/* outgoing: the messages that a run is the reason for, written with it into the outbox. */
#ifndef HEADGATE_HISTORY_TRACK_OUTGOING_H
#define HEADGATE_HISTORY_TRACK_OUTGOING_H

#include "history/store/database.h"
#include "history/store/history_file.h"

/* A message with the events of the run for each channel of its settings that lets one through. A `down` that the
 * channel has not been sent yet is taken back by its `recovered`, and so are reminders, also by newer ones. */
void hg_outgoing_write(struct hg_database *database, const struct hg_run *run,
                       struct hg_news *news);

#endif

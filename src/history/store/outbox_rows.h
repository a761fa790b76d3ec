/* SPDX-License-Identifier: MIT */
/* outbox_rows: what writing and sending messages have in common. */
#ifndef HEADGATE_HISTORY_STORE_OUTBOX_ROWS_H
#define HEADGATE_HISTORY_STORE_OUTBOX_ROWS_H

#include <stdint.h>

#include "history/store/database.h"

/* For so long a process holds a message that it has claimed: longer than `notify.wait` and `mail.timeout` can be. */
#define HG_OUTBOX_CLAIM_MS INT64_C(1200000)
/* No message waits for longer between two attempts. */
#define HG_OUTBOX_DELAY_MAX_MS INT64_C(86400000)

/* The oldest message of a channel, if it is due at that moment and no process holds it. */
struct hg_criteria hg_outbox_rows_due(const char *channel, int64_t now_ms);
/* Return the message (`id`) after an attempt that failed at `at_us` with `problem`; `attempts` are those before it.
 * It is due after 10 seconds, doubled with each attempt up to an hour, and a part of a quarter more that follows from
 * `message_id` and the number of the attempt: messages of many histories do not return to a service at once. Not before
 * `next_ms`. `channel` and `envelope` stay as they are where they are NULL. Its channel fails from now on, unless `channel` is
 * another queue of it: some have accepted the message. A message that was claimed at `claimed_ms` (0: it was not) stays as
 * it is when another process has claimed it since. */
void hg_outbox_rows_postpone(struct hg_database *database, struct hg_message_row *row);
/* Remove a message; its channel works from now on, or fails with that problem (NULL: it works). */
void hg_outbox_rows_remove(struct hg_database *database, int64_t id, const char *problem,
                           int64_t now_us);
/* Which channels fail, in the arena that is read into. */
struct hg_failing_channels hg_outbox_rows_failing(struct hg_database *database,
                                                  struct hg_arena *arena);
/* Drop events that no message has any more. */
void hg_outbox_rows_drop_lost(struct hg_database *database);

#endif

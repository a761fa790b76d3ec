/* SPDX-License-Identifier: MIT */
/* outbox_rows: what writing and sending messages have in common. */
#ifndef HEADGATE_HISTORY_STORE_OUTBOX_ROWS_H
#define HEADGATE_HISTORY_STORE_OUTBOX_ROWS_H

#include "history/store/database.h"

/* For so long a process holds a message that it has claimed. */
#define HG_OUTBOX_CLAIM_MS INT64_C(600000)

/* Drop events that no message has any more. */
void hg_outbox_rows_drop_lost(struct hg_database *database);

#endif

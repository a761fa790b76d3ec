/* SPDX-License-Identifier: MIT */
/* history: what the files of this room share of an open history. */
#ifndef HEADGATE_HISTORY_STORE_HISTORY_H
#define HEADGATE_HISTORY_STORE_HISTORY_H

#include "headgate/history.h"

#include "history/store/database.h"

struct hg_history {
    struct hg_database database;
    struct hg_history_change change; /* of the run that was added last */
};

#endif

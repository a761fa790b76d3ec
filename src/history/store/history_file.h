/* SPDX-License-Identifier: MIT */
/* history_file: an open history, as its rooms share it. */
#ifndef HEADGATE_HISTORY_STORE_HISTORY_FILE_H
#define HEADGATE_HISTORY_STORE_HISTORY_FILE_H

#include "headgate/history.h"

#include "history/store/database.h"

struct hg_history {
    struct hg_database database;
    struct hg_history_change
        change; /* of the run that was added last; its array is owned */
};

#endif

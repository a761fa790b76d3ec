/* SPDX-License-Identifier: MIT */
/* windows: times of maintenance, written down when they have begun: nobody can declare one afterwards. */
#ifndef HEADGATE_HISTORY_STORE_WINDOWS_H
#define HEADGATE_HISTORY_STORE_WINDOWS_H

#include <stdint.h>

#include "headgate/error.h"
#include "headgate/maintenance.h"

#include "history/store/database.h"

struct hg_window_rows {
    struct hg_query add;
};

void hg_window_rows_begin(struct hg_window_rows *rows, struct hg_database *database);
int hg_window_rows_end(struct hg_window_rows *rows, struct hg_error *err);
/* Add the times of the target that began up to `now_ms` and end after `since_ms`, its last check. One
 * that goes on may change its end. */
void hg_window_rows_add(struct hg_window_rows *rows, int64_t target,
                        const struct hg_maintenances *windows, int64_t since_ms,
                        int64_t now_ms);

#endif

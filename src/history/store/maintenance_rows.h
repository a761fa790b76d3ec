/* SPDX-License-Identifier: MIT */
/* maintenance_rows: times of maintenance, written down when they have begun: nobody can declare one afterwards. */
#ifndef HEADGATE_HISTORY_STORE_MAINTENANCE_ROWS_H
#define HEADGATE_HISTORY_STORE_MAINTENANCE_ROWS_H

#include <stdint.h>

#include "headgate/error.h"
#include "headgate/maintenance_window.h"

#include "history/store/database.h"

struct hg_maintenance_rows {
    struct hg_query add;
};

void hg_maintenance_rows_begin(struct hg_maintenance_rows *rows,
                               struct hg_database *database);
int hg_maintenance_rows_end(struct hg_maintenance_rows *rows, struct hg_error *err);
/* Add the times of the target that began up to `now_ms` and end after `since_ms`, its last check. One
 * that goes on may change its end. */
void hg_maintenance_rows_add(struct hg_maintenance_rows *rows, int64_t target,
                             const struct hg_maintenance_windows *windows,
                             int64_t since_ms, int64_t now_ms);

#endif

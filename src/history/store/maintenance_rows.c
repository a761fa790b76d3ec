/* SPDX-License-Identifier: MIT */
/* maintenance_rows: rows of the table `maintenance`. */
#include "history/store/maintenance_rows.h"

#include "headgate/units.h"

#include "headgate/banned.h"

void hg_maintenance_rows_begin(struct hg_maintenance_rows *rows,
                               struct hg_database *database)
{
    hg_query_begin(&rows->add, database,
                   "INSERT INTO maintenance (target, begin_ms, end_ms)"
                   " VALUES (?1, ?2, ?3) ON CONFLICT (target, begin_ms)"
                   " DO UPDATE SET end_ms = ?3 WHERE end_ms > ?4 AND end_ms <> ?3");
}

int hg_maintenance_rows_end(struct hg_maintenance_rows *rows, struct hg_error *err)
{
    return hg_query_end(&rows->add, err);
}

void hg_maintenance_rows_add(struct hg_maintenance_rows *rows, int64_t target,
                             const struct hg_maintenance_windows *windows,
                             int64_t since_ms, int64_t now_ms)
{
    for (size_t i = 0; i < windows->count; i++) {
        struct hg_interval occurrence = {.end_us = since_ms * HG_US_PER_MS};
        while (hg_maintenance_window_next(&windows->items[i], occurrence.end_us,
                                          &occurrence) &&
               occurrence.begin_us <= now_ms * HG_US_PER_MS) {
            hg_query_bind(&rows->add, 1, target);
            hg_query_bind(&rows->add, 2, occurrence.begin_us / HG_US_PER_MS);
            hg_query_bind(&rows->add, 3, occurrence.end_us / HG_US_PER_MS);
            hg_query_bind(&rows->add, 4, now_ms);
            hg_query_execute(&rows->add);
        }
    }
}

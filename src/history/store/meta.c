/* SPDX-License-Identifier: MIT */
/* meta: rows of `meta`. */
#include "history/store/meta.h"

#include "history/store/values.h"

#include "headgate/banned.h"

int hg_meta_get(struct hg_database *database, const char *key, int64_t fallback,
                int64_t *value, struct hg_error *err)
{
    struct hg_query query;
    hg_query_begin(&query, database, "SELECT value FROM meta WHERE key = ?1");
    hg_query_bind_text(&query, 1, key);
    *value = hg_query_next(&query) ? hg_query_moment(&query, 0) : fallback;
    return hg_query_end(&query, err);
}

int hg_meta_set(struct hg_database *database, const char *key, int64_t value,
                struct hg_error *err)
{
    struct hg_query query;
    hg_query_begin(&query, database, "INSERT OR REPLACE INTO meta VALUES (?1, ?2)");
    hg_query_bind_text(&query, 1, key);
    hg_query_bind(&query, 2, value);
    hg_query_execute(&query);
    return hg_query_end(&query, err);
}

/* SPDX-License-Identifier: MIT */
/* attempts_json: the attempts of a result as JSON (RFC 8259), with the keys of the report: the column `attempts` of
 * `details`. */
#ifndef HEADGATE_HISTORY_STORE_ATTEMPTS_JSON_H
#define HEADGATE_HISTORY_STORE_ATTEMPTS_JSON_H

#include <stddef.h>

#include "headgate/buf.h"
#include "headgate/history_log.h"
#include "headgate/result.h"

#include "history/store/database.h"

/* Append an array of the attempts, oldest first; nothing when there are none. Phases that were not reached
 * are left out. */
void hg_attempts_write(const struct hg_attempt *attempts, size_t count,
                       struct hg_buf *out);
/* Add the attempts in the JSON to the result, in a transaction that reads. Of their phases only the total is read.
 * JSON that can't be read counts as a damaged file. */
void hg_attempts_read(struct hg_database *database, const char *json,
                      struct hg_history_result *result);

#endif

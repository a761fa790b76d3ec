/* SPDX-License-Identifier: MIT */
/* attempts_json: those of a result as JSON, with the keys of the report (`attempts` of `details`). */
#ifndef HEADGATE_HISTORY_STORE_ATTEMPTS_JSON_H
#define HEADGATE_HISTORY_STORE_ATTEMPTS_JSON_H

#include <stddef.h>

#include "headgate/buf.h"
#include "headgate/result.h"

/* Append an array of them, oldest first; nothing when there are none. Phases that were not reached are
 * left out. Written by hand: their texts are clean. */
void hg_attempts_write(const struct hg_attempt *attempts, size_t count,
                       struct hg_buf *out);

#endif

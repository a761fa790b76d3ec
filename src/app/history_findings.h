/* SPDX-License-Identifier: MIT */
/* history_findings: what `history --check` prints: what is wrong with a history, and what to do. */
#ifndef HEADGATE_APP_HISTORY_FINDINGS_H
#define HEADGATE_APP_HISTORY_FINDINGS_H

#include <stdbool.h>

#include "headgate/history_check.h"
#include "headgate/output.h"

#include "app/history_reader.h"

/* Whether anything is wrong. */
bool hg_history_findings_has_any(const struct hg_history_check *check);
/* Write all findings, or that there are none. */
void hg_history_findings_write(const struct hg_history_reader *reader,
                               const struct hg_history_check *check,
                               struct hg_sink *sink);

#endif

/* SPDX-License-Identifier: MIT */
/* page_target: a target on the page for browsers: one line with its period as a strip, which unfolds to its figures, its
 * latency and its days. */
#ifndef HEADGATE_UPTIME_PAGE_TARGET_H
#define HEADGATE_UPTIME_PAGE_TARGET_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/output.h"

#include "uptime/outline.h"

/* Targets that have charts. */
#define HG_PAGE_CHARTED_MAX 300

/* `index` counts the targets of the page: links lead to "#t12". */
void hg_page_target(struct hg_sink *sink, const struct hg_uptime *uptime,
                    const struct hg_outline_section *section,
                    const struct hg_outline_entry *entry, size_t index, bool is_open);

#endif

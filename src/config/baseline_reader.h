/* SPDX-License-Identifier: MIT */
/* baseline_reader: reads an earlier JSON report. */
#ifndef HEADGATE_CONFIG_BASELINE_READER_H
#define HEADGATE_CONFIG_BASELINE_READER_H

#include "config/loader.h"

/* Read the baseline of the settings, if there is one, and tell the selected targets what they were;
 * `selected` as in hg_dependencies_connect(). What is wrong is told at `node`, where it was named. */
void hg_baseline_read(struct hg_loader *loader, const struct hg_reader *reader,
                      struct hg_node *node, struct hg_target *targets,
                      const uint32_t *selected);

#endif

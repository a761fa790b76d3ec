/* SPDX-License-Identifier: MIT */
/* baseline_reader: reads an earlier JSON report. */
#ifndef HEADGATE_CONFIG_BASELINE_READER_H
#define HEADGATE_CONFIG_BASELINE_READER_H

#include "config/target_set.h"

/* Read the baseline of the settings, if there is one, and give the selected targets their previous
 * results; `all` and `selected` as in hg_dependencies_connect(). Problems are reported at `node`,
 * where the baseline was named. */
void hg_baseline_read(const struct hg_reader *reader, const struct hg_target_set *all,
                      struct hg_node *node, struct hg_target *targets,
                      const uint32_t *selected);

#endif

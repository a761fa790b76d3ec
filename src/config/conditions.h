/* SPDX-License-Identifier: MIT */
/* conditions: the conditions of the gate, read and checked. */
#ifndef HEADGATE_CONFIG_CONDITIONS_H
#define HEADGATE_CONFIG_CONDITIONS_H

#include "config/target_set.h"
#include "config/value.h"

/* Tell tags that no target has, selected or not: a slip of the pen must not open the gate. `node` is
 * where the conditions of the settings were read from; NULL: nowhere. */
void hg_conditions_check_tags(const struct hg_reader *reader,
                              const struct hg_target_set *targets, struct hg_node *node);

#endif

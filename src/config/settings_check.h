/* SPDX-License-Identifier: MIT */
/* settings_check: whether the settings of the run make sense, alone and together. All problems are
 * reported, except those of values that are broken already. */
#ifndef HEADGATE_CONFIG_SETTINGS_CHECK_H
#define HEADGATE_CONFIG_SETTINGS_CHECK_H

#include "config/layer.h"
#include "config/target_set.h"

/* `set` is where each key was set last; a key that is not in it has its default. */
void hg_settings_check(const struct hg_reader *reader, const struct hg_layer *set);
/* Report tags in conditions of the gate that no target has, selected or not: a typing error must not
 * open the gate. */
void hg_settings_check_tags(const struct hg_reader *reader, const struct hg_layer *set,
                            const struct hg_target_set *targets);

#endif

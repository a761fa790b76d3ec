/* SPDX-License-Identifier: MIT */
/* canary_targets: makes targets of the addresses that are known to be up. */
#ifndef HEADGATE_CONFIG_CANARY_TARGETS_H
#define HEADGATE_CONFIG_CANARY_TARGETS_H

#include "config/policies.h"

/* Fill the configuration's canaries from its settings. They are asked as `base` says, once, without
 * following redirects; headers and expectations are for targets, and secrets in them do not go to
 * canaries. */
void hg_config_canaries_make(struct hg_policies *policies, const struct hg_reader *reader,
                             const struct hg_policy_base *base);

#endif

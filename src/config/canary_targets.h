/* SPDX-License-Identifier: MIT */
/* canary_targets: makes targets of the canaries' URLs. */
#ifndef HEADGATE_CONFIG_CANARY_TARGETS_H
#define HEADGATE_CONFIG_CANARY_TARGETS_H

#include "config/policies.h"

/* Fill the configuration's canaries from its settings. They are checked with the settings of
 * `base`, once, without redirects. Headers, credentials and expectations are for targets: secrets are
 * never sent to canaries. */
void hg_canary_targets_make(struct hg_policies *policies, const struct hg_reader *reader,
                            const struct hg_policy_base *base);

#endif

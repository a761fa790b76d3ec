/* SPDX-License-Identifier: MIT */
/* keys: the rows of everything that can be configured, in the order of the reference page. */
#include "headgate/key.h"

#include "config/keys.h"
#include "headgate/policy.h"
#include "headgate/settings.h"
#include "headgate/units.h"

#include <assert.h>

#include "headgate/banned.h"

#define MINUTE (60 * HG_US_PER_S)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

static const struct hg_key keys[] = {
#include "config/keys_run.inc"
#include "config/keys_history.inc"
#include "config/keys_target.inc"
#include "config/keys_policy.inc"
#include "config/keys_content.inc"
};

static_assert(sizeof keys / sizeof *keys <= HG_KEYS_MAX, "HG_KEYS_MAX is too small");

const struct hg_key *hg_keys(size_t *count)
{
    *count = sizeof keys / sizeof *keys;
    return keys;
}

/* SPDX-License-Identifier: MIT */
/* text_format: the texts that must have a form of their own: proxies, addresses for hosts, prefixes of
 * URLs. */
#ifndef HEADGATE_CONFIG_TEXT_FORMAT_H
#define HEADGATE_CONFIG_TEXT_FORMAT_H

#include <stdbool.h>

#include "headgate/key.h"

/* NULL when `text` has the form that the key needs (or the key needs none), otherwise what would
 * have been expected. */
const char *hg_text_format_check(const struct hg_key *key, const char *text);
/* Values of this key may hold a password, which messages must not repeat. */
bool hg_text_format_is_address(const struct hg_key *key);

#endif

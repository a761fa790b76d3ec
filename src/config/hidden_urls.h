/* SPDX-License-Identifier: MIT */
/* hidden_urls: what `hide_url` hides of URLs as they were written, wrong ones too: for problems and
 * notes, which repeat them. */
#ifndef HEADGATE_CONFIG_HIDDEN_URLS_H
#define HEADGATE_CONFIG_HIDDEN_URLS_H

#include <stdbool.h>
#include <stddef.h>

#include "config/node.h"
#include "config/policies.h"
#include "headgate/secrets.h"

struct hg_hidden_urls {
    const char **addresses; /* owned array */
    size_t count;
};

/* Whether `hide_url` holds for a target whose own key is `own` (NULL: it has none). A value that is wrong
 * or not known counts as true. */
bool hg_hidden_urls_apply(const struct hg_policies *policies,
                          const struct hg_policy_base *base, const struct hg_node *own);
/* An address, which is not copied. */
void hg_hidden_urls_add(struct hg_hidden_urls *urls, const char *address);
/* Each URL of an element of `targets`, or of all of them, before their values are read. */
void hg_hidden_urls_add_targets(struct hg_hidden_urls *urls, const struct hg_node *node);
/* Make the set of all that stands behind their hosts. */
void hg_hidden_urls_conclude(const struct hg_hidden_urls *urls,
                             struct hg_secrets *hidden);
void hg_hidden_urls_release(struct hg_hidden_urls *urls);

#endif

/* SPDX-License-Identifier: MIT */
/* policies: one policy for all targets with the same settings, made from the layers: built-in,
 * `defaults`, the target's own keys, environment, command line. */
#ifndef HEADGATE_CONFIG_POLICIES_H
#define HEADGATE_CONFIG_POLICIES_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/hash_table.h"
#include "config/layer.h"
#include "headgate/buf.h"
#include "headgate/policy.h"

/* What the targets of one configuration have in common. */
struct hg_policy_base {
    struct hg_policy policy;         /* built-in and `defaults` */
    const struct hg_layer *defaults; /* where the latter came from */
    uint32_t id;                     /* different for each configuration */
    uint32_t group; /* in it, of a group with settings of its own, from 1 on; 0: none */
};

struct hg_policies {
    const struct hg_layer *environment;
    const struct hg_layer *options;
    struct hg_arena *nodes;     /* texts of `index` */
    struct hg_hash_table index; /* what a policy was made from, to its position */
    struct hg_policy **items;   /* owned array of policies in the configuration's arena */
    size_t count;
    struct hg_buf text; /* scratch */
};

struct hg_policy_request {
    const struct hg_policy_base *base;
    const struct hg_layer *own; /* NULL: none */
    const char *user;           /* NULL: none */
    const char *password;
};

void hg_policies_init(struct hg_policies *policies, const struct hg_layer *environment,
                      const struct hg_layer *options, struct hg_arena *nodes);
void hg_policies_release(struct hg_policies *policies);
/* Fill a base; `id` must not be used by another one. Problems are reported. */
void hg_policies_init_base(struct hg_policy_base *base, const struct hg_reader *reader,
                           const struct hg_layer *defaults, uint32_t id);
/* Never NULL; problems are reported. */
const struct hg_policy *hg_policies_get(struct hg_policies *policies,
                                        const struct hg_reader *reader,
                                        const struct hg_policy_request *request);

#endif

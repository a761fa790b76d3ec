/* SPDX-License-Identifier: MIT */
/* request: what follows from a policy's authentication and content: what is really sent. */
#ifndef HEADGATE_CONFIG_REQUEST_H
#define HEADGATE_CONFIG_REQUEST_H

#include "headgate/arena.h"
#include "headgate/policy.h"

/* Set user, password, uses_digest, credentials, bearer and content. User info of an address, which
 * is in `user` already, goes before the policy's authentication. */
void hg_request_complete(struct hg_arena *arena, struct hg_policy *policy);
/* Send none of it, but for an address's own user info: for servers that are others'. */
void hg_request_forget(struct hg_policy *policy);

#endif

/* SPDX-License-Identifier: MIT */
/* request: the credentials and the content that a policy sends, from its settings. */
#ifndef HEADGATE_CONFIG_REQUEST_H
#define HEADGATE_CONFIG_REQUEST_H

#include "headgate/arena.h"
#include "headgate/policy.h"

/* Set user, password, uses_digest, credentials, bearer and content. User info of a URL, which is
 * in `user` already, takes precedence over the policy's authentication. */
void hg_request_complete(struct hg_arena *arena, struct hg_policy *policy);
/* Send none of it except user info of the URL itself: for canaries. */
void hg_request_forget(struct hg_policy *policy);

#endif

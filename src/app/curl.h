/* SPDX-License-Identifier: MIT */
/* curl: a check as a command line of curl(1), for people who want to see for themselves. */
#ifndef HEADGATE_APP_CURL_H
#define HEADGATE_APP_CURL_H

#include "headgate/buf.h"
#include "headgate/method.h"
#include "headgate/policy.h"

/* Append a command for sh that asks the address with the method as the policy says; `auto` is HEAD. What
 * may be a secret is "***". Without a policy (NULL), the address alone. */
void hg_curl_write(const char *url, enum hg_method method, const struct hg_policy *policy,
                   struct hg_buf *out);

#endif

/* SPDX-License-Identifier: MIT */
/* curl: a check as a command line of curl(1), so that people can repeat it. */
#ifndef HEADGATE_APP_CURL_H
#define HEADGATE_APP_CURL_H

#include "headgate/buf.h"
#include "headgate/method.h"
#include "headgate/policy.h"

/* Append a command for sh that requests the URL with this method (HEAD for `auto`) and the settings of
 * the policy. Values that may be secret are "***". Without a policy (NULL) it has only the URL. */
void hg_curl_write(const char *url, enum hg_method method, const struct hg_policy *policy,
                   struct hg_buf *out);

/* Append a blank, and the text as one word for sh(1). */
void hg_curl_add_word(struct hg_buf *out, const char *text);

#endif

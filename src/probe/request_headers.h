/* SPDX-License-Identifier: MIT */
/* request_headers: the header lines that a policy's requests send, as libcurl wants them written. */
#ifndef HEADGATE_PROBE_REQUEST_HEADERS_H
#define HEADGATE_PROBE_REQUEST_HEADERS_H

#include <stdbool.h>

#include "headgate/policy.h"

typedef void hg_request_headers_add_line(void *context, const char *line);

/* Give each line to `add`; with those that tell of content, when there is some. */
void hg_request_headers_write(const struct hg_policy *policy, bool has_content,
                              hg_request_headers_add_line *add, void *context);

#endif

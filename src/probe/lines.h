/* SPDX-License-Identifier: MIT */
/* lines: the header lines that a policy's requests send, as libcurl wants them written. */
#ifndef HEADGATE_PROBE_LINES_H
#define HEADGATE_PROBE_LINES_H

#include <stdbool.h>

#include "headgate/policy.h"

typedef void hg_lines_add(void *context, const char *line);

/* Give each line to `add`; with those that tell of content, when there is some. */
void hg_lines_write(const struct hg_policy *policy, bool has_content, hg_lines_add *add,
                    void *context);

#endif

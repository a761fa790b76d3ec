/* SPDX-License-Identifier: MIT */
/* proxy: which proxy settings are in effect, for people who wonder why a site seems down. */
#ifndef HEADGATE_APP_PROXY_H
#define HEADGATE_APP_PROXY_H

#include <stddef.h>

#include "headgate/target.h"

/* "http_proxy=http://proxy:3128, no_proxy=localhost", without secrets: the variables that libcurl
 * reads when a target leaves the choice to it, and the proxies that targets set. NULL: none. Free
 * with free(). */
char *hg_proxy_describe(const struct hg_target *targets, size_t count);

#endif

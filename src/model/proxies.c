/* SPDX-License-Identifier: MIT */
/* proxies: the variables of the environment that name a proxy. */
#include "headgate/proxies.h"

#include "headgate/banned.h"

const char *const *hg_proxies_variables(size_t *count)
{
    static const char *const names[] = {"http_proxy", "https_proxy", "HTTPS_PROXY",
                                        "all_proxy", "ALL_PROXY"};
    *count = sizeof names / sizeof names[0];
    return names;
}

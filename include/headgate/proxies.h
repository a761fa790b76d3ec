/* SPDX-License-Identifier: MIT */
/* proxies: the variables of the environment that name a proxy. */
#ifndef HEADGATE_PROXIES_H
#define HEADGATE_PROXIES_H

#include <stddef.h>

/* Their names, as libcurl reads them (libcurl-env(3)): http_proxy in small letters only, because
 * CGI sets HTTP_PROXY from a request's header. */
const char *const *hg_proxies_variables(size_t *count);

#endif

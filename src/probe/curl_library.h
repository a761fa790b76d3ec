/* SPDX-License-Identifier: MIT */
/* curl_library: what the transfer library knows of this machine. */
#ifndef HEADGATE_PROBE_CURL_LIBRARY_H
#define HEADGATE_PROBE_CURL_LIBRARY_H

#include "probe/trust_store.h"

/* Nothing is trusted yet; where the system's authorities are is as libcurl was built to know. Free
 * with hg_trust_stores_free(). */
struct hg_trust_stores *hg_library_trust_stores(void);
/* Have a handle (CURL *) work around a fault of the libcurl in use, if it has it: before 8.2 it
 * writes to freed memory when a head begins with a folded line
 * (github.com/curl/curl/pull/11103). Then the lines of heads, but not trailers, come to the write
 * callback before libcurl stores them, and after that to the header callback. */
void hg_library_work_around(void *easy);
/* The version of HTTP that a handle was answered with: 10, 11, 20, 30; 0: unknown. */
int hg_library_http_version(void *easy);

#endif

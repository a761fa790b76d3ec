/* SPDX-License-Identifier: MIT */
/* easy_options: libcurl's options for a request: method, header lines, TLS, time-outs. An easy
 * handle (CURL *) passes through here as a void pointer. */
#ifndef HEADGATE_PROBE_EASY_OPTIONS_H
#define HEADGATE_PROBE_EASY_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/policy.h"

#include "probe/exchange.h"
#include "probe/network.h"
#include "probe/trust_store.h"

struct curl_slist;

/* What a policy's requests have in common. A handle borrows the lists. Zeroed: empty. */
struct hg_easy_lists {
    struct curl_slist *headers;         /* owned: header lines */
    struct curl_slist *content_headers; /* owned: the same, for requests with content */
    struct curl_slist *resolve;         /* owned: addresses that the policy sets */
};

void hg_easy_lists_make(struct hg_easy_lists *lists, const struct hg_policy *policy);
void hg_easy_lists_release(struct hg_easy_lists *lists);
/* Append a copy of the line to the list (a struct curl_slist **). */
void hg_easy_list_add(void *list, const char *line);

/* Whether what a handle remembers of one policy's requests holds for another's: names, connections
 * and TLS sessions, which must not be used for another machine just because its name is the same.
 * Nor may they pass from one trust store to another; the caller compares those. */
bool hg_easy_may_remember(const struct hg_policy *before, const struct hg_policy *policy);
/* Whether requests differ in address and time only, so that hg_easy_set_url() is enough. */
bool hg_easy_has_same_options(const struct hg_request *a, const struct hg_request *b);

/* Set all but the address, the proxy and the time on a handle that was reset. `trust` is the policy's; NULL:
 * libcurl's own. */
void hg_easy_set_options(void *easy, const struct hg_request *request,
                         const struct hg_easy_lists *lists, struct hg_trust_store *trust);
/* NULL: none. The caller's choice, as libcurl must not look at the environment. */
void hg_easy_set_proxy(void *easy, const char *proxy);
/* Set the address, and the time that is left after a look-up of `lookup_us`. `resolve` is borrowed
 * (CURLOPT_RESOLVE). */
void hg_easy_set_url(void *easy, const struct hg_request *request,
                     struct curl_slist *resolve, int64_t lookup_us);
/* Whole milliseconds, rounded up, at least 1: libcurl takes 0 for "no limit". */
long hg_easy_timeout_ms(int64_t us);

#endif

/* SPDX-License-Identifier: MIT */
/* curl_library: how libcurl reports a transfer: codes, time stamps, addresses. An easy handle
 * (CURL *) passes through here as a void pointer. */
#ifndef HEADGATE_PROBE_CURL_LIBRARY_H
#define HEADGATE_PROBE_CURL_LIBRARY_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/reply.h"

#include "probe/exchange.h"
#include "probe/failure.h"
#include "probe/proxy_failure.h"

/* Microseconds since libcurl began; 0: not reached, or not needed on a reused connection. */
struct hg_timestamps {
    int64_t lookup_us; /* before that: the time it took us to look up the name */
    int64_t resolved_us;
    int64_t connected_us;
    int64_t secured_us; /* end of the TLS handshake */
    int64_t ready_us;   /* the request is about to be sent */
    int64_t first_byte_us;
    int64_t total_us;
};

/* The phases that were reached add up to the total; see struct hg_phases. Pure. */
void hg_timestamps_to_phases(const struct hg_timestamps *timestamps, bool is_https,
                             struct hg_phases *phases);

/* What a code of a transfer whose proxy is not through means for the proxy. False: nothing, as it is no failure, or one
 * of this machine. */
bool hg_curl_find_proxy_end(int code, enum hg_proxy_end *end);
/* Why a SOCKS proxy opened no connection, by CURLINFO_PROXY_ERROR, in plain words; NULL: there are none. Static. */
const struct hg_socks_refusal *hg_curl_find_socks_refusal(long code);
/* What a code (CURLcode) means when nothing more special is known. Never NULL: an unknown code is
 * broken HTTP. Static. */
const struct hg_failure *hg_curl_find_failure(int code);
/* How a body ended when its transfer ended with the code and libcurl's message. */
enum hg_body_end hg_curl_body_end(int code, const char *message);
/* Whether the code and libcurl's message say that nghttp2, whose allocator is not ours to set, had no memory. The message
 * of other failures may quote the server and is not looked at. */
bool hg_curl_lacks_memory(int code, const char *message);
/* Fill in the facts of a finished transfer: phases, address, version, Retry-After. `lookup_us` is
 * as in the time stamps. */
void hg_curl_read_facts(void *easy, const struct hg_request *request, int64_t lookup_us,
                        struct hg_exchange *exchange);
/* Have a handle work around a fault of the libcurl in use, if it has it: before 8.2 it writes to
 * freed memory when a head begins with a folded line (github.com/curl/curl/pull/11103). With the
 * work-around the lines of heads, but not trailers, come to the write callback before libcurl
 * stores them, and after that to the header callback. */
void hg_curl_work_around(void *easy);

#endif

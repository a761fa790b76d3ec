/* SPDX-License-Identifier: MIT */
/* network: how probes reach hosts: the prober that uses libcurl, and what its workers share. */
#ifndef HEADGATE_NETWORK_H
#define HEADGATE_NETWORK_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/cancel.h"
#include "headgate/error.h"
#include "headgate/lookup.h"
#include "headgate/prober.h"

/* What the workers of a run share: trusted certificates, and in a run with many hosts a resolver of
 * its own. Never NULL. `cancel` is borrowed. Free takes NULL, after the last worker. */
struct hg_network;
struct hg_network *hg_network_new(struct hg_cancel *cancel, uint32_t host_count);
void hg_network_free(struct hg_network *network);

/* The prober that sends requests over the network, which must outlive it. Once `cancel` is set,
 * transfers end within about a second. Call hg_prober_start() once before any thread,
 * hg_prober_end() after all of them. */
__attribute__((warn_unused_result)) int hg_prober_start(struct hg_error *err);
void hg_prober_end(void);
struct hg_prober hg_prober_network(struct hg_network *network);
/* Version of libcurl ("7.88.1"), and of its libraries ("libcurl/7.88.1 OpenSSL/3.0.19 ..."). */
const char *hg_prober_curl_version(void);
const char *hg_prober_curl_features(void);
/* What libcurl speaks: "1.1, 2", and "3" where it can. */
const char *hg_prober_http_versions(void);
/* The file or folder of the system's trusted certificates; NULL: libcurl names none. */
const char *hg_prober_authorities(void);
/* Whether libcurl speaks HTTP/3. */
bool hg_prober_has_http3(void);
/* Look up names by the C library, in threads; a look-up that takes too long is abandoned. */
hg_look_up_function hg_look_up;
/* Why the name of a look-up was not resolved: ask for it once more, in a thread, for `timeout_us` at most.
 * Nothing in that time is NO_ANSWER where the control question was answered meanwhile, else NO_RESOLVER. Ends early when `cancel` is set; the answer means nothing then. */
enum hg_name_answer hg_look_up_again(struct hg_lookup *lookup, int64_t timeout_us,
                                     const struct hg_cancel *cancel);

#endif

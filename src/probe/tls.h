/* SPDX-License-Identifier: MIT */
/* tls: what libcurl is told about the TLS of a request. */
#ifndef HEADGATE_PROBE_TLS_H
#define HEADGATE_PROBE_TLS_H

#include "probe/transfer.h"
#include "probe/trust_store.h"

/* Set the options on an easy handle that was reset (a CURL, passed as a void pointer). `trust` is
 * that of the request's policy, for the handshake to use; NULL: libcurl's own. */
void hg_tls_set(void *easy, const struct hg_transfer_request *request,
                const struct hg_trust_store *trust);

/* Whether what a handle remembers of one policy's requests holds for another's: names, connections
 * and TLS sessions, which must not go by the name alone to another machine. From one trust to
 * another they must not go either; the caller compares those. */
bool hg_tls_may_remember(const struct hg_policy *before, const struct hg_policy *policy);

#endif

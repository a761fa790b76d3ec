/* SPDX-License-Identifier: MIT */
/* peer: watches the TLS handshakes of a transfer and judges the certificate that the server
 * presents. OpenSSL's types pass through here as void pointers. */
#ifndef HEADGATE_PROBE_PEER_H
#define HEADGATE_PROBE_PEER_H

#include <stdbool.h>
#include <stddef.h>

#include "probe/exchange.h"

/* One per transfer; used by its thread only. */
struct hg_peer;

struct hg_peer *hg_peer_new(void);
void hg_peer_free(struct hg_peer *peer);
/* A request begins, which must live until it is concluded: forget the one before. At the target's
 * own origin the policy's server name is sent in the handshake (SNI), and checked here. */
void hg_peer_expect(struct hg_peer *peer, const struct hg_request *request);
/* Watch the handshakes of a new SSL_CTX. The peer must outlive them. A session is resumed only
 * where the context has a trust store (hg_trust_store_apply()) that still accepts its
 * certificate. False: there is no memory for that, and no handshake may be made. */
bool hg_peer_watch(struct hg_peer *peer, void *context)
    __attribute__((warn_unused_result));
/* The request will be sent on this connection, an SSL: look for its close_notify. */
void hg_peer_bind(struct hg_peer *peer, const void *connection);
/* The version of HTTP that the connection, an SSL, has agreed on (ALPN): 11, 20 or 30. */
int hg_peer_http_version(void *connection);
/* Take the certificate from an SSL that is ready: no handshake presented it on a reused connection
 * or in a resumed session. */
void hg_peer_inspect(struct hg_peer *peer, void *connection);

/* How the transfer ended, as far as the certificate is concerned. */
enum hg_peer_end { HG_PEER_ACCEPTED, HG_PEER_REFUSED, HG_PEER_WRONG_PIN };

/* Set the exchange's certificate, the problem with it, whether a client certificate is missing, whether
 * the connection has TLS and was closed by close_notify, and how much data came over it.
 * True when the transfer failed because of the problem: the exchange's failure is set, then. */
bool hg_peer_conclude(struct hg_peer *peer, enum hg_peer_end end,
                      struct hg_exchange *exchange);

#endif

/* SPDX-License-Identifier: MIT */
/* peer: watches the TLS handshakes of a transfer and reads what the other end showed. OpenSSL's
 * types pass through here as void pointers. */
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
 * own origin the policy's server name is asked for in the handshake, and checked here. */
void hg_peer_expect(struct hg_peer *peer, const struct hg_request *request);
/* A new SSL_CTX: have its handshakes watched. The peer must outlive them. A session is resumed only
 * where the context has a trust (hg_trust_store_apply()) that still accepts its certificate. */
void hg_peer_watch(struct hg_peer *peer, void *context);
/* An SSL that is ready: where the connection or its session is an old one, no handshake showed the
 * certificate. */
void hg_peer_inspect(struct hg_peer *peer, void *connection);

/* How the transfer ended, as far as the certificate matters. */
enum hg_peer_end { HG_PEER_ACCEPTED, HG_PEER_REFUSED, HG_PEER_WRONG_PIN };

/* Give the exchange its certificate, the problem with it, and whether a client certificate lacked.
 * True when the problem is why the transfer failed; the exchange's failure says so then. */
bool hg_peer_conclude(struct hg_peer *peer, enum hg_peer_end end,
                      struct hg_exchange *exchange);

#endif

/* SPDX-License-Identifier: MIT */
/* exchange: one request, and what came of it. Knows nothing of libcurl, and judges nothing. */
#ifndef HEADGATE_PROBE_EXCHANGE_H
#define HEADGATE_PROBE_EXCHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/address.h"
#include "headgate/certificate.h"
#include "headgate/method.h"
#include "headgate/outcome.h"
#include "headgate/policy.h"
#include "headgate/prober.h"
#include "headgate/reply.h"
#include "headgate/url.h"

#include "probe/body_reader.h"
#include "probe/head.h"
#include "probe/proxy.h"
#include "probe/tried_addresses.h"

/* All pointers are borrowed. */
struct hg_request {
    const struct hg_url *url;
    const struct hg_policy *policy;
    enum hg_method method; /* not auto */
    const char *user;      /* for basic or digest authentication; NULL: none */
    const char *password;
    bool uses_digest;
    const char *content; /* to send; NULL: none */
    int64_t timeout_us;  /* for the whole request and its response, above 0 */
    int64_t stop_at_us;  /* monotonic: the end of the run */
    bool is_own_origin;  /* to the target's own origin: the policy's headers are sent */
    bool is_fresh;       /* a retry: name looked up anew, no TLS session resumed */
    /* A connection may be reused, and is left open for later requests; otherwise it is the request's own. */
    bool keeps_connection;
    struct hg_batch_rest rest; /* that may reuse it */
    bool is_redirected;        /* not the target's own URL */
    bool only_certificate;     /* only a handshake, with any version of TLS */
    bool only_http1;           /* HTTP/2 is not offered */
    bool watches_goaway;       /* see `goaway` of the exchange */
    /* Set by the policy, or because the previous hop was public. */
    bool refuses_private;
};

/* Whether the server of an HTTP/2 connection asked for HTTP/1.1 by GOAWAY (RFC 9113 7), and whether it said that
 * it has not processed the request. */
enum hg_goaway { HG_GOAWAY_NONE, HG_GOAWAY_HTTP_1_1, HG_GOAWAY_HTTP_1_1_UNPROCESSED };

/* What came of a request. Text in it is clean, and a message has no secrets. */
struct hg_exchange {
    const struct hg_secrets *secrets; /* of the configuration; NULL: none */
    enum hg_cause failure;            /* none when a whole final response head arrived */
    enum hg_side side;                /* whose failure it is */
    bool is_transient;
    bool was_cut_short; /* the server closed the connection before the end of the head */
    bool was_reused; /* sent, first or only, over a connection that had carried others */
    /* No version of TLS is common to both sides: the certificate was not shown. */
    bool lacks_common_tls_version;
    bool lacks_client_certificate; /* the server requests one, and none is configured */
    char message[512];             /* the failure in a sentence; "" when there is none */
    int http_version;              /* 10, 11, 20, 30; 0: none */
    int max_http_version; /* that the connection can carry; 0: there is none, or it is unknown */
    int64_t retry_after_s; /* -1: none */
    struct hg_phases phases;
    /* Its answer came over a connection after an answer to HEAD: it counts once that is checked (kept.h). */
    bool is_provisional;
    int sent_count; /* how often the request was sent: libcurl repeats it on a new connection */
    struct hg_proxy_use proxy;
    /* Of the connection, or of the proxy; family 0: none was established. */
    struct hg_address address;
    struct hg_tried_addresses addresses;
    struct hg_certificate *certificate; /* owned; NULL: none was seen */
    enum hg_certificate_problem certificate_problem;
    struct hg_head head; /* status, location and wanted headers */
    bool is_challenged;  /* by digest authentication: another response follows */
    bool is_on_tls;      /* on a TLS connection whose alerts are seen */
    bool has_close_notify;
    enum hg_goaway goaway; /* known only where the request watches it */
    struct hg_body_reader body;
    int64_t
        body_read_bytes; /* of the body, as they came; but for trailers and sizes of chunks */
    /* With TLS: what arrived meanwhile, whether libcurl passed it on or not; 0: not known. */
    int64_t tls_data_bytes;
    char *body_message; /* owned: as in the reply */
    int64_t body_bytes; /* as in the reply */
};

void hg_exchange_init(struct hg_exchange *exchange, const struct hg_policy *policy);
void hg_exchange_release(struct hg_exchange *exchange);

/* A text that is not our own as people may see it, cut to `size`. */
void hg_exchange_show(const struct hg_exchange *exchange, const char *text, char *out,
                      size_t size);
/* Whether it proves nothing that a connection of its own would not confirm: a reused one may have been dead,
 * or what came over it the rest of an earlier answer. */
bool hg_exchange_is_doubtful(const struct hg_exchange *exchange);
/* Read a line of a head, with its line end. False: nothing that follows is needed. */
bool hg_exchange_read_line(struct hg_exchange *exchange, const struct hg_request *request,
                           const char *line, size_t len);
/* Read bytes of a body. False: nothing that follows is needed. */
bool hg_exchange_read_data(struct hg_exchange *exchange, const struct hg_request *request,
                           const char *data, size_t len);
/* The response is complete, and so is its body: set the message and size of the body. */
void hg_exchange_examine_body(struct hg_exchange *exchange,
                              const struct hg_policy *policy);

#endif

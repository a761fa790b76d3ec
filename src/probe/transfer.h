/* SPDX-License-Identifier: MIT */
/* transfer: one request and the head of its response, by blocking libcurl. It follows nothing and
 * judges nothing. One transfer belongs to one thread and keeps its connections between requests. */
#ifndef HEADGATE_PROBE_TRANSFER_H
#define HEADGATE_PROBE_TRANSFER_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/address.h"
#include "headgate/cancel.h"
#include "headgate/certificate.h"
#include "headgate/method.h"
#include "headgate/outcome.h"
#include "headgate/policy.h"
#include "headgate/reply.h"
#include "headgate/url.h"

#include "probe/body_reader.h"
#include "probe/head.h"
#include "probe/network.h"
#include "probe/tried_addresses.h"

struct hg_transfer_request {
    const struct hg_url *url;
    const struct hg_policy *policy;
    enum hg_method method; /* not auto */
    const char *user;      /* basic or digest authentication; NULL: none */
    const char *password;
    bool uses_digest;
    const char *content;   /* to send; NULL: none */
    int64_t timeout_us;    /* for the whole transfer, above 0 */
    bool is_own_origin;    /* the policy's headers are sent */
    bool is_fresh;         /* new connection, name looked up anew */
    bool keeps_connection; /* others will ask the same host */
    bool only_certificate; /* a handshake with any TLS and nothing else, to see it */
    bool refuses_private;  /* the previous hop was public, or the policy denies it */
};

/* What came of a request. Text in it is clean. */
struct hg_exchange {
    enum hg_cause failure; /* none when a whole final response head arrived */
    bool is_transient;     /* the failure may pass */
    bool was_cut_short;    /* the server ended the connection before a whole head */
    bool was_reused;       /* the connection had carried other requests */
    bool
        lacks_common_tls_version; /* no version of TLS is common: the certificate was not shown */
    bool lacks_client_certificate; /* the server asked for one, and none is given */
    char message[512];             /* the failure in a sentence; "" when there is none */
    int http_version;              /* 10, 11, 20, 30; 0: none */
    int64_t retry_after_s;         /* -1: none */
    struct hg_phases phases;
    struct hg_address address;          /* of the connection; family 0: none came about */
    struct hg_tried_addresses tried;    /* new connections that were begun */
    struct hg_certificate *certificate; /* owned; NULL: none was seen */
    enum hg_certificate_problem certificate_problem;
    struct hg_head head; /* status, location and wanted headers */
    bool is_challenged;  /* by digest authentication: another answer follows */
    struct hg_body_reader body;
    char *body_message; /* owned: as in the reply */
    int64_t body_bytes; /* as in the reply */
};

struct hg_transfer;

/* Never NULL. The network's `cancel` is looked at about once a second, or more often while data
 * moves. */
struct hg_transfer *hg_transfer_new(const struct hg_network *network);
void hg_transfer_free(struct hg_transfer *transfer);
/* Cookies live as long as an attempt: call at its start. */
void hg_transfer_forget_cookies(struct hg_transfer *transfer);
/* Make the request and fill the exchange, which the caller releases. Cannot fail. */
void hg_transfer_perform(struct hg_transfer *transfer,
                         const struct hg_transfer_request *request,
                         struct hg_exchange *exchange);
/* A batch is over: end the connection that the last request left open, and forget addresses. */
void hg_transfer_disconnect(struct hg_transfer *transfer);
void hg_exchange_init(struct hg_exchange *exchange, const struct hg_policy *policy);
void hg_exchange_release(struct hg_exchange *exchange);

#endif

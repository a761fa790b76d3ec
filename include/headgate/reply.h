/* SPDX-License-Identifier: MIT */
/* reply: the facts of one attempt, before the verdict. Made by a worker, passed on in an answer, read by
 * the main thread. All text in it is clean and bounded. */
#ifndef HEADGATE_REPLY_H
#define HEADGATE_REPLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/address.h"
#include "headgate/certificate.h"
#include "headgate/method.h"
#include "headgate/outcome.h"

#define HG_NOT_REACHED (-1)

/* Microseconds; HG_NOT_REACHED where the phase did not happen. From libcurl's time stamps:
 * resolve = NAMELOOKUP, connect = CONNECT - NAMELOOKUP, tls = APPCONNECT - CONNECT, wait = from the
 * finished connection to STARTTRANSFER, transfer = TOTAL - STARTTRANSFER: what was reached adds up
 * to total. A reused connection has next to nothing for the first three. */
struct hg_phases {
    int32_t resolve_us;
    int32_t connect_us;
    int32_t tls_us;
    int32_t wait_us;
    int32_t transfer_us;
    int32_t total_us;
};

/* A hop that answered with a redirect which was followed. */
struct hg_hop {
    char *url; /* owned */
    int status;
};

/* A line of a header of the last hop that the policy has an expectation of; absent ones have none. */
struct hg_header_value {
    char *name;  /* owned: as the policy spells it */
    char *value; /* owned */
};

/* What a proxy says in an answer of its own about a request that it could not pass on: the error of
 * Proxy-Status (RFC 9209 2.3), or Squid's X-Squid-Error. */
struct hg_proxy_mark {
    char error[48]; /* its word, clean; "": the answer has no mark */
    /* What the word means; status: nothing that there is a cause for. */
    enum hg_cause cause;
    bool is_of_target; /* the target refused the connection, or did not answer in time */
};

struct hg_reply {
    enum hg_cause failure; /* none when a whole response head of the last hop arrived */
    enum hg_side side;     /* of the failure: where it happened */
    bool is_transient;     /* a failure that is worth a retry */
    /* It came over a connection after other answers, and counts once the batch is settled (prober.h). */
    bool is_provisional;
    char *message; /* owned: the failure in a sentence; NULL when there is none */
    char *note; /* owned: for people, besides the failure ("https gave no answer: ...") */
    int status; /* HTTP status of the last hop, 0 when none */
    enum hg_method method; /* the one whose answer this is */
    int head_status; /* of the HEAD that was rejected before GET; 0: cut off; -1: none was */
    int http_version;      /* 10, 11, 20, 30; 0 when none */
    int64_t retry_after_s; /* -1: no Retry-After */
    int64_t date_s;        /* Date of the last hop and its Age, since 1970; -1: none */
    int64_t started_at_us; /* wall clock */
    /* monotonic: the last request to the host; 0: it has no interval */
    int64_t ended_at_us;
    struct hg_phases phases;   /* summed over the hops of the deciding method */
    struct hg_address address; /* of the last hop */
    const char *requested_url; /* the target's, which outlives the reply */
    const char *shown_url;     /* the same as people may see it; NULL: it is not known */
    char *final_url;           /* owned: URL of the last hop; NULL: the requested one */
    struct hg_hop *hops;       /* owned: redirects followed, in order */
    size_t hop_count;
    /* owned: the worst of all hops; NULL: none was seen */
    struct hg_certificate *certificate;
    /* known also where certificates are not verified */
    enum hg_certificate_problem certificate_problem;
    struct hg_header_value *headers; /* owned: in the order in which they came */
    size_t header_count;
    /* owned: of the last hop; NULL: none, or the policy expects neither one nor a body */
    char *content_type;
    /* service that blocks the request; NULL: none. Static text */
    const char *bot_protection;
    /* owned: the expectation that the body fails; NULL: none, or not read */
    char *body_message;
    struct hg_proxy_mark mark; /* of the answer, where a proxy passed the request on */
    int64_t body_bytes;        /* read of the body, after decompression; -1: not read */
};

void hg_reply_init(struct hg_reply *reply);
void hg_reply_release(struct hg_reply *reply);
/* URL of the last hop. */
const char *hg_reply_final_url(const struct hg_reply *reply);
/* The next line of a header (any case) after this one (NULL: the first), or NULL. */
const struct hg_header_value *hg_reply_next_header(const struct hg_reply *reply,
                                                   const char *name,
                                                   const struct hg_header_value *after);
/* Add the phases of one transfer; a phase that neither reached stays HG_NOT_REACHED. */
void hg_phases_add(struct hg_phases *sum, const struct hg_phases *phases);
/* What comes before the request, and only once where a connection is shared: resolve, connect and tls. */
int64_t hg_phases_connecting_us(const struct hg_phases *phases);
/* All HG_NOT_REACHED. */
void hg_phases_init(struct hg_phases *phases);

#endif

/* SPDX-License-Identifier: MIT */
/* proxy_failure: what fails between us and a proxy is the proxy's failure, not the target's. */
#ifndef HEADGATE_PROBE_PROXY_FAILURE_H
#define HEADGATE_PROBE_PROXY_FAILURE_H

#include <stdbool.h>

#include "probe/exchange.h"

enum hg_proxy_end {
    HG_PROXY_UNRESOLVED,    /* its name was not found */
    HG_PROXY_UNREACHED,     /* no connection to it */
    HG_PROXY_OTHER_VERSION, /* it has no address of the version that `ip` requires */
    HG_PROXY_TIMEOUT,
    HG_PROXY_UNTRUSTED, /* TLS with it failed */
    HG_PROXY_REFUSED,   /* SOCKS: it opened no connection */
    HG_PROXY_CUT,       /* anything else, such as an answer that is none */
};

/* Why a SOCKS proxy opened no connection. */
struct hg_socks_refusal {
    const char *message;
    bool is_of_target; /* the target refused the connection (RFC 1928 6) */
    bool is_transient;
};

/* How the transfer ended before the proxy passed anything on. */
struct hg_proxy_failure {
    enum hg_proxy_end end;
    enum hg_ip_version version;      /* the policy's */
    int number;                      /* the system call's error number; 0: none */
    bool is_connected;               /* to the proxy */
    struct hg_socks_refusal refused; /* if it did */
    const char *message;             /* the library's */
};

/* Set the failure of an exchange whose proxy is not through. An answer to CONNECT comes before
 * everything else: if the proxy says that the target refused or timed out, the failure is the target's,
 * told by the proxy. */
void hg_proxy_failure_set(struct hg_exchange *exchange, const char *host,
                          const struct hg_proxy_failure *failure);
/* After the proxy is through. A request was forwarded: 407 is the proxy's, other failures are told by the proxy, and its
 * mark is kept. In a tunnel silence and a closed connection are told by the proxy as long as nothing came from
 * the target. */
void hg_proxy_failure_check_through(struct hg_exchange *exchange);

#endif

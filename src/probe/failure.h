/* SPDX-License-Identifier: MIT */
/* failure: what went wrong with a transfer, as a cause and in words for people. Knows nothing of
 * libcurl's codes: transfer.c reads those. */
#ifndef HEADGATE_PROBE_FAILURE_H
#define HEADGATE_PROBE_FAILURE_H

#include <stdbool.h>

#include "probe/exchange.h"

/* What an error of the transfer library means when nothing more special is known. */
struct hg_failure {
    enum hg_cause cause;
    bool is_transient;
    bool was_cut_short;
    const char *message; /* NULL: the library's own */
};

/* Set the exchange's failure; `words` may be untrusted text, it is cleaned and cut. */
void hg_failure_set(struct hg_exchange *exchange, enum hg_cause cause, bool is_transient,
                    const char *message);
/* A limit of time was reached; the exchange's phases tell where, and what was tried. */
void hg_failure_set_timeout(struct hg_exchange *exchange, const char *host,
                            bool is_https);
/* The resolver knows no such name, or no such address of it. */
void hg_failure_set_dns(struct hg_exchange *exchange, const char *host,
                        enum hg_ip_version version);
/* A connection failed: with the error number of the system call when there is one (0: none), which
 * can show that it is this machine that lacks something. `words` is for when there is none. */
void hg_failure_set_connect(struct hg_exchange *exchange, int number,
                            const char *message);
/* TLS failed; `words` are the TLS library's. Says so when the exchange lacks a client certificate,
 * and when the versions of TLS don't meet. A handshake that was cut off may pass. */
void hg_failure_set_tls(struct hg_exchange *exchange, const char *message);
/* The certificate is refused; `now_s` is the wall clock. */
void hg_failure_set_certificate(struct hg_exchange *exchange,
                                const struct hg_certificate_trouble *trouble,
                                int64_t now_s);
/* True when words of a cut connection are really a TLS alert: TLS 1.3 refuses a missing client
 * certificate after the handshake (RFC 8446 4.4.2.4). */
bool hg_failure_is_tls_alert(const char *message);
/* A proxy answered CONNECT with this status. */
void hg_failure_set_proxy(struct hg_exchange *exchange, int status);
/* An error of the library, by the phase that was reached: `words` are the library's, `number` that
 * of the system call (0: none). */
void hg_failure_set_library_error(struct hg_exchange *exchange,
                                  const struct hg_failure *failure, const char *message,
                                  int number);
/* The address is private and the policy does not allow it. */
void hg_failure_set_private_address(struct hg_exchange *exchange,
                                    const struct hg_address *address,
                                    const struct hg_policy *policy);
/* libcurl is content, or was ended by our reader: the head may still be malformed, too large, not
 * whole, or have a status that is none. */
void hg_failure_check_head(struct hg_exchange *exchange);
/* A body was wanted, and its transfer has ended so: it may be incomplete or not readable. */
void hg_failure_check_body(struct hg_exchange *exchange, const struct hg_url *url,
                           enum hg_body_end end);

#endif

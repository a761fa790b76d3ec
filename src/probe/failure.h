/* SPDX-License-Identifier: MIT */
/* failure: why a transfer failed, as a cause and in a sentence. Knows nothing of libcurl's codes,
 * which curl_library.c reads. */
#ifndef HEADGATE_PROBE_FAILURE_H
#define HEADGATE_PROBE_FAILURE_H

#include <stdbool.h>

#include "headgate/lookup.h"

#include "probe/exchange.h"

/* What an error of the transfer library means when nothing more special is known. */
struct hg_failure {
    enum hg_cause cause;
    bool is_transient;
    bool was_cut_short;
    const char *message; /* static text; NULL: the library's own */
};

/* Set the exchange's failure, and its side by the cause. The message may be untrusted text: it is cleaned and cut. */
void hg_failure_set(struct hg_exchange *exchange, enum hg_cause cause, bool is_transient,
                    const char *message);
/* The time was up. The message names the phase that was reached and the addresses that were
 * tried. */
void hg_failure_set_timeout(struct hg_exchange *exchange, const char *host,
                            bool is_https);
/* The address in the URL, or the one that `resolve` gives, has the other version of IP than the policy
 * allows: the target can't be asked, or a redirect can't be followed. */
void hg_failure_set_other_version(struct hg_exchange *exchange,
                                  const struct hg_request *request);
/* The host has no address of this version of IP, and this is why. Only that it does not exist, or has no
 * address at all, is the target's own failure; no resolver is ours. */
void hg_failure_set_dns(struct hg_exchange *exchange, const char *host,
                        enum hg_ip_version version, enum hg_name_answer answer);
/* This machine has no route to any of the host's addresses, or does not connect to them: nothing was sent. */
void hg_failure_set_no_route(struct hg_exchange *exchange, const char *host);
/* A connection failed. `number` is the system call's error number, which may mean that this machine
 * ran out of a resource; 0: none, and `message` says why. */
void hg_failure_set_connect(struct hg_exchange *exchange, int number,
                            const char *message);
/* TLS failed with the library's `message`. A missing client certificate and versions of TLS that
 * have none in common are named. A handshake that was cut off is transient. */
void hg_failure_set_tls(struct hg_exchange *exchange, const char *message);
/* The certificate was rejected; `now_s` is the wall clock. */
void hg_failure_set_certificate(struct hg_exchange *exchange,
                                const struct hg_certificate_failure *failure,
                                int64_t now_s);
/* True when the message of a cut connection is really a TLS alert: with TLS 1.3 a server rejects a
 * missing client certificate after the handshake (RFC 8446 4.4.2.4). */
bool hg_failure_is_tls_alert(const char *message);
/* Error numbers that mean a resource of this machine, which are never the target's fault. */
bool hg_failure_is_local(int number);
/* Whether OpenSSL itself reports the failure, and so may for ever in this process, once it had no memory for what it keeps,
 * such as a digest or what it knows of an authority. A date, a name, a revocation or a pin that is wrong is not of this
 * kind: it was read and compared. */
bool hg_failure_is_openssls(const struct hg_exchange *exchange);
/* True when the library's message is about a proxy of the environment that is no valid address. */
bool hg_failure_is_bad_proxy(const char *message);
/* An error of the library, by the phase that was reached. `message` is the library's, `number` the
 * system call's error number (0: none). */
void hg_failure_set_library_error(struct hg_exchange *exchange,
                                  const struct hg_failure *failure, const char *message,
                                  int number);
/* The address is private and the policy does not allow it: the target's own (then this side refused to
 * ask), or that of a redirect. */
void hg_failure_set_private_address(struct hg_exchange *exchange,
                                    const struct hg_address *address,
                                    const struct hg_request *request);
/* libcurl reports success, or our reader ended the transfer: the head may still be malformed, too
 * large, incomplete, or have an invalid status. */
void hg_failure_check_head(struct hg_exchange *exchange);
/* A body was wanted, and its transfer has ended so: it may be incomplete or not readable. */
void hg_failure_check_body(struct hg_exchange *exchange, const struct hg_request *request,
                           enum hg_body_end end);

#endif

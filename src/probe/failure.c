/* SPDX-License-Identifier: MIT */
/* failure: causes and messages. */
#include "probe/failure.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/buf.h"
#include "headgate/text.h"
#include "headgate/units.h"
#include "headgate/url.h"

#include "headgate/banned.h"

/* RFC 1035 2.3.4: a name has at most 255 bytes; a longer one is cut, not the sentence. */
#define HOST_SIZE 201

void hg_failure_set(struct hg_exchange *exchange, enum hg_cause cause, bool is_transient,
                    const char *message)
{
    /* libcurl quotes the whole address of a proxy that it can't use. */
    char *safe = hg_url_redact_sentence(message);
    char *clean = hg_text_clean(safe, strlen(safe), sizeof exchange->message - 1);
    exchange->failure = cause;
    exchange->side = hg_cause_side(cause);
    exchange->is_transient = is_transient;
    snprintf(exchange->message, sizeof exchange->message, "%s", clean);
    free(clean);
    free(safe);
}

/* With libcurl's message, which may name a host. */
static void set_librarys(struct hg_exchange *exchange, enum hg_cause cause,
                         bool is_transient, const char *message)
{
    char shown[sizeof exchange->message];
    hg_exchange_show(exchange, message, shown, sizeof shown);
    hg_failure_set(exchange, cause, is_transient, shown);
}

/* libcurl's time stamp "connected" is set after TLS (7.88); but an address means a TCP connection, and a proxy that is
 * through has opened one. */
static bool is_connected(const struct hg_exchange *exchange)
{
    return exchange->phases.connect_us != HG_NOT_REACHED ||
           exchange->address.family != 0 || exchange->proxy.is_through;
}

static const char *timeout_message(const struct hg_exchange *exchange, bool is_https)
{
    const struct hg_phases *phases = &exchange->phases;
    if (!is_connected(exchange))
        return "could not connect";
    if (is_https && phases->tls_us == HG_NOT_REACHED)
        return "connected, but the TLS handshake did not finish";
    if (phases->wait_us == HG_NOT_REACHED)
        return "connected, but no answer";
    return exchange->head.is_complete ? "the answer's body did not end"
                                      : "the answer's headers did not end";
}

/* The phase that was reached, with the name that was looked up or the addresses that were tried. */
static void describe_phase(const struct hg_exchange *exchange, const char *host,
                           bool is_https, char *out, size_t size)
{
    const bool is_unconnected = !is_connected(exchange);
    char addresses[HG_ADDRESS_LIST_TEXT_SIZE];
    if (exchange->phases.resolve_us == HG_NOT_REACHED) {
        char name[HOST_SIZE];
        hg_exchange_show(exchange, host, name, sizeof name);
        snprintf(out, size, "could not resolve %s", name);
        return;
    }
    hg_address_list_format(&exchange->addresses.tried, addresses, sizeof addresses);
    snprintf(out, size, "%s%s%s", timeout_message(exchange, is_https),
             is_unconnected && addresses[0] != '\0' ? " to " : "",
             is_unconnected ? addresses : "");
}

void hg_failure_set_timeout(struct hg_exchange *exchange, const char *host, bool is_https)
{
    char phase[HG_ADDRESS_LIST_TEXT_SIZE + 64];
    char time[32];
    char message[HG_ADDRESS_LIST_TEXT_SIZE + 128];

    describe_phase(exchange, host, is_https, phase, sizeof phase);
    hg_units_format_time(exchange->phases.total_us, time, sizeof time);
    snprintf(message, sizeof message, "%s within %s", phase, time);
    hg_failure_set(exchange, HG_CAUSE_TIMEOUT, true, message);
}

/* Whose failure it is that a name has no address, and the sentence around the name; NULL: see
 * hg_failure_set_dns(). A name server that fails proves nothing of the target. */
struct name_failure {
    enum hg_cause cause;
    enum hg_side side;
    const char *before;
    const char *after;
};

static const struct name_failure name_failures[HG_NAME_ANSWER_COUNT] = {
    [HG_NAME_NO_ANSWER] = {HG_CAUSE_DNS, HG_SIDE_BETWEEN,
                           "the name servers answer, but not for ", ""},
    [HG_NAME_FOUND] = {HG_CAUSE_DNS, HG_SIDE_BETWEEN, "the name ",
                       " was not resolved at first, but was when asked again"},
    [HG_NAME_NXDOMAIN] = {HG_CAUSE_DNS, HG_SIDE_TARGET, "the name ",
                          " does not exist (NXDOMAIN)"},
    [HG_NAME_NOT_FOUND] = {HG_CAUSE_DNS, HG_SIDE_TARGET, "the name ", " was not found"},
    [HG_NAME_NO_ADDRESS] = {HG_CAUSE_DNS, HG_SIDE_TARGET, "the name ", NULL},
    [HG_NAME_NO_ROUTE] = {HG_CAUSE_LOCAL, HG_SIDE_OWN,
                          "this machine has no route to the addresses of ", ""},
    [HG_NAME_OTHER_VERSION] = {HG_CAUSE_DNS, HG_SIDE_BETWEEN, "the name ", NULL},
    [HG_NAME_SERVFAIL] = {HG_CAUSE_DNS, HG_SIDE_BETWEEN,
                          "the name servers failed to look up ", " (SERVFAIL)"},
    [HG_NAME_REFUSED] = {HG_CAUSE_DNS, HG_SIDE_BETWEEN,
                         "the name servers refused to look up ", " (REFUSED)"},
    [HG_NAME_UNUSABLE] = {HG_CAUSE_DNS, HG_SIDE_BETWEEN,
                          "the name servers gave no usable answer for ", ""},
    [HG_NAME_NOT_ASKED] = {HG_CAUSE_LOCAL, HG_SIDE_OWN,
                           "this machine has no memory or thread left to look up ", ""},
    [HG_NAME_NO_RESOLVER] = {HG_CAUSE_RESOLVER, HG_SIDE_OWN, NULL, NULL},
};

void hg_failure_set_dns(struct hg_exchange *exchange, const char *host,
                        enum hg_ip_version version, enum hg_name_answer answer)
{
    static const char *const without[] = {
        [HG_IP_ANY] = " has no address",
        [HG_IP_4] = " has no IPv4 address",
        [HG_IP_6] = " has no IPv6 address",
    };
    const struct name_failure *failure = &name_failures[answer];
    const char *after = failure->after == NULL ? without[version] : failure->after;
    char message[sizeof exchange->message];
    char name[HOST_SIZE];
    hg_exchange_show(exchange, host, name, sizeof name);
    if (failure->before == NULL)
        snprintf(message, sizeof message,
                 "the DNS resolver of this machine does not answer");
    else
        snprintf(message, sizeof message, "%s%s%s", failure->before, name, after);
    hg_failure_set(exchange, failure->cause, true, message);
    exchange->side = failure->side;
}

void hg_failure_set_other_version(struct hg_exchange *exchange,
                                  const struct hg_request *request)
{
    const enum hg_ip_version version = request->policy->ip_version;
    const int number = version == HG_IP_6 ? 6 : 4;
    const bool is_given = hg_policy_gives_address(request->policy, request->url->host);
    char message[sizeof exchange->message];
    char name[HOST_SIZE];
    hg_exchange_show(exchange, request->url->host, name, sizeof name);
    snprintf(message, sizeof message,
             is_given ? "resolve gives %s no IPv%d address, and ip is %d"
                      : "%s is not an IPv%d address, and ip is %d",
             name, number, number);
    hg_failure_set(exchange, request->is_redirected ? HG_CAUSE_REDIRECT : HG_CAUSE_LOCAL,
                   false, message);
}

void hg_failure_set_no_route(struct hg_exchange *exchange, const char *host)
{
    const int number = exchange->addresses.refusal;
    char addresses[HG_ADDRESS_LIST_TEXT_SIZE];
    char message[sizeof exchange->message];
    char reason[128] = "";
    hg_address_list_format(&exchange->addresses.unrouted, addresses, sizeof addresses);
    if (addresses[0] == '\0')
        hg_exchange_show(exchange, host, addresses, sizeof addresses);
    if (number == 0 || strerror_r(number, reason, sizeof reason) != 0) {
        snprintf(message, sizeof message, "this machine has no route to %.300s",
                 addresses);
    } else {
        reason[0] = (char)tolower((unsigned char)reason[0]);
        snprintf(message, sizeof message, "this machine sent nothing to %.300s: %s",
                 addresses, reason);
    }
    hg_failure_set(exchange, HG_CAUSE_LOCAL, true, message);
}

bool hg_failure_is_local(int number)
{
    return number == EMFILE || number == ENFILE || number == ENOBUFS ||
           number == ENOMEM || number == EADDRNOTAVAIL;
}

/* Of several addresses libcurl keeps the last one's error only. */
static void describe_refusal(const struct hg_exchange *exchange, int number,
                             const char *reason, char *out, size_t size)
{
    char addresses[HG_ADDRESS_LIST_TEXT_SIZE];
    hg_address_list_format(&exchange->addresses.tried, addresses, sizeof addresses);
    if (addresses[0] == '\0')
        snprintf(out, size, "%s", reason);
    else if (number == ECONNREFUSED && exchange->addresses.tried.count == 1)
        snprintf(out, size, "%s by %s", reason, addresses);
    else
        snprintf(out, size, "could not connect to %s: %s", addresses, reason);
}

void hg_failure_set_connect(struct hg_exchange *exchange, int number, const char *message)
{
    char reason[128] = "";
    char line[HG_ADDRESS_LIST_TEXT_SIZE + 160];

    if (number == 0 || strerror_r(number, reason, sizeof reason) != 0) {
        set_librarys(exchange, HG_CAUSE_CONNECT, true, message);
        return;
    }
    reason[0] = (char)tolower((unsigned char)reason[0]);
    describe_refusal(exchange, number, reason, line, sizeof line);
    hg_failure_set(exchange,
                   hg_failure_is_local(number) ? HG_CAUSE_LOCAL : HG_CAUSE_CONNECT, true,
                   hg_failure_is_local(number) ? reason : line);
}

bool hg_failure_is_openssls(const struct hg_exchange *exchange)
{
    /* Problems that show that OpenSSL got as far as to compare. */
    static const bool is_compared[HG_CERTIFICATE_PROBLEM_COUNT] = {
        [HG_CERTIFICATE_EXPIRED] = true,    [HG_CERTIFICATE_NOT_YET_VALID] = true,
        [HG_CERTIFICATE_WRONG_HOST] = true, [HG_CERTIFICATE_REVOKED] = true,
        [HG_CERTIFICATE_WRONG_PIN] = true,
    };
    return exchange->failure == HG_CAUSE_TLS ||
           (exchange->failure == HG_CAUSE_CERTIFICATE &&
            !is_compared[exchange->certificate_problem]);
}

bool hg_failure_is_tls_alert(const char *message)
{
    return strstr(message, "SSL routines") != NULL;
}

/* The TCP connection ended inside the handshake. */
static bool is_cut_handshake(const char *message)
{
    return strstr(message, "SYSCALL") != NULL ||
           strstr(message, "unexpected eof") != NULL ||
           strstr(message, "reset by peer") != NULL ||
           strstr(message, "ZERO_RETURN") != NULL ||
           strstr(message, "error:00000000") != NULL; /* OpenSSL has none (8.14) */
}

/* The reason stands at the end of OpenSSL's "error:0A00010B:SSL routines::wrong version number", to
 * which libcurl adds ", errno 0". */
static void trim_openssl_prefix(const char *message, char *out, size_t size)
{
    static const char mark[] = "SSL routines::";
    const char *at = strstr(message, mark);
    snprintf(out, size, "%s", at == NULL ? message : at + strlen(mark));
    char *tail = strstr(out, ", errno 0");
    if (tail != NULL)
        *tail = '\0';
}

/* The part of libcurl's message that is about a certificate; NULL: none is. */
static const char *certificate_message(const char *message)
{
    static const char problem[] = "SSL certificate problem: ";
    static const char name[] = "SSL: ";
    const char *at = strstr(message, problem);
    if (at != NULL)
        return at + strlen(problem);
    if (strncmp(message, name, strlen(name)) == 0 &&
        strstr(message, "certificate") != NULL)
        return message + strlen(name);
    return NULL;
}

/* The reasons of OpenSSL and the alerts of RFC 8446 6.2, in plain words. */
struct tls_message {
    const char *part;
    const char *message;
    bool lacks_common_tls_version;
};

static const struct tls_message tls_messages[] = {
    {"unsupported protocol", "the server offers only TLS versions below tls.min_version",
     true},
    {"alert protocol version",
     "the server accepts no TLS version from tls.min_version on", true},
    {"alert certificate required", "the server requires a client certificate", false},
    {"alert bad certificate", "the server rejected the client certificate", false},
    {"alert unknown ca", "the server does not trust the client certificate's authority",
     false},
    {"alert certificate expired", "the server rejected the client certificate as expired",
     false},
    {"unrecognized name",
     "the server does not recognise this host name (unrecognized_name)", false},
    {"alert handshake failure",
     "no cipher, curve or signature algorithm in common with the server (alert handshake "
     "failure)",
     false},
    /* Since 3.2 OpenSSL looks at the length first. */
    {"wrong version number", "the server's answer is not TLS", false},
    {"packet length too long", "the server's answer is not TLS", false},
    {"dh key too small", "the server's Diffie-Hellman key is too weak", false},
    {"unsafe legacy renegotiation",
     "the server's TLS is too old: it lacks secure renegotiation (RFC 5746)", false},
};

static const char *explain_tls(struct hg_exchange *exchange, const char *message,
                               const char *last)
{
    if (exchange->lacks_client_certificate)
        return "the server requires a client certificate, and none is configured "
               "(tls.client_certificate)";
    for (size_t i = 0; i < sizeof tls_messages / sizeof tls_messages[0]; i++) {
        if (strstr(message, tls_messages[i].part) == NULL)
            continue;
        exchange->lacks_common_tls_version = tls_messages[i].lacks_common_tls_version;
        return tls_messages[i].message;
    }
    return last;
}

void hg_failure_set_certificate(struct hg_exchange *exchange,
                                const struct hg_certificate_failure *failure,
                                int64_t now_s)
{
    struct hg_certificate_failure shown = *failure;
    char name[HOST_SIZE];
    struct hg_buf message;
    hg_buf_init(&message);
    hg_exchange_show(exchange, failure->host, name, sizeof name);
    shown.host = name;
    hg_certificate_explain(&shown, now_s, &message);
    hg_failure_set(exchange, HG_CAUSE_CERTIFICATE, false, message.data);
    hg_buf_release(&message);
}

/* OpenSSL or libcurl is out of memory; random numbers need some, too. */
static bool is_short_of_memory(const char *message)
{
    return strstr(message, "malloc failure") != NULL ||
           strstr(message, "Insufficient randomness") != NULL ||
           strstr(message, "Failed set SNI") != NULL;
}

void hg_failure_set_tls(struct hg_exchange *exchange, const char *message)
{
    const char *refused = certificate_message(message);
    char whole[256];
    char last[256];
    char line[512];
    /* What is said of a certificate may quote it. */
    if (refused == NULL && is_short_of_memory(message)) {
        hg_failure_set(exchange, HG_CAUSE_LOCAL, true, "out of memory for TLS");
        return;
    }
    if (refused == NULL && is_cut_handshake(message) &&
        !exchange->lacks_client_certificate) {
        hg_failure_set(exchange, HG_CAUSE_TLS, true,
                       "the connection was cut during the TLS handshake");
        return;
    }
    trim_openssl_prefix(refused == NULL ? message : refused, whole, sizeof whole);
    hg_exchange_show(exchange, whole, last, sizeof last);
    snprintf(line, sizeof line, "%s: %s",
             refused == NULL ? "the TLS handshake failed"
                             : "the certificate was rejected",
             refused == NULL ? explain_tls(exchange, message, last) : last);
    hg_failure_set(exchange, HG_CAUSE_TLS, false, line);
}

/* A proxy of the configuration was checked when it was loaded; libcurl reads the environment's. */
bool hg_failure_is_bad_proxy(const char *message)
{
    static const char beginning[] =
        "Unsupported proxy"; /* "scheme for ...", "syntax in ..." */
    return strncmp(message, beginning, strlen(beginning)) == 0;
}

/* Before or in place of what our own reader of heads would say. */
static bool is_other_http_version(const char *message)
{
    static const char *const beginnings[] = {"Version mismatch (from HTTP/",
                                             "Unsupported HTTP version (2.",
                                             "Unsupported HTTP version (3."};
    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++) {
        if (strncmp(message, beginnings[i], strlen(beginnings[i])) == 0)
            return true;
    }
    return false;
}

void hg_failure_set_library_error(struct hg_exchange *exchange,
                                  const struct hg_failure *failure, const char *message,
                                  int number)
{
    const bool has_answer = exchange->phases.wait_us != HG_NOT_REACHED;

    exchange->was_cut_short = failure->was_cut_short;
    if (hg_failure_is_bad_proxy(message)) {
        hg_failure_set(exchange, HG_CAUSE_LOCAL, false,
                       "the proxy set in the environment is not a valid address");
    } else if (is_other_http_version(message)) {
        hg_failure_set(exchange, HG_CAUSE_PROTOCOL, false, HG_OTHER_HTTP_VERSION);
    } else if (failure->cause == HG_CAUSE_CONNECT) {
        hg_failure_set_connect(exchange, number, message);
    } else if (failure->cause == HG_CAUSE_TLS ||
               (failure->was_cut_short && hg_failure_is_tls_alert(message))) {
        hg_failure_set_tls(exchange, message);
    } else if (failure->cause == HG_CAUSE_LOCAL && has_answer) {
        /* Once a server has responded, it is the cause of the library's own errors. */
        hg_failure_set(exchange, HG_CAUSE_PROTOCOL, false,
                       "the answer's headers can't be read");
    } else if (failure->message == NULL) {
        set_librarys(exchange, failure->cause, failure->is_transient, message);
    } else {
        hg_failure_set(exchange, failure->cause, failure->is_transient, failure->message);
    }
}

void hg_failure_set_private_address(struct hg_exchange *exchange,
                                    const struct hg_address *address,
                                    const struct hg_request *request)
{
    const struct hg_policy *policy = request->policy;
    const bool is_own = policy->deny_private && !request->is_redirected;
    char text[HG_ADDRESS_TEXT_SIZE];
    char message[160];
    hg_address_format(address, text, sizeof text);
    snprintf(message, sizeof message,
             policy->deny_private
                 ? "the private address %s is not allowed (deny_private)"
                 : "a redirect from a public address to the private address %s was not "
                   "followed (allow_private is off)",
             text);
    hg_failure_set(exchange, is_own ? HG_CAUSE_LOCAL : HG_CAUSE_REDIRECT, false, message);
}

void hg_failure_check_head(struct hg_exchange *exchange)
{
    const struct hg_head *head = &exchange->head;
    char message[64];
    if (head->fault != NULL) {
        hg_failure_set(exchange, HG_CAUSE_PROTOCOL, false, head->fault);
    } else if (head->is_too_large) {
        hg_failure_set(exchange, HG_CAUSE_PROTOCOL, false,
                       "the answer's headers are larger than 256 KiB or 4096 lines");
    } else if (!head->is_complete) {
        exchange->was_cut_short = true;
        hg_failure_set(exchange, HG_CAUSE_PROTOCOL, true,
                       "the connection was closed within the answer's headers");
    } else if (head->status < 200 || head->status > HG_STATUS_MAX) {
        snprintf(message, sizeof message, "%03d is not a valid final status",
                 head->status);
        hg_failure_set(exchange, HG_CAUSE_PROTOCOL, false, message);
    }
}

/* RFC 9112 9.8: only close_notify says that a body is whole which ends with its TLS connection. How the
 * library reports the end without it depends on the versions of libcurl and OpenSSL. */
static enum hg_body_end find_end(const struct hg_exchange *exchange,
                                 bool accepts_unclosed, enum hg_body_end end)
{
    const bool is_at_end = end == HG_BODY_WHOLE || end == HG_BODY_UNCLOSED;
    if (!is_at_end || !hg_head_ends_with_connection(&exchange->head))
        return end == HG_BODY_UNCLOSED ? HG_BODY_BROKEN : end;
    const bool is_closed =
        end == HG_BODY_WHOLE && (exchange->has_close_notify || !exchange->is_on_tls);
    return is_closed || accepts_unclosed ? HG_BODY_WHOLE : HG_BODY_UNCLOSED;
}

void hg_failure_check_body(struct hg_exchange *exchange, const struct hg_request *request,
                           enum hg_body_end reported)
{
    const struct hg_body_reader *body = &exchange->body;
    const struct hg_url *url = request->url;
    const bool accepts_unclosed =
        request->policy->expect.body.unclosed == HG_UNCLOSED_ACCEPT;
    const enum hg_body_end end = find_end(exchange, accepts_unclosed, reported);
    const char *fault = hg_body_reader_find_fault(body, &exchange->head, end);
    char encoding[72];
    char message[128];
    if (end == HG_BODY_TIMEOUT) {
        hg_failure_set_timeout(exchange, url->host, url->is_https);
    } else if (end == HG_BODY_CANCELLED) {
        hg_failure_set(exchange, HG_CAUSE_CANCELLED, false, "the run was stopped");
    } else if (body->has_unknown_encoding) {
        hg_exchange_show(exchange, exchange->head.encoding, encoding, sizeof encoding);
        const char *mark = hg_text_quotation_mark(encoding);
        snprintf(message, sizeof message,
                 "the answer's body has an unsupported encoding: %s%s%s", mark, encoding,
                 mark);
        hg_failure_set(exchange, HG_CAUSE_PROTOCOL, false, message);
    } else if (fault != NULL) {
        hg_failure_set(exchange, HG_CAUSE_PROTOCOL,
                       !body->is_broken && !exchange->head.has_unknown_transfer_encoding,
                       fault);
    }
}

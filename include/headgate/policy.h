/* SPDX-License-Identifier: MIT */
/* policy: how targets are checked and the answer that is expected. Shared by all targets with the same
 * settings; read-only once loaded; everything it points to lives in the configuration. */
#ifndef HEADGATE_POLICY_H
#define HEADGATE_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/buf.h"
#include "headgate/json_document.h"
#include "headgate/maintenance_window.h"
#include "headgate/method.h"
#include "headgate/pattern.h"
#include "headgate/secrets.h"
#include "headgate/statuses.h"
#include "headgate/tally.h"
#include "headgate/text.h"
#include "headgate/units.h"

enum hg_tls_version { HG_TLS_1_0, HG_TLS_1_1, HG_TLS_1_2, HG_TLS_1_3 };
/* Required scheme of the final URL: any, https, http. */
enum hg_tls_rule { HG_TLS_ANY, HG_TLS_REQUIRED, HG_TLS_FORBIDDEN };
enum hg_ip_version { HG_IP_ANY, HG_IP_4, HG_IP_6 };

enum hg_blocked { HG_BLOCKED_DEGRADED, HG_BLOCKED_DOWN, HG_BLOCKED_UP };
/* The addresses of a name at which a target is checked. */
enum hg_addresses { HG_ADDRESSES_FIRST, HG_ADDRESSES_ALL, HG_ADDRESSES_IPV4_AND_IPV6 };

/* Each line of a field is a value (RFC 9110 5.3). The last three have a pattern, which any line, every
 * line, or no line matches; only the last is met by a field that is missing. */
enum hg_header_rule {
    HG_HEADER_PRESENT,
    HG_HEADER_ABSENT,
    HG_HEADER_ANY,
    HG_HEADER_EVERY,
    HG_HEADER_NONE
};

struct hg_header {
    const char *name;
    const char *value;
};

struct hg_headers {
    const struct hg_header *items;
    size_t count;
};

/* An expectation of one response header of the last hop. */
struct hg_header_expectation {
    const char *name;
    enum hg_header_rule rule;
    const char *expression;           /* as written; NULL for rules without a pattern */
    const struct hg_pattern *pattern; /* likewise */
};

struct hg_header_expectations {
    const struct hg_header_expectation *items;
    size_t count;
};

/* A regular expression as written, and compiled. */
struct hg_expression {
    const char *text;
    const struct hg_pattern *pattern;
};

struct hg_expressions {
    const struct hg_expression *items;
    size_t count;
};

#define HG_HTTP_3_BIT 8U /* of `http_versions` */

/* What a body is that ends with its TLS connection, but without close_notify (RFC 9112 9.8). */
enum hg_unclosed { HG_UNCLOSED_REFUSE, HG_UNCLOSED_ACCEPT };

/* Expectations of the body of a response. */
struct hg_body_expectations {
    struct hg_texts contains; /* each of them */
    struct hg_texts not_contains;
    struct hg_expressions matches; /* each of them, anywhere */
    struct hg_expressions not_matches;
    int64_t min_size; /* bytes, after decompression; 0: no limit */
    int64_t max_size; /* likewise */
    struct hg_json_expectations json;
    enum hg_unclosed unclosed; /* no expectation, but how to read for the others */
};

struct hg_expectations {
    bool down;                 /* no answer is expected; nothing below is checked */
    struct hg_statuses status; /* empty: 200-299, or 200-399 when redirects are off */
    int64_t latency_warn_us;   /* slower is degraded; 0: no limit */
    int64_t latency_fail_us;   /* slower is down; 0: no limit */
    struct hg_header_expectations headers;
    const char *final_url; /* prefix of the last hop's URL; NULL: any */
    struct hg_body_expectations body;
    uint32_t http_versions;        /* bits: 1.0, 1.1, 2, 3 from the lowest; 0: any */
    struct hg_texts content_types; /* one of these media types; empty: any */
    enum hg_tls_rule tls;
    /* time until the certificate expires: less is degraded, or down; none: no limit */
    struct hg_threshold certificate_warn;
    struct hg_threshold certificate_fail;
};

/* As configured; one kind at most. Only the user names may be printed. */
struct hg_authentication {
    const char *basic_user; /* NULL: none */
    const char *basic_password;
    const char *digest_user;
    const char *digest_password;
    const char *token; /* bearer (RFC 6750) */
};

/* When people are told of a target. */
struct hg_notify_policy {
    int64_t
        after; /* results in a row that are down, until it is reported down; below 1: 1 */
    int64_t recover; /* results in a row that are available, until it is reported again */
    int64_t
        remind_us; /* from one reminder of a target that is down to the next; 0: none */
    bool flapping; /* it is said that it flaps, instead of each time it goes down */
    struct hg_texts to; /* names of the channels that hear of it; empty: all */
};

struct hg_policy {
    enum hg_method method;
    enum hg_ip_version ip_version;
    enum hg_addresses addresses;
    /* one attempt, with redirects and the GET after a rejected HEAD */
    int64_t timeout_us;
    int64_t connect_timeout_us; /* name, TCP and TLS of one transfer */
    bool reuses_connections;    /* and leaves them open for other targets of the host */
    int64_t redirects;          /* maximum number followed; 0: none */
    int64_t retries;            /* attempts after the first */
    int64_t retry_delay_us;     /* before the first retry; doubles, with jitter */
    int64_t retry_after_max_us; /* a longer Retry-After ends the target's attempts */
    int64_t interval_us;        /* of `watch`: from one check to the next */
    int64_t interval_down_us;   /* likewise, while the target is down; 0: the same */
    bool allow_downgrade;       /* redirects from https to http */
    bool allow_private;         /* redirects from public to private addresses */
    bool deny_private;          /* private addresses at all */
    enum hg_blocked blocked;    /* outcome of a target that bot protection blocks */
    bool insecure;              /* certificates are not verified */
    int64_t body_limit;         /* maximum bytes of a body to read, after decompression */
    const char *user_agent;
    struct hg_headers headers; /* sent to the target's origin only */
    struct hg_texts resolve;   /* "HOST:PORT:ADDRESS", as curl's --resolve */
    const char *proxy;         /* NULL: libcurl's variables; "none": no proxy */
    const char *ca_file;       /* NULL: the system's */
    const char *crl_file;      /* lists of revoked certificates; NULL: none */
    enum hg_tls_version min_version;
    /* for the target's own origin only; NULL: none */
    const char *client_certificate;
    const char *client_key;  /* likewise; NULL: in the certificate's file */
    const char *pin;         /* likewise: "sha256//...;sha256//..." */
    const char *server_name; /* likewise: sent and verified instead of the URL's host */
    struct hg_authentication authentication;
    /* from here to `content` never printed; NULL: none */
    const char *user; /* basic or digest, from the URL or the above */
    const char *password;
    const char *credentials; /* base64 of "user:password", as basic sends it */
    const char *bearer;      /* "Bearer TOKEN" */
    bool uses_digest;
    const char *body;       /* of the request, to the target's origin only */
    struct hg_headers form; /* instead of `body`: fields and values */
    const char *content;    /* the one of these two, as it is sent */
    struct hg_expectations expect;
    bool hide_url;                             /* URLs are shown as their host only */
    const struct hg_secrets *secrets;          /* of the configuration; NULL: none */
    const struct hg_texts *public_values;      /* shown although sent; NULL: none */
    struct hg_maintenance_windows maintenance; /* when it may be down */
    struct hg_notify_policy notify;
    struct hg_share sla; /* agreed share of the time that it is up; no whole: none */
};

/* The statuses that count as up: those expected, or the default for the policy's redirects. */
struct hg_statuses hg_policy_statuses(const struct hg_policy *policy);
/* Whether the status is one of them. */
bool hg_policy_accepts(const struct hg_policy *policy, int status);
/* Whether there are expectations of the body, so that it must be read. */
bool hg_policy_expects_body(const struct hg_policy *policy);
/* The method of the first request: `auto` is POST where there is content to send, GET where the body
 * must be read, and stays otherwise. */
enum hg_method hg_policy_method(const struct hg_policy *policy);
/* The delay after `attempts` of them (1 or more), without jitter: `retry_delay`, doubled with each attempt up to a minute,
 * or up to the delay itself if that is longer. */
int64_t hg_policy_retry_delay_us(const struct hg_policy *policy, int attempts);
/* Whether a proxy is set, other than "none". A policy without a proxy uses the proxy of the environment,
 * if any. */
bool hg_policy_has_proxy(const struct hg_policy *policy);
/* Whether `resolve` gives the host (lower case ASCII) an address. */
bool hg_policy_gives_address(const struct hg_policy *policy, const char *host);
/* Whether `headers` sets this one, in any case. */
bool hg_policy_has_header(const struct hg_policy *policy, const char *name);
/* The variables of the environment that name a proxy, as libcurl reads them (libcurl-env(3)): http_proxy
 * in small letters only, because CGI sets HTTP_PROXY from a request's header. */
const char *const *hg_policy_proxy_variables(size_t *count);
/* Append the header as it is sent, without a line feed. An empty value is written "Name;" for
 * libcurl, which would drop "Name:". */
void hg_header_write(const struct hg_header *header, struct hg_buf *out);
/* Whether the header's value may be printed: values of all other headers may be secrets. */
bool hg_header_is_harmless(const struct hg_header *header);
/* A text that is not our own, such as a value of an answer, as people may see it: without the secrets of
 * the configuration, and without what the policy itself sends: its content, the fields of its form, and the
 * values of its headers that are not harmless, of at least HG_SECRET_MIN_BYTES, unless they are public. Free with
 * free(). */
char *hg_policy_show(const struct hg_policy *policy, const char *text);
/* A URL as people may see it: without secrets, or its host only (`hide_url`). Free with free(). */
char *hg_policy_show_url(const struct hg_policy *policy, const char *url);

#endif

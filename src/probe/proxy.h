/* SPDX-License-Identifier: MIT */
/* proxy: which proxy a request uses, and what the proxy says before it passes the request on.
 *
 * DESIGN: libcurl 7.88 does not tell whether it used a proxy (CURLINFO_USED_PROXY came with 8.7), and
 * without that nobody knows whose failure a refused connection is. So we choose the proxy by libcurl's
 * own rules, and libcurl is told. */
#ifndef HEADGATE_PROBE_PROXY_H
#define HEADGATE_PROBE_PROXY_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/policy.h"
#include "headgate/reply.h"
#include "headgate/url.h"

/* The head that a proxy sends: to CONNECT, or in place of the target's. */
struct hg_proxy_answer {
    int status;       /* of the latest status line; 0: none yet */
    bool is_complete; /* its empty line came */
    bool is_at_first; /* the status line came, the next line did not */
    struct hg_proxy_mark mark;
};

/* A request's proxy. */
struct hg_proxy_use {
    const char *proxy; /* borrowed: as it was configured, with secrets; NULL: none */
    bool is_socks;
    /* SOCKS: this machine looks up the target's name, and the proxy gets the address. */
    bool looks_up_here;
    bool is_ipv4_only; /* ... which has to be an IPv4 address */
    bool forwards;     /* the request itself is sent to the proxy: http, and no SOCKS */
    /* What follows is between us and the target, or its place: the proxy has passed CONNECT on, or
     * takes the request. */
    bool is_through;
    /* To CONNECT until it is through; to the request afterwards. */
    struct hg_proxy_answer answer;
};

/* Which proxy the policy means for the URL; `has_variables`: the environment names one. */
void hg_proxy_choose(struct hg_proxy_use *use, const struct hg_policy *policy,
                     const struct hg_url *url, bool has_variables);
/* True when a list of libcurl's no_proxy names the host (lower case; IPv6 in brackets). */
bool hg_proxy_is_bypassed(const char *list, const char *host);
/* Check the start of a line that will be read. False: the head begins with a folded line, which libcurl must not see
 * (hg_curl_work_around()). */
bool hg_proxy_answer_check_line(const struct hg_proxy_answer *answer, const char *line,
                                size_t len);
/* Read a line of a head, with its line end. A status line begins a new one. */
void hg_proxy_answer_read(struct hg_proxy_answer *answer, const char *line, size_t len);

#endif

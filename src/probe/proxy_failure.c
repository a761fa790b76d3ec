/* SPDX-License-Identifier: MIT */
/* proxy_failure: causes and messages. */
#include "probe/proxy_failure.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/judge.h"
#include "headgate/units.h"
#include "headgate/url.h"

#include "probe/failure.h"

#include "headgate/banned.h"

#define PROXY_AUTHENTICATION_REQUIRED 407

/* Its address without secrets. */
static void write_proxy(const struct hg_exchange *exchange, char *out, size_t size)
{
    char *safe = hg_url_redact(exchange->proxy.proxy);
    hg_exchange_show(exchange, safe, out, size);
    free(safe);
}

static void set_unreached(struct hg_exchange *exchange, const char *proxy, int number)
{
    char reason[128] = "";
    char message[448];
    if (hg_failure_is_local(number)) {
        hg_failure_set_connect(exchange, number, "");
        return;
    }
    if (number == 0 || strerror_r(number, reason, sizeof reason) != 0)
        reason[0] = '\0';
    reason[0] = (char)tolower((unsigned char)reason[0]);
    if (number == ECONNREFUSED)
        snprintf(message, sizeof message, "the proxy %s refused the connection", proxy);
    else
        snprintf(message, sizeof message, "could not connect to the proxy %s%s%s", proxy,
                 reason[0] == '\0' ? "" : ": ", reason);
    hg_failure_set(exchange, HG_CAUSE_PROXY, true, message);
}

static void set_timeout(struct hg_exchange *exchange, const char *proxy,
                        bool is_connected)
{
    const struct hg_phases *phases = &exchange->phases;
    char time[32];
    char message[320];
    hg_units_format_time(phases->total_us, time, sizeof time);
    if (phases->resolve_us == HG_NOT_REACHED && !is_connected)
        snprintf(message, sizeof message,
                 "the name of the proxy %s could not be resolved within %s", proxy, time);
    else if (!is_connected)
        snprintf(message, sizeof message, "could not connect to the proxy %s within %s",
                 proxy, time);
    else
        snprintf(message, sizeof message,
                 "the proxy %s did not say within %s whether it can connect", proxy,
                 time);
    hg_failure_set(exchange, HG_CAUSE_PROXY, true, message);
}

/* Refused or timed out, in the words of the proxy. */
static void set_told(struct hg_exchange *exchange, const char *proxy, const char *host,
                     enum hg_cause cause, const char *error)
{
    char message[512];
    char name[201];
    hg_exchange_show(exchange, host, name, sizeof name);
    snprintf(message, sizeof message, "%s %s, says the proxy %s%s%s%s", name,
             cause == HG_CAUSE_TIMEOUT ? "did not answer in time"
                                       : "refused the connection",
             proxy, error[0] == '\0' ? "" : " (", error, error[0] == '\0' ? "" : ")");
    hg_failure_set(exchange, cause, true, message);
    exchange->side = HG_SIDE_BETWEEN;
}

static void set_authentication(struct hg_exchange *exchange, const char *proxy)
{
    char message[320];
    snprintf(message, sizeof message, "the proxy %s requires authentication (status %d)",
             proxy, PROXY_AUTHENTICATION_REQUIRED);
    hg_failure_set(exchange, HG_CAUSE_PROXY, false, message);
}

/* A gateway's own statuses: with others a mark proves nothing (RFC 9110 15.6.3 to 15.6.5). */
static bool is_of_gateway(int status)
{
    return status == 502 || status == 503 || status == 504;
}

static void set_answer(struct hg_exchange *exchange, const char *proxy, const char *host)
{
    const struct hg_proxy_answer *answer = &exchange->proxy.answer;
    const struct hg_proxy_mark *mark = &answer->mark;
    char error[sizeof mark->error];
    char message[384];
    if (answer->status == PROXY_AUTHENTICATION_REQUIRED) {
        set_authentication(exchange, proxy);
        return;
    }
    hg_exchange_show(exchange, mark->error, error, sizeof error);
    if (mark->is_of_target && is_of_gateway(answer->status)) {
        set_told(exchange, proxy, host, mark->cause, error);
        return;
    }
    snprintf(message, sizeof message,
             "the proxy %s refused the connection with status %d%s%s%s", proxy,
             answer->status, error[0] == '\0' ? "" : " (", error,
             error[0] == '\0' ? "" : ")");
    hg_failure_set(exchange, HG_CAUSE_PROXY, hg_judge_status_is_transient(answer->status),
                   message);
}

static void set_with_message(struct hg_exchange *exchange, const char *proxy,
                             const char *what, bool is_transient, const char *why)
{
    char message[512];
    char shown[201];
    hg_exchange_show(exchange, why, shown, sizeof shown);
    snprintf(message, sizeof message, "the proxy %s %s%s%s", proxy, what,
             shown[0] == '\0' ? "" : ": ", shown);
    hg_failure_set(exchange, HG_CAUSE_PROXY, is_transient, message);
}

/* In the words for a target's TLS. */
static void set_untrusted(struct hg_exchange *exchange, const char *proxy,
                          const char *library)
{
    char reason[sizeof exchange->message];
    hg_failure_set_tls(exchange, library);
    exchange->lacks_common_tls_version = false;
    if (exchange->side == HG_SIDE_OWN)
        return;
    snprintf(reason, sizeof reason, "%s", exchange->message);
    set_with_message(exchange, proxy, "is not used", true, reason);
}

static void set_other_version(struct hg_exchange *exchange, const char *proxy,
                              enum hg_ip_version version)
{
    const int number = version == HG_IP_6 ? 6 : 4;
    char message[320];
    snprintf(message, sizeof message,
             "no IPv%d address was found for the proxy %s, and ip is %d", number, proxy,
             number);
    hg_failure_set(exchange, HG_CAUSE_PROXY, true, message);
}

/* What libcurl says where no answer came has a code that is none ("CONNECT tunnel failed, response 0"), and what it says
 * of our own refusal no cause. */
static const char *explain_cut(const char *library)
{
    static const char *const beginnings[] = {
        "CONNECT tunnel failed", "Proxy CONNECT aborted", "Failure writing output",
        "client returned ERROR on write"};
    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++) {
        if (strncmp(library, beginnings[i], strlen(beginnings[i])) == 0)
            return "";
    }
    return library;
}

static void set_refused(struct hg_exchange *exchange, const char *proxy, const char *host,
                        const struct hg_socks_refusal *refused)
{
    if (refused->is_of_target)
        set_told(exchange, proxy, host, HG_CAUSE_CONNECT, refused->message);
    else
        set_with_message(exchange, proxy, "did not open a connection",
                         refused->is_transient, refused->message);
}

void hg_proxy_failure_set(struct hg_exchange *exchange, const char *host,
                          const struct hg_proxy_failure *failure)
{
    char proxy[208];
    char message[320];
    write_proxy(exchange, proxy, sizeof proxy);
    if (exchange->proxy.answer.is_complete && exchange->proxy.answer.status >= 300) {
        set_answer(exchange, proxy, host);
        return;
    }
    switch (failure->end) {
    case HG_PROXY_UNRESOLVED:
        snprintf(message, sizeof message,
                 "the name of the proxy %s could not be resolved", proxy);
        hg_failure_set(exchange, HG_CAUSE_PROXY, true, message);
        break;
    case HG_PROXY_UNREACHED:
        set_unreached(exchange, proxy, failure->number);
        break;
    case HG_PROXY_TIMEOUT:
        set_timeout(exchange, proxy, failure->is_connected);
        break;
    case HG_PROXY_UNTRUSTED:
        set_untrusted(exchange, proxy, failure->message);
        break;
    case HG_PROXY_OTHER_VERSION:
        set_other_version(exchange, proxy, failure->version);
        break;
    case HG_PROXY_REFUSED:
        set_refused(exchange, proxy, host, &failure->refused);
        break;
    case HG_PROXY_CUT:
        set_with_message(exchange, proxy, "gave no valid answer", true,
                         explain_cut(failure->message));
        break;
    }
}

/* A proxy may say that it has connected before it has, and be silent or close the connection then. The time of the first
 * byte is that of the end, where none came before it (7.88). */
static bool may_be_proxys(const struct hg_exchange *exchange)
{
    if (exchange->phases.tls_us != HG_NOT_REACHED || exchange->head.lines > 0)
        return false;
    if (exchange->failure == HG_CAUSE_TIMEOUT)
        return exchange->phases.wait_us == HG_NOT_REACHED;
    return exchange->was_cut_short ||
           (exchange->failure == HG_CAUSE_TLS && exchange->is_transient);
}

void hg_proxy_failure_check_through(struct hg_exchange *exchange)
{
    const struct hg_proxy_use *use = &exchange->proxy;
    char proxy[208];
    if (use->proxy == NULL)
        return;
    if (use->forwards && exchange->head.is_complete &&
        exchange->head.status == PROXY_AUTHENTICATION_REQUIRED) {
        write_proxy(exchange, proxy, sizeof proxy);
        set_authentication(exchange, proxy);
    } else if (exchange->failure != HG_CAUSE_NONE && exchange->side == HG_SIDE_TARGET &&
               (use->forwards || (use->is_through && may_be_proxys(exchange)))) {
        exchange->side = HG_SIDE_BETWEEN;
    }
}

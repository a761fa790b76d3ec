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

static void set_timeout(struct hg_exchange *exchange, const char *proxy)
{
    const struct hg_phases *phases = &exchange->phases;
    const bool is_connected = exchange->address.family != 0;
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
                             const char *what, const char *library)
{
    char message[512];
    char shown[201];
    hg_exchange_show(exchange, library, shown, sizeof shown);
    snprintf(message, sizeof message, "the proxy %s %s%s%s", proxy, what,
             shown[0] == '\0' ? "" : ": ", shown);
    hg_failure_set(exchange, HG_CAUSE_PROXY, true, message);
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
    set_with_message(exchange, proxy, "is not used", reason);
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
        set_timeout(exchange, proxy);
        break;
    case HG_PROXY_UNTRUSTED:
        set_untrusted(exchange, proxy, failure->message);
        break;
    case HG_PROXY_REFUSED:
        if (failure->is_of_target)
            set_told(exchange, proxy, host, HG_CAUSE_CONNECT, "");
        else
            set_with_message(exchange, proxy, "did not open a connection",
                             failure->message);
        break;
    case HG_PROXY_CUT:
        set_with_message(exchange, proxy, "gave no valid answer", failure->message);
        break;
    }
}

void hg_proxy_failure_check_forwarded(struct hg_exchange *exchange)
{
    char proxy[208];
    if (exchange->proxy.proxy == NULL || !exchange->proxy.forwards)
        return;
    if (exchange->head.is_complete &&
        exchange->head.status == PROXY_AUTHENTICATION_REQUIRED) {
        write_proxy(exchange, proxy, sizeof proxy);
        set_authentication(exchange, proxy);
    } else if (exchange->failure != HG_CAUSE_NONE && exchange->side == HG_SIDE_TARGET) {
        exchange->side = HG_SIDE_BETWEEN;
    }
}

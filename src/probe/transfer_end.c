/* SPDX-License-Identifier: MIT */
/* transfer_end: a code of libcurl, read with the phase that was reached, to a failure.
 *
 * DESIGN: libcurl's codes are not causes of failure. Data from a server alone can produce "out of
 * memory" (27) or "bad argument" (43), and CURLE_OK does not mean that a whole head arrived. So a
 * code is read together with the phase that was reached and with what our own reader of the head
 * saw. */
#include "probe/transfer_end.h"

#include <errno.h>
#include <string.h>

#include "headgate/clock.h"
#include "headgate/descriptors.h"
#include "headgate/lookup.h"
#include "headgate/network.h"
#include "headgate/units.h"

#include "probe/curl_library.h"
#include "probe/failure.h"
#include "probe/proxy_failure.h"
#include "probe/shortage.h"

#include <curl/curl.h>

#include "headgate/banned.h"

/* For asking again for a name that was not resolved, which may outlast the target's own time limit. */
#define AGAIN_US (6 * HG_US_PER_S)

/* Of a handshake (7.88, 8.14). */
#define POLL_FAILED "select/poll on SSL socket"

/* There is nothing to look up. */
static bool has_given_address(const struct hg_request *request)
{
    struct hg_address address;
    hg_address_parse(&address, request->url->host, 0);
    return address.family != 0 || request->url->host[0] == '[' ||
           hg_policy_gives_address(request->policy, request->url->host);
}

/* libcurl looks up both versions of IP and then tries none of the wrong one (7.88). */
static bool is_without_address(const struct hg_transfer_end *end)
{
    return end->code == CURLE_COULDNT_RESOLVE_HOST ||
           (end->code == CURLE_COULDNT_CONNECT &&
            end->exchange->addresses.tried.count == 0 &&
            end->exchange->addresses.unrouted.count == 0 &&
            end->request->policy->ip_version != HG_IP_ANY);
}

/* The time was up before there was an address. */
static bool was_resolving(const struct hg_transfer_end *end)
{
    return end->code == CURLE_OPERATION_TIMEDOUT &&
           end->exchange->phases.resolve_us == HG_NOT_REACHED &&
           end->exchange->address.family == 0 && !has_given_address(end->request);
}

/* libcurl does not say why it has no address. */
static enum hg_name_answer ask_again(const struct hg_transfer_end *end,
                                     enum hg_ip_version version, bool was_silent)
{
    const struct hg_request *request = end->request;
    const int64_t left_us = request->stop_at_us - hg_clock_monotonic_us();
    struct hg_lookup lookup = {
        .name = request->url->host, .version = version, .was_silent = was_silent};
    return hg_look_up_again(&lookup, left_us < AGAIN_US ? left_us : AGAIN_US,
                            end->cancel);
}

static void set_name_answer(const struct hg_transfer_end *end, enum hg_ip_version version,
                            enum hg_name_answer answer)
{
    if (hg_cancel_is_set(end->cancel))
        hg_failure_set(end->exchange, HG_CAUSE_CANCELLED, false, "the run was stopped");
    else
        hg_failure_set_dns(end->exchange, end->request->url->host, version, answer);
}

static void explain_name(const struct hg_transfer_end *end, bool was_silent)
{
    const enum hg_ip_version version = end->request->policy->ip_version;
    set_name_answer(end, version, ask_again(end, version, was_silent));
}

static void read_lost_name(const struct hg_transfer_end *end, bool was_silent)
{
    const bool is_given = has_given_address(end->request);
    if (!hg_descriptors_are_left())
        hg_failure_set_connect(end->exchange, EMFILE, end->message);
    else if (is_given && end->request->policy->ip_version == HG_IP_ANY)
        /* libcurl looks up no IPv6 address where the system has no IPv6 (7.88). */
        hg_failure_set_no_route(end->exchange, end->request->url->host);
    else if (is_given)
        hg_failure_set_other_version(end->exchange, end->request);
    else
        explain_name(end, was_silent);
}

/* Why the system did not connect, or gave no socket; 0: it did. */
static int connect_errno(const struct hg_transfer_end *end)
{
    long number = end->socket_errno;
    if (end->code == CURLE_COULDNT_CONNECT && number == 0)
        number = end->closed_errno;
    if (end->code == CURLE_COULDNT_CONNECT && number == 0)
        curl_easy_getinfo(end->easy, CURLINFO_OS_ERRNO, &number);
    return (int)number;
}

/* There were addresses, and none of them was tried. */
static bool is_without_route(const struct hg_transfer_end *end)
{
    return (end->code == CURLE_COULDNT_CONNECT ||
            end->code == CURLE_OPERATION_TIMEDOUT) &&
           end->exchange->addresses.tried.count == 0 &&
           end->exchange->addresses.unrouted.count > 0;
}

static void read_code(const struct hg_transfer_end *end)
{
    const struct hg_url *url = end->request->url;
    const char *message = end->message;
    if (is_without_address(end) || was_resolving(end))
        read_lost_name(end, was_resolving(end));
    else if (is_without_route(end))
        hg_failure_set_no_route(end->exchange, url->host);
    else if (end->code == CURLE_OPERATION_TIMEDOUT)
        hg_failure_set_timeout(end->exchange, url->host, url->is_https);
    else
        hg_failure_set_library_error(
            end->exchange, hg_curl_find_failure(end->code),
            message[0] == '\0' ? curl_easy_strerror((CURLcode)end->code) : message,
            connect_errno(end));
}

/* Whether a SOCKS proxy got no address, because this machine has none for the target's name, and set that failure.
 * Where the time was up, only asking again tells whether the name took it, or the proxy. */
static bool read_name_for_proxy(const struct hg_transfer_end *end, bool was_silent)
{
    struct hg_exchange *exchange = end->exchange;
    const bool is_ipv4_only = exchange->proxy.is_ipv4_only;
    const enum hg_ip_version version =
        is_ipv4_only ? HG_IP_4 : end->request->policy->ip_version;
    if (!exchange->proxy.looks_up_here || has_given_address(end->request))
        return false;
    if (!hg_descriptors_are_left()) {
        hg_failure_set_connect(exchange, EMFILE, end->message);
        return true;
    }
    enum hg_name_answer answer = ask_again(end, version, was_silent);
    /* The way to the target is the proxy's. */
    if (answer == HG_NAME_NO_ROUTE)
        answer = HG_NAME_FOUND;
    if ((was_silent && answer == HG_NAME_FOUND) ||
        (is_ipv4_only && answer == HG_NAME_OTHER_VERSION))
        return false;
    set_name_answer(end, version, answer);
    return true;
}

/* While the proxy has not opened a connection, libcurl does not always give the address of its own (7.88 SOCKS, 8.14). */
static bool is_connected(const struct hg_transfer_end *end)
{
    return end->exchange->address.family != 0 || end->was_connected;
}

static struct hg_socks_refusal find_refusal(const struct hg_transfer_end *end,
                                            long socks_error)
{
    const struct hg_socks_refusal no_ipv4 = {"SOCKS 4 takes IPv4 addresses only", false,
                                             false};
    const struct hg_socks_refusal other = {end->message, false, true};
    const struct hg_socks_refusal *found = hg_curl_find_socks_refusal(socks_error);
    if (end->exchange->proxy.is_ipv4_only && socks_error == CURLPX_RESOLVE_HOST)
        return no_ipv4;
    return found == NULL ? other : *found;
}

/* What the code alone does not say. */
static enum hg_proxy_end look_closer(const struct hg_transfer_end *end,
                                     enum hg_proxy_end how)
{
    const bool has_version = end->request->policy->ip_version != HG_IP_ANY;
    if (has_version && (how == HG_PROXY_UNRESOLVED ||
                        (how == HG_PROXY_UNREACHED && is_without_address(end))))
        return HG_PROXY_OTHER_VERSION;
    if (how == HG_PROXY_CUT && hg_failure_is_tls_alert(end->message))
        return HG_PROXY_UNTRUSTED;
    return how;
}

/* The proxy's own failure. */
static void set_proxy_failure(const struct hg_transfer_end *end, enum hg_proxy_end how,
                              long socks_error)
{
    const struct hg_proxy_failure failure = {
        .end = look_closer(end, how),
        .version = end->request->policy->ip_version,
        .number = connect_errno(end),
        .is_connected = is_connected(end),
        .refused = find_refusal(end, socks_error),
        .message = end->message,
    };
    hg_proxy_failure_set(end->exchange, end->request->url->host, &failure);
}

/* Whether the transfer failed before the proxy passed anything on, and set that failure. */
static bool read_proxy_failure(const struct hg_transfer_end *end)
{
    struct hg_exchange *exchange = end->exchange;
    enum hg_proxy_end how;
    long socks_error = CURLPX_OK;
    if (exchange->proxy.proxy == NULL || exchange->proxy.is_through ||
        (end->refused != NULL && exchange->addresses.tried.count == 0) ||
        hg_failure_is_bad_proxy(end->message) || !hg_curl_find_proxy_end(end->code, &how))
        return false;
    if (how == HG_PROXY_UNRESOLVED && !hg_descriptors_are_left()) {
        hg_failure_set_connect(exchange, EMFILE, end->message);
        return true;
    }
    if (how == HG_PROXY_REFUSED)
        curl_easy_getinfo(end->easy, CURLINFO_PROXY_ERROR, &socks_error);
    const bool was_silent = how == HG_PROXY_TIMEOUT && is_connected(end);
    if ((was_silent || socks_error == CURLPX_RESOLVE_HOST) &&
        read_name_for_proxy(end, was_silent))
        return true;
    set_proxy_failure(end, how, socks_error);
    return true;
}

static void read_body_end(const struct hg_transfer_end *end)
{
    struct hg_exchange *exchange = end->exchange;
    hg_failure_check_body(exchange, end->request,
                          hg_curl_body_end(end->code, end->message));
    if (exchange->failure == HG_CAUSE_NONE)
        hg_exchange_examine_body(exchange, end->request->policy);
}

/* For libcurl a lone carriage return ends a head; what it can't decode then (7.88) is for us a part of the
 * head. */
static void read_failure(const struct hg_transfer_end *end)
{
    struct hg_exchange *exchange = end->exchange;
    const struct hg_request *request = end->request;
    if (end->code == CURLE_BAD_CONTENT_ENCODING && !hg_head_is_decided(&exchange->head) &&
        strstr(end->message, "more than") != NULL)
        exchange->head.fault = HG_TOO_MANY_CODINGS;
    if (exchange->body.is_wanted)
        read_body_end(end);
    else if (end->code == CURLE_OK || end->code == CURLE_BAD_CONTENT_ENCODING ||
             hg_head_is_decided(&exchange->head))
        hg_failure_check_head(exchange);
    else if (end->is_out_of_step)
        hg_failure_set(exchange, HG_CAUSE_PROTOCOL, true,
                       "an answer came over a shared connection before its request");
    else if (end->trust_problem != NULL)
        hg_failure_set(exchange, HG_CAUSE_LOCAL, false, end->trust_problem);
    else if (end->refused != NULL &&
             (request->is_redirected || exchange->addresses.tried.count == 0))
        hg_failure_set_private_address(exchange, end->refused, request);
    else
        read_code(end);
}

/* Whether a failure of this kind may be one that this machine has caused. */
static bool may_be_own(const struct hg_exchange *exchange)
{
    return exchange->failure == HG_CAUSE_PROXY ||
           (exchange->failure != HG_CAUSE_NONE && exchange->side != HG_SIDE_OWN);
}

/* From the target, or from its proxy. */
static bool has_answer(const struct hg_exchange *exchange)
{
    return exchange->phases.wait_us != HG_NOT_REACHED ||
           exchange->proxy.answer.status != 0;
}

static bool lacks_memory(int number)
{
    return number == ENOMEM || number == ENOBUFS;
}

/* Where poll(2), recv(2) or send(2) has no memory, libcurl drops a connection that nobody has refused, or returns "bad
 * argument" (43). The latter may be a server's head, too, but neither before it nor behind it. */
static bool is_without_memory_to_wait(const struct hg_transfer_end *end)
{
    const struct hg_exchange *exchange = end->exchange;
    long number = 0;
    curl_easy_getinfo(end->easy, CURLINFO_OS_ERRNO, &number);
    return lacks_memory((int)number) ||
           (end->code == CURLE_COULDNT_CONNECT && end->is_abandoned) ||
           (end->code == CURLE_BAD_FUNCTION_ARGUMENT &&
            (!has_answer(exchange) || exchange->head.is_complete ||
             lacks_memory(end->system_errno))) ||
           (end->code == CURLE_SSL_CONNECT_ERROR &&
            strncmp(end->message, POLL_FAILED, strlen(POLL_FAILED)) == 0);
}

/* Nobody's failure but this machine's, where it ran out of something meanwhile. */
static void look_again(const struct hg_transfer_end *end)
{
    struct hg_exchange *exchange = end->exchange;
    if (!may_be_own(exchange))
        return;
    if (hg_failure_is_local(end->socket_errno)) {
        hg_failure_set_connect(exchange, end->socket_errno, end->message);
        return;
    }
    const bool needs_thread =
        exchange->failure == HG_CAUSE_DNS || end->code == CURLE_COULDNT_RESOLVE_PROXY;
    const char *shortage = hg_shortage_find(
        hg_failure_is_openssls(exchange) ? 0 : end->shortages, needs_thread);
    if (shortage == NULL && hg_curl_lacks_memory(end->code, end->message))
        shortage = "this machine is out of memory";
    if (shortage == NULL && is_without_memory_to_wait(end))
        shortage = "this machine has no memory for its connections";
    if (shortage != NULL)
        hg_failure_set(exchange, HG_CAUSE_LOCAL, true, shortage);
}

static enum hg_peer_end peer_end_of(int code)
{
    return code == CURLE_PEER_FAILED_VERIFICATION   ? HG_PEER_REFUSED
           : code == CURLE_SSL_PINNEDPUBKEYNOTMATCH ? HG_PEER_WRONG_PIN
                                                    : HG_PEER_ACCEPTED;
}

void hg_transfer_end_read(const struct hg_transfer_end *end)
{
    if (!read_proxy_failure(end) &&
        !hg_peer_conclude(end->peer, peer_end_of(end->code), end->exchange))
        read_failure(end);
    hg_proxy_failure_check_through(end->exchange);
    look_again(end);
}

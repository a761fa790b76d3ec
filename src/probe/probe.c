/* SPDX-License-Identifier: MIT */
/* probe: one attempt at a target.
 *
 * DESIGN: an attempt is a chain from the target's URL over its redirects, one transfer per hop,
 * under one time limit. `method: auto` makes the chain with HEAD and, if the server rejects HEAD,
 * again with GET, whose answer counts. A bare host makes it with https and, if there is no answer,
 * again with http. The reply has the facts of the last chain. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/buf.h"
#include "headgate/clock.h"
#include "headgate/memory.h"
#include "headgate/network.h"
#include "headgate/units.h"
#include "headgate/url.h"

#include "probe/chain.h"

#include "headgate/banned.h"

static void set_failure(struct hg_reply *reply, enum hg_cause cause, bool is_transient,
                        const char *message)
{
    reply->failure = cause;
    reply->side = hg_cause_side(cause);
    reply->is_transient = is_transient;
    free(reply->message);
    reply->message = hg_memory_copy_text(message);
}

/* Forget the results of an earlier chain of the attempt. */
static void restart(struct hg_reply *reply, enum hg_method method)
{
    const int64_t started_at_us = reply->started_at_us;
    const int head_status = reply->head_status;
    char *note = reply->note;

    reply->note = NULL;
    hg_reply_release(reply);
    hg_reply_init(reply);
    reply->note = note;
    reply->started_at_us = started_at_us;
    reply->head_status = head_status;
    reply->method = method;
}

/* Each hop's certificate counts: keep the worst. */
static void take_certificate(struct hg_reply *reply, struct hg_exchange *exchange)
{
    if (!hg_certificate_is_worse(exchange->certificate, exchange->certificate_problem,
                                 reply->certificate, reply->certificate_problem))
        return;
    hg_certificate_free(reply->certificate);
    reply->certificate = exchange->certificate;
    reply->certificate_problem = exchange->certificate_problem;
    exchange->certificate = NULL;
}

static void take_exchange(struct hg_reply *reply, struct hg_exchange *exchange)
{
    reply->status = exchange->head.is_complete ? exchange->head.status : 0;
    reply->http_version = exchange->http_version;
    reply->retry_after_s = exchange->retry_after_s;
    reply->date_s = exchange->head.is_complete && exchange->head.date_s >= 0
                        ? exchange->head.date_s + exchange->head.age_s
                        : -1;
    reply->address = exchange->address;
    hg_phases_add(&reply->phases, &exchange->phases);
    reply->body_bytes = exchange->body_bytes;
    free(reply->body_message);
    reply->body_message = exchange->body_message;
    exchange->body_message = NULL;
    take_certificate(reply, exchange);
    if (exchange->lacks_client_certificate &&
        (reply->status >= 400 || exchange->was_cut_short) && reply->note == NULL)
        reply->note =
            hg_memory_copy_text("the server requested a client certificate, and none "
                                "is configured (tls.client_certificate)");
    if (exchange->proxy.forwards)
        reply->mark = exchange->proxy.answer.mark;
    if (exchange->failure == HG_CAUSE_NONE)
        return;
    set_failure(reply, exchange->failure, exchange->is_transient, exchange->message);
    reply->side = exchange->side;
}

static void take_headers(struct hg_reply *reply, struct hg_head *head)
{
    reply->bot_protection = head->bot_protection;
    reply->content_type = head->content_type;
    head->content_type = NULL;
    reply->headers = head->headers;
    reply->header_count = head->header_count;
    head->headers = NULL;
    head->header_count = 0;
}

static void add_hop(struct hg_reply *reply, const struct hg_url *url, int status)
{
    reply->hops =
        hg_memory_resize(reply->hops, reply->hop_count + 1, sizeof *reply->hops);
    reply->hops[reply->hop_count++] =
        (struct hg_hop){.url = hg_memory_copy_text(url->text), .status = status};
}

static bool was_visited(const struct hg_reply *reply, const char *url)
{
    for (size_t i = 0; i < reply->hop_count; i++) {
        if (strcmp(reply->hops[i].url, url) == 0)
            return true;
    }
    return false;
}

/* RFC 9110 15.4.2-15.4.4: POST becomes GET as in browsers. */
static enum hg_method method_after(enum hg_method method, int status)
{
    if (method == HG_METHOD_HEAD || method == HG_METHOD_GET)
        return method;
    const bool becomes_get =
        status == 303 || (method == HG_METHOD_POST && (status == 301 || status == 302));
    return becomes_get ? HG_METHOD_GET : method;
}

/* 307 and 308 repeat the request with its content (RFC 9110 15.4.8). */
static bool resends_content(const struct hg_chain *chain, int status,
                            const struct hg_url *next)
{
    return chain->policy->content != NULL &&
           hg_method_has_content(method_after(chain->method, status)) &&
           !hg_url_same_origin(&chain->start, next);
}

/* A problem of an address, which stands behind "got". Free with free(). */
static char *show_problem(const struct hg_policy *policy, const char *problem)
{
    static const char before[] = ", got ";
    const char *got = strstr(problem, before);
    struct hg_buf shown;
    if (got == NULL)
        return hg_memory_copy_text(problem);
    got += strlen(before);
    char *address = hg_policy_show(policy, got);
    hg_buf_init(&shown);
    hg_buf_add(&shown, problem, (size_t)(got - problem));
    hg_buf_add_text(&shown, policy->hide_url ? HG_HIDDEN : address);
    free(address);
    return hg_buf_steal(&shown);
}

/* Where the exchange's redirect leads. -1 with the reply's failure set when it can't be
 * followed. */
static int find_redirect(const struct hg_chain *chain, const struct hg_url *here,
                         const struct hg_exchange *exchange, struct hg_reply *reply,
                         struct hg_url *next)
{
    const struct hg_policy *policy = chain->policy;
    char problem[512];
    char message[640];
    char *shown = NULL;

    if (exchange->head.has_two_locations) {
        snprintf(message, sizeof message, "status %d with two different Location headers",
                 exchange->head.status);
    } else if (reply->hop_count >= (size_t)policy->redirects) {
        snprintf(message, sizeof message, "%s %lld redirects",
                 was_visited(reply, here->text) ? "a redirect loop, stopped after"
                                                : "more than",
                 (long long)policy->redirects);
    } else if (hg_url_resolve(next, here, exchange->head.location, problem,
                              sizeof problem) != 0) {
        shown = show_problem(policy, problem);
        snprintf(message, sizeof message, "a redirect can't be followed: %s", shown);
    } else if (here->is_https && !next->is_https && !policy->allow_downgrade) {
        shown = hg_policy_show_url(policy, next->text);
        snprintf(message, sizeof message,
                 "a redirect from https to %.500s was not followed "
                 "(allow_downgrade is off)",
                 shown);
        hg_url_release(next);
    } else if (resends_content(chain, exchange->head.status, next)) {
        shown = hg_policy_show_url(policy, next->text);
        snprintf(message, sizeof message,
                 "a redirect to %.500s was not followed: content is sent to the target's "
                 "own origin only",
                 shown);
        hg_url_release(next);
    } else {
        return 0;
    }
    set_failure(reply, HG_CAUSE_REDIRECT, false, message);
    free(shown);
    return -1;
}

static void set_out_of_time(struct hg_reply *reply)
{
    char message[96];
    snprintf(message, sizeof message, "no time was left after %zu redirects",
             reply->hop_count);
    set_failure(reply, HG_CAUSE_TIMEOUT, true, message);
}

/* Make one hop from `here`. True when there is a `next` one. */
static bool make_hop(struct hg_chain *chain, struct hg_url *here, struct hg_reply *reply,
                     struct hg_url *next)
{
    struct hg_exchange exchange;
    bool has_next = false;

    hg_chain_wait_for_interval(chain, here);
    const int64_t timeout_us = hg_chain_left_us(chain);
    if (timeout_us <= 0) {
        set_out_of_time(reply);
        return false;
    }
    hg_chain_request(chain, here, timeout_us, &exchange);
    take_exchange(reply, &exchange);
    chain->is_provisional |= exchange.is_provisional;
    if (exchange.failure == HG_CAUSE_NONE) {
        if (hg_head_is_redirect(&exchange.head, chain->policy))
            has_next = find_redirect(chain, here, &exchange, reply, next) == 0;
        else
            take_headers(reply, &exchange.head);
    }
    if (has_next) {
        add_hop(reply, here, exchange.head.status);
        chain->method = method_after(chain->method, exchange.head.status);
    }
    hg_exchange_release(&exchange);
    return has_next;
}

/* From the start over all redirects, into the reply. */
static void follow_redirects(struct hg_chain *chain, enum hg_method method,
                             struct hg_reply *reply)
{
    struct hg_url *here = &chain->start;
    struct hg_url hops[2] = {0};
    size_t made = 0;

    restart(reply, method);
    reply->requested_url = hg_target_request_url(chain->task->target);
    reply->shown_url = chain->task->target->url;
    chain->method = method;
    chain->was_public = false;
    chain->was_cut_short = false;
    while (make_hop(chain, here, reply, &hops[made % 2])) {
        if (here != &chain->start)
            hg_url_release(here);
        here = &hops[made % 2];
        made++;
    }
    if (strcmp(here->text, reply->requested_url) != 0)
        reply->final_url = hg_memory_copy_text(here->text);
    if (here != &chain->start)
        hg_url_release(here);
}

/* Sphinx's linkcheck and lychee use GET in the same cases; 401, 407 and 429 are final, except that
 * some bot protection lets GET pass. */
static bool is_head_refused(const struct hg_chain *chain, const struct hg_reply *reply)
{
    if (reply->failure != HG_CAUSE_NONE)
        return chain->was_cut_short;
    return !hg_policy_accepts(chain->policy, reply->status) && reply->status != 401 &&
           reply->status != 407 &&
           (reply->status != 429 || reply->bot_protection != NULL);
}

static void follow_by_method(struct hg_chain *chain, struct hg_reply *reply)
{
    const enum hg_method method = hg_policy_method(chain->policy);
    if (method != HG_METHOD_AUTO) {
        follow_redirects(chain, method, reply);
        return;
    }
    if (chain->task->uses_get) {
        follow_redirects(chain, HG_METHOD_GET, reply);
        return;
    }
    follow_redirects(chain, HG_METHOD_HEAD, reply);
    if (is_head_refused(chain, reply)) {
        reply->head_status = reply->status;
        follow_redirects(chain, HG_METHOD_GET, reply);
    }
}

/* No https on the https port: there may be http. */
static bool is_without_https(const struct hg_reply *reply)
{
    return reply->hop_count == 0 &&
           (reply->failure == HG_CAUSE_CONNECT || reply->failure == HG_CAUSE_TLS ||
            reply->failure == HG_CAUSE_TIMEOUT || reply->failure == HG_CAUSE_PROTOCOL);
}

/* A redirect that can't be followed is an answer, too. */
static bool has_answer(const struct hg_reply *reply)
{
    return reply->failure == HG_CAUSE_NONE || reply->hop_count > 0 ||
           reply->head_status > 0;
}

static char *make_note(const char *before, const char *message, const char *after)
{
    struct hg_buf note;
    hg_buf_init(&note);
    hg_buf_printf(&note, "%s%s%s", before, message, after);
    return hg_buf_steal(&note);
}

/* https first, for at most half of the time; then http. */
static void follow_by_scheme(struct hg_chain *chain, struct hg_reply *reply)
{
    const int64_t end_us = chain->end_us;
    struct hg_reply by_http;

    chain->end_us = hg_clock_monotonic_us() + hg_chain_left_us(chain) / 2;
    follow_by_method(chain, reply);
    chain->end_us = end_us;
    if (!is_without_https(reply))
        return;

    hg_reply_init(&by_http);
    by_http.started_at_us = reply->started_at_us;
    hg_url_switch_to_http(&chain->start);
    follow_by_method(chain, &by_http);
    if (has_answer(&by_http)) {
        free(by_http.note);
        by_http.note = make_note("https gave no answer (", reply->message, "), http did");
        hg_reply_release(reply);
        *reply = by_http;
    } else {
        reply->note = make_note("http gave no answer either (", by_http.message, ")");
        hg_reply_release(&by_http);
    }
}

/* A time limit that was really the run's is not the target's fault. */
static void attribute_to_deadline(const struct hg_probe_task *task, bool is_unconfirmed,
                                  struct hg_reply *reply)
{
    const bool is_of_time = reply->failure == HG_CAUSE_TIMEOUT ||
                            reply->failure == HG_CAUSE_CANCELLED ||
                            reply->failure == HG_CAUSE_RESOLVER;
    const bool was_cut_off =
        is_unconfirmed || is_of_time ||
        (reply->failure == HG_CAUSE_DNS && reply->side != HG_SIDE_TARGET);
    if (was_cut_off && hg_clock_monotonic_us() >= task->stop_at_us)
        set_failure(reply, HG_CAUSE_DEADLINE, false,
                    "the deadline of the run passed during the check");
}

/* Nothing was found out about the target. */
static bool was_interrupted(const struct hg_reply *reply)
{
    return reply->failure == HG_CAUSE_CANCELLED || reply->failure == HG_CAUSE_DEADLINE;
}

/* A connection is not shared by requests that must not be repeated, by answers whose time is judged, or
 * by the two requests of digest authentication. */
static bool may_share(const struct hg_policy *policy)
{
    return policy->reuses_connections &&
           hg_method_is_idempotent(hg_policy_method(policy)) && !policy->uses_digest &&
           policy->expect.latency_warn_us == 0 && policy->expect.latency_fail_us == 0;
}

static void attempt(void *probe, const struct hg_probe_task *task, struct hg_reply *reply)
{
    const struct hg_policy *policy = task->target->policy;
    struct hg_chain chain = {.transfer = probe,
                             .task = task,
                             .policy = policy,
                             .keeps_connections =
                                 task->keeps_connection && may_share(policy)};

    reply->started_at_us = hg_clock_wall_us();
    chain.end_us = hg_clock_monotonic_us() + policy->timeout_us;
    hg_url_read(&chain.start, hg_target_request_url(task->target));
    hg_transfer_forget_cookies(probe);
    if (task->target->has_scheme)
        follow_by_method(&chain, reply);
    else
        follow_by_scheme(&chain, reply);
    attribute_to_deadline(task, chain.is_unconfirmed, reply);
    reply->ended_at_us = chain.ended_at_us;
    reply->is_provisional = chain.is_provisional && !was_interrupted(reply);
    hg_url_release(&chain.start);
}

static void *open_probe(void *context)
{
    return hg_transfer_new(context);
}

static bool settle(void *probe, bool is_last)
{
    return hg_transfer_settle(probe, is_last);
}

static void disconnect(void *probe)
{
    hg_transfer_disconnect(probe);
}

static void close_probe(void *probe)
{
    hg_transfer_free(probe);
}

struct hg_prober hg_prober_network(struct hg_network *network)
{
    return (struct hg_prober){.context = network,
                              .open = open_probe,
                              .attempt = attempt,
                              .settle = settle,
                              .disconnect = disconnect,
                              .close = close_probe};
}

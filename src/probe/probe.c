/* SPDX-License-Identifier: MIT */
/* probe: one attempt at a target.
 *
 * DESIGN: an attempt is a journey from the target's URL over its redirects, one transfer per hop,
 * under one deadline. `method: auto` makes the journey with HEAD and, when HEAD is refused, once
 * more with GET, whose answer counts. A bare host makes it with https and, when nothing answers
 * there, once more with http. The last journey's facts are the reply. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/buf.h"
#include "headgate/cancel.h"
#include "headgate/clock.h"
#include "headgate/memory.h"
#include "headgate/network.h"
#include "headgate/units.h"
#include "headgate/url.h"

#include "probe/transfer.h"

#include "headgate/banned.h"

struct journey {
    struct hg_transfer *transfer;
    const struct hg_ask *ask;
    const struct hg_policy *policy;
    struct hg_url start;
    enum hg_method method;
    int64_t end_us;      /* monotonic */
    int64_t waited_us;   /* for the host's interval: the end is that much later */
    int64_t ended_at_us; /* monotonic: the last request to the target's host; 0: none */
    bool was_public;     /* the previous hop's address */
    bool was_cut;        /* the last hop's connection was cut by the server */
};

static void set_failure(struct hg_reply *reply, enum hg_cause cause, bool is_passing,
                        const char *words)
{
    reply->failure = cause;
    reply->is_passing = is_passing;
    free(reply->words);
    reply->words = hg_memory_copy_text(words);
}

/* Forget what an earlier journey of the attempt found. */
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
    free(reply->body_words);
    reply->body_words = exchange->body_words;
    exchange->body_words = NULL;
    take_certificate(reply, exchange);
    if (exchange->lacks_client_certificate &&
        (reply->status >= 400 || exchange->was_cut) && reply->note == NULL)
        reply->note =
            hg_memory_copy_text("the server asked for a client certificate, and "
                                "none was given (tls.client_certificate)");
    if (exchange->failure != HG_CAUSE_NONE)
        set_failure(reply, exchange->failure, exchange->is_passing, exchange->words);
}

static void take_headers(struct hg_reply *reply, struct hg_head *head)
{
    reply->wall = head->wall;
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

/* RFC 9110 15.4.2-15.4.4: what POST becomes, as browsers do. */
static enum hg_method method_after(enum hg_method method, int status)
{
    if (method == HG_METHOD_HEAD || method == HG_METHOD_GET)
        return method;
    const bool becomes_get =
        status == 303 || (method == HG_METHOD_POST && (status == 301 || status == 302));
    return becomes_get ? HG_METHOD_GET : method;
}

/* 307 and 308 ask for the same request again, with its content (RFC 9110 15.4.8). */
static bool takes_content_away(const struct journey *journey, int status,
                               const struct hg_url *next)
{
    return journey->policy->content != NULL &&
           hg_method_has_content(method_after(journey->method, status)) &&
           !hg_url_same_origin(&journey->start, next);
}

/* Where the exchange's redirect leads. -1 with the reply's failure set when it can't be followed. */
static int find_next(const struct journey *journey, const struct hg_url *here,
                     const struct hg_exchange *exchange, struct hg_reply *reply,
                     struct hg_url *next)
{
    const struct hg_policy *policy = journey->policy;
    char problem[512];
    char words[640];

    if (exchange->head.location == NULL) {
        snprintf(words, sizeof words, "status %d without a Location",
                 exchange->head.status);
    } else if (exchange->head.has_two_locations) {
        snprintf(words, sizeof words, "status %d with two different Locations",
                 exchange->head.status);
    } else if (reply->hop_count >= (size_t)policy->redirects) {
        snprintf(words, sizeof words, "%s %lld redirects",
                 was_visited(reply, here->text) ? "a redirect loop, left after"
                                                : "more than",
                 (long long)policy->redirects);
    } else if (hg_url_resolve(next, here, exchange->head.location, problem,
                              sizeof problem) != 0) {
        snprintf(words, sizeof words, "a redirect can't be followed: %s", problem);
    } else if (here->is_https && !next->is_https && !policy->allow_downgrade) {
        snprintf(words, sizeof words,
                 "a redirect from https to %.500s is refused "
                 "(allow_downgrade is off)",
                 next->text);
        hg_url_release(next);
    } else if (takes_content_away(journey, exchange->head.status, next)) {
        snprintf(words, sizeof words,
                 "a redirect to %.500s is refused: what is sent stays with the target's "
                 "origin",
                 next->text);
        hg_url_release(next);
    } else {
        return 0;
    }
    set_failure(reply, HG_CAUSE_REDIRECT, false, words);
    return -1;
}

static int64_t left_us(const struct journey *journey)
{
    const int64_t end_us = journey->end_us + journey->waited_us;
    const int64_t stop_us = journey->ask->stop_at_us;
    return (end_us < stop_us ? end_us : stop_us) - hg_clock_monotonic_us();
}

/* The schedule keeps the interval between attempts; within one, it is waited for here. */
static void keep_interval(struct journey *journey, const struct hg_url *here)
{
    const struct hg_ask *ask = journey->ask;
    if (ask->interval_us == 0 || journey->ended_at_us == 0 ||
        !hg_url_same_host(&journey->start, here))
        return;
    const int64_t now_us = hg_clock_monotonic_us();
    const int64_t due_us = journey->ended_at_us + ask->interval_us;
    if (due_us <= now_us)
        return;
    hg_cancel_wait(ask->cancel, due_us < ask->stop_at_us ? due_us : ask->stop_at_us);
    journey->waited_us += hg_clock_monotonic_us() - now_us;
}

static void transfer(struct journey *journey, const struct hg_transfer_request *request,
                     struct hg_exchange *exchange)
{
    hg_transfer_perform(journey->transfer, request, exchange);
    if (journey->ask->interval_us > 0 && hg_url_same_host(&journey->start, request->url))
        journey->ended_at_us = hg_clock_monotonic_us();
}

/* On a reused connection, what is not HTTP may be the rest of another answer: a body that came late
 * though HEAD allows none. It says nothing about this hop, which is asked on a connection of its
 * own. */
static void perform(struct journey *journey, struct hg_transfer_request *request,
                    struct hg_exchange *exchange)
{
    transfer(journey, request, exchange);
    if (exchange->failure != HG_CAUSE_PROTOCOL || !exchange->was_reused ||
        !hg_method_is_idempotent(request->method))
        return;
    keep_interval(journey, request->url);
    request->timeout_us = left_us(journey);
    if (request->timeout_us <= 0)
        return;
    hg_exchange_release(exchange);
    request->is_fresh = true;
    transfer(journey, request, exchange);
}

/* Where no version of TLS is common the certificate was not shown: look at it in a handshake that
 * carries no request. What came of the hop stays. */
static void look_at_certificate(struct journey *journey,
                                struct hg_transfer_request *request,
                                struct hg_exchange *exchange)
{
    struct hg_exchange other;
    if (!exchange->lacks_version || exchange->certificate != NULL)
        return;
    keep_interval(journey, request->url);
    request->timeout_us = left_us(journey);
    if (request->timeout_us <= 0)
        return;
    request->only_certificate = true;
    request->is_fresh = true;
    request->keeps_connection = false;
    transfer(journey, request, &other);
    exchange->certificate = other.certificate;
    exchange->certificate_problem = other.certificate_problem;
    other.certificate = NULL;
    hg_exchange_release(&other);
}

static void ask_hop(struct journey *journey, const struct hg_url *here,
                    int64_t timeout_us, struct hg_exchange *exchange)
{
    const struct hg_policy *policy = journey->policy;
    const bool is_own_origin = hg_url_same_origin(&journey->start, here);
    const bool has_own_user = here->user != NULL;
    /* libcurl would share a connection that was made for another name. */
    const bool has_own_name = is_own_origin && policy->server_name != NULL;
    struct hg_transfer_request request = {
        .url = here,
        .policy = policy,
        .method = journey->method,
        .user = has_own_user ? here->user : (is_own_origin ? policy->user : NULL),
        .password =
            has_own_user ? here->password : (is_own_origin ? policy->password : NULL),
        .uses_digest = !has_own_user && policy->uses_digest,
        .content = is_own_origin && hg_method_has_content(journey->method)
                       ? policy->content
                       : NULL,
        .timeout_us = timeout_us,
        .is_own_origin = is_own_origin,
        .is_fresh = journey->ask->is_fresh || has_own_name,
        .keeps_connection = journey->ask->keeps_connection && !has_own_name,
        .refuses_private =
            policy->deny_private || (journey->was_public && !policy->allow_private),
    };
    perform(journey, &request, exchange);
    look_at_certificate(journey, &request, exchange);
    journey->was_public =
        exchange->address.family != 0 && !hg_address_is_private(&exchange->address);
    journey->was_cut = exchange->was_cut;
}

static void set_out_of_time(struct hg_reply *reply)
{
    char words[96];
    snprintf(words, sizeof words, "no time was left after %zu redirects",
             reply->hop_count);
    set_failure(reply, HG_CAUSE_TIMEOUT, true, words);
}

/* Make one hop from `here`. True when there is a `next` one. */
static bool make_hop(struct journey *journey, struct hg_url *here, struct hg_reply *reply,
                     struct hg_url *next)
{
    struct hg_exchange exchange;
    bool has_next = false;

    keep_interval(journey, here);
    const int64_t timeout_us = left_us(journey);
    if (timeout_us <= 0) {
        set_out_of_time(reply);
        return false;
    }
    ask_hop(journey, here, timeout_us, &exchange);
    take_exchange(reply, &exchange);
    if (exchange.failure == HG_CAUSE_NONE) {
        if (hg_head_is_redirect(&exchange.head, journey->policy))
            has_next = find_next(journey, here, &exchange, reply, next) == 0;
        else
            take_headers(reply, &exchange.head);
    }
    if (has_next) {
        add_hop(reply, here, exchange.head.status);
        journey->method = method_after(journey->method, exchange.head.status);
    }
    hg_exchange_release(&exchange);
    return has_next;
}

/* From the start over all redirects; the reply tells what came of it. */
static void travel(struct journey *journey, enum hg_method method, struct hg_reply *reply)
{
    struct hg_url *here = &journey->start;
    struct hg_url hops[2] = {0};
    size_t made = 0;

    restart(reply, method);
    reply->asked_url = journey->ask->target->url;
    journey->method = method;
    journey->was_public = false;
    journey->was_cut = false;
    while (make_hop(journey, here, reply, &hops[made % 2])) {
        if (here != &journey->start)
            hg_url_release(here);
        here = &hops[made % 2];
        made++;
    }
    if (strcmp(here->text, reply->asked_url) != 0)
        reply->final_url = hg_memory_copy_text(here->text);
    if (here != &journey->start)
        hg_url_release(here);
}

/* Sphinx's linkcheck and lychee ask again in the same cases; 401, 407 and 429 say
 * enough, but for walls against robots: some let GET pass. */
static bool is_head_refused(const struct journey *journey, const struct hg_reply *reply)
{
    if (reply->failure != HG_CAUSE_NONE)
        return journey->was_cut;
    return !hg_policy_accepts(journey->policy, reply->status) && reply->status != 401 &&
           reply->status != 407 && (reply->status != 429 || reply->wall != NULL);
}

static void travel_by_method(struct journey *journey, struct hg_reply *reply)
{
    const enum hg_method method = hg_policy_method(journey->policy);
    if (method != HG_METHOD_AUTO) {
        travel(journey, method, reply);
        return;
    }
    if (journey->ask->with_get) {
        travel(journey, HG_METHOD_GET, reply);
        return;
    }
    travel(journey, HG_METHOD_HEAD, reply);
    if (is_head_refused(journey, reply)) {
        reply->head_status = reply->status;
        travel(journey, HG_METHOD_GET, reply);
    }
}

/* Nothing on the https port that speaks https: http may be served. */
static bool is_without_https(const struct hg_reply *reply)
{
    return reply->hop_count == 0 &&
           (reply->failure == HG_CAUSE_CONNECT || reply->failure == HG_CAUSE_TLS ||
            reply->failure == HG_CAUSE_TIMEOUT || reply->failure == HG_CAUSE_PROTOCOL);
}

/* Also one that leads nowhere. */
static bool has_answer(const struct hg_reply *reply)
{
    return reply->failure == HG_CAUSE_NONE || reply->hop_count > 0 ||
           reply->head_status > 0;
}

static char *make_note(const char *before, const char *words, const char *after)
{
    struct hg_buf note;
    hg_buf_init(&note);
    hg_buf_printf(&note, "%s%s%s", before, words, after);
    return hg_buf_steal(&note);
}

/* https first, in at most half of the time; then http. */
static void travel_by_guess(struct journey *journey, struct hg_reply *reply)
{
    const int64_t end_us = journey->end_us;
    struct hg_reply by_http;

    journey->end_us = hg_clock_monotonic_us() + left_us(journey) / 2;
    travel_by_method(journey, reply);
    journey->end_us = end_us;
    if (!is_without_https(reply))
        return;

    hg_reply_init(&by_http);
    by_http.started_at_us = reply->started_at_us;
    hg_url_switch_to_http(&journey->start);
    travel_by_method(journey, &by_http);
    if (has_answer(&by_http)) {
        free(by_http.note);
        by_http.note = make_note("https gave no answer (", reply->words, "), http did");
        hg_reply_release(reply);
        *reply = by_http;
    } else {
        reply->note = make_note("http gave no answer either (", by_http.words, ")");
        hg_reply_release(&by_http);
    }
}

/* A limit that was really the run's is not the site's fault. */
static void blame_deadline(const struct hg_ask *ask, struct hg_reply *reply)
{
    const bool was_cut_off =
        reply->failure == HG_CAUSE_TIMEOUT || reply->failure == HG_CAUSE_CANCELLED;
    if (was_cut_off && hg_clock_monotonic_us() >= ask->stop_at_us)
        set_failure(reply, HG_CAUSE_DEADLINE, false, "the run's deadline came first");
}

static void attempt(void *probe, const struct hg_ask *ask, struct hg_reply *reply)
{
    const struct hg_policy *policy = ask->target->policy;
    struct journey journey = {.transfer = probe, .ask = ask, .policy = policy};

    reply->started_at_us = hg_clock_wall_us();
    journey.end_us = hg_clock_monotonic_us() + policy->timeout_us;
    hg_url_read(&journey.start, ask->target->url);
    hg_transfer_forget_cookies(probe);
    if (ask->target->has_scheme)
        travel_by_method(&journey, reply);
    else
        travel_by_guess(&journey, reply);
    blame_deadline(ask, reply);
    reply->ended_at_us = journey.ended_at_us;
    hg_url_release(&journey.start);
}

static void *open_probe(void *context)
{
    return hg_transfer_new(context);
}

static void rest(void *probe)
{
    hg_transfer_hang_up(probe);
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
                              .rest = rest,
                              .close = close_probe};
}

/* SPDX-License-Identifier: MIT */
/* chain: one hop, and what is asked again. */
#include "probe/chain.h"

#include "headgate/cancel.h"
#include "headgate/clock.h"

#include "headgate/banned.h"

int64_t hg_chain_left_us(const struct hg_chain *chain)
{
    const int64_t end_us = chain->end_us + chain->waited_us;
    const int64_t stop_us = chain->task->stop_at_us;
    return (end_us < stop_us ? end_us : stop_us) - hg_clock_monotonic_us();
}

void hg_chain_wait_for_interval(struct hg_chain *chain, const struct hg_url *here)
{
    const struct hg_probe_task *task = chain->task;
    if (task->interval_us == 0 || chain->ended_at_us == 0 ||
        !hg_url_same_host(&chain->start, here))
        return;
    const int64_t now_us = hg_clock_monotonic_us();
    const int64_t due_us = chain->ended_at_us + task->interval_us;
    if (due_us <= now_us)
        return;
    hg_cancel_wait(task->cancel, due_us < task->stop_at_us ? due_us : task->stop_at_us);
    chain->waited_us += hg_clock_monotonic_us() - now_us;
}

static void transfer(struct hg_chain *chain, const struct hg_request *request,
                     struct hg_exchange *exchange)
{
    hg_transfer_perform(chain->transfer, request, exchange);
    if (chain->task->interval_us > 0 && hg_url_same_host(&chain->start, request->url))
        chain->ended_at_us = hg_clock_monotonic_us();
}

/* What a reused connection does not prove is asked again on one of its own, with the time that was left before.
 * At most once for each host, which has no reused connections from then on.
 * Never over both for requests that are not idempotent: they have connections of their own. */
static void perform(struct hg_chain *chain, struct hg_request *request,
                    struct hg_exchange *exchange)
{
    transfer(chain, request, exchange);
    if (!hg_exchange_is_doubtful(exchange))
        return;
    chain->waited_us += exchange->phases.total_us;
    hg_chain_wait_for_interval(chain, request->url);
    request->timeout_us = hg_chain_left_us(chain);
    chain->is_unconfirmed = request->timeout_us <= 0;
    if (chain->is_unconfirmed)
        return;
    hg_exchange_release(exchange);
    request->is_fresh = true;
    request->keeps_connection = false;
    transfer(chain, request, exchange);
}

/* Repeat the request on a connection of its own. False: no time is left for it. */
static bool repeat(struct hg_chain *chain, struct hg_request *request,
                   struct hg_exchange *exchange)
{
    hg_chain_wait_for_interval(chain, request->url);
    request->timeout_us = hg_chain_left_us(chain);
    if (request->timeout_us <= 0)
        return false;
    request->is_fresh = true;
    request->keeps_connection = false;
    transfer(chain, request, exchange);
    return true;
}

/* What GOAWAY says costs libcurl's messages, so that only a request that failed is looked at again. A request
 * that must not be repeated has been watched from the start. */
static enum hg_goaway find_goaway(struct hg_chain *chain, struct hg_request *request,
                                  const struct hg_exchange *exchange)
{
    struct hg_exchange other;
    if (request->watches_goaway)
        return exchange->goaway;
    request->watches_goaway = true;
    const bool is_made = repeat(chain, request, &other);
    request->watches_goaway = false;
    const enum hg_goaway goaway = is_made ? other.goaway : HG_GOAWAY_NONE;
    if (is_made)
        hg_exchange_release(&other);
    return goaway;
}

/* RFC 9113 7, HTTP_1_1_REQUIRED: libcurl obeys it in RST_STREAM, but tries HTTP/2 again and again where GOAWAY has
 * it (before 8.23). */
static void obey_goaway(struct hg_chain *chain, struct hg_request *request,
                        struct hg_exchange *exchange)
{
    if (exchange->failure != HG_CAUSE_PROTOCOL || exchange->max_http_version != 20 ||
        exchange->head.status > 0)
        return;
    const enum hg_goaway goaway = find_goaway(chain, request, exchange);
    const bool may_repeat = hg_method_is_idempotent(request->method) ||
                            goaway == HG_GOAWAY_HTTP_1_1_UNPROCESSED;
    struct hg_exchange by_http1;
    request->only_http1 = true;
    if (goaway != HG_GOAWAY_NONE && may_repeat && repeat(chain, request, &by_http1)) {
        hg_exchange_release(exchange);
        *exchange = by_http1;
    }
}

/* Without a common version of TLS the certificate was not presented: get it by a handshake that
 * carries no request. The result of the hop does not change. */
static void look_at_certificate(struct hg_chain *chain, struct hg_request *request,
                                struct hg_exchange *exchange)
{
    struct hg_exchange other;
    if (!exchange->lacks_common_tls_version || exchange->certificate != NULL)
        return;
    hg_chain_wait_for_interval(chain, request->url);
    request->timeout_us = hg_chain_left_us(chain);
    if (request->timeout_us <= 0)
        return;
    request->only_certificate = true;
    request->is_fresh = true;
    request->keeps_connection = false;
    transfer(chain, request, &other);
    exchange->certificate = other.certificate;
    exchange->certificate_problem = other.certificate_problem;
    other.certificate = NULL;
    hg_exchange_release(&other);
}

/* An answer that is not read to its end takes its connection along. */
static bool leaves_connection(const struct hg_chain *chain)
{
    return chain->method == HG_METHOD_HEAD || hg_policy_expects_body(chain->policy);
}

void hg_chain_request(struct hg_chain *chain, const struct hg_url *here,
                      int64_t timeout_us, struct hg_exchange *exchange)
{
    const struct hg_policy *policy = chain->policy;
    const bool is_own_origin = hg_url_same_origin(&chain->start, here);
    const bool has_own_user = here->user != NULL;
    /* libcurl would reuse a connection that was made for another name, and does not show the certificate of
     * QUIC but in its handshake. */
    const bool is_alone = (is_own_origin && policy->server_name != NULL) ||
                          (policy->expect.http_versions & HG_HTTP_3_BIT) != 0;
    struct hg_request request = {
        .url = here,
        .policy = policy,
        .method = chain->method,
        .user = has_own_user ? here->user : (is_own_origin ? policy->user : NULL),
        .password =
            has_own_user ? here->password : (is_own_origin ? policy->password : NULL),
        .uses_digest = !has_own_user && policy->uses_digest,
        .content = is_own_origin && hg_method_has_content(chain->method) ? policy->content
                                                                         : NULL,
        .timeout_us = timeout_us,
        .stop_at_us = chain->task->stop_at_us,
        .is_own_origin = is_own_origin,
        .is_redirected = here != &chain->start,
        .is_fresh = chain->task->is_fresh || is_alone,
        .keeps_connection =
            chain->keeps_connections && !is_alone && leaves_connection(chain),
        .rest = chain->task->rest,
        .watches_goaway = !hg_method_is_idempotent(chain->method),
        .refuses_private =
            policy->deny_private || (chain->was_public && !policy->allow_private),
    };
    perform(chain, &request, exchange);
    obey_goaway(chain, &request, exchange);
    look_at_certificate(chain, &request, exchange);
    chain->was_public =
        exchange->address.family != 0 && !hg_address_is_private(&exchange->address);
    chain->was_cut_short = exchange->was_cut_short;
}

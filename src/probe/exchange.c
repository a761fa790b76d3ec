/* SPDX-License-Identifier: MIT */
/* exchange: reads a response line by line and piece by piece, and says when it has read enough. */
#include "probe/exchange.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/judge.h"

#include "headgate/banned.h"

#define PARTIAL_CONTENT 206

void hg_exchange_init(struct hg_exchange *exchange, const struct hg_policy *policy)
{
    *exchange = (struct hg_exchange){
        .secrets = policy->secrets, .retry_after_s = -1, .body_bytes = -1};
    hg_phases_init(&exchange->phases);
    hg_head_init(&exchange->head, &policy->expect.headers);
    exchange->head.wants_type =
        policy->expect.content_types.count > 0 || hg_policy_expects_body(policy);
}

void hg_exchange_release(struct hg_exchange *exchange)
{
    hg_certificate_free(exchange->certificate);
    hg_head_release(&exchange->head);
    hg_body_reader_release(&exchange->body);
    free(exchange->body_message);
}

void hg_exchange_show(const struct hg_exchange *exchange, const char *text, char *out,
                      size_t size)
{
    char *shown = hg_secrets_mask(exchange->secrets, text);
    snprintf(out, size, "%s", shown);
    free(shown);
}

/* RFC 9110 15.5.9 and 15.5.20: the answer is about the connection, which was open for too long or is
 * not for this host. */
static bool is_about_connection(int status)
{
    return status == 408 || status == 421;
}

bool hg_exchange_is_doubtful(const struct hg_exchange *exchange)
{
    if (!exchange->was_reused || exchange->failure == HG_CAUSE_CANCELLED)
        return false;
    return exchange->failure != HG_CAUSE_NONE ||
           is_about_connection(exchange->head.status);
}

/* RFC 7616 3.3: the first response says how to authenticate, and libcurl repeats the request. */
static bool is_challenge(const struct hg_exchange *exchange,
                         const struct hg_request *request)
{
    return request->uses_digest && !exchange->is_challenged &&
           exchange->head.is_complete && exchange->head.status == 401;
}

/* Before it knows how to authenticate, libcurl sends the request without its content. If that is
 * accepted, there was no challenge, and libcurl repeats the request with the content. */
static bool is_digest_preflight(const struct hg_exchange *exchange,
                                const struct hg_request *request)
{
    return request->uses_digest && request->content != NULL && !exchange->is_challenged &&
           exchange->head.is_complete && exchange->head.status < 300;
}

/* RFC 9110 15.3.7: 206 answers a Range, which only the policy's own headers can have. */
static bool is_unrequested_part(const struct hg_head *head,
                                const struct hg_request *request)
{
    return head->is_complete && head->status == PARTIAL_CONTENT &&
           !(request->is_own_origin && hg_policy_has_header(request->policy, "Range"));
}

static bool begins_head(const char *line, size_t len)
{
    return len > 5 && memcmp(line, "HTTP/", 5) == 0;
}

bool hg_exchange_read_line(struct hg_exchange *exchange, const struct hg_request *request,
                           const char *line, size_t len)
{
    struct hg_head *head = &exchange->head;
    if (exchange->is_challenged && head->is_complete && begins_head(line, len))
        hg_head_restart(head);
    hg_head_read(head, line, len);
    if (exchange->max_http_version > 0 && head->http_version > exchange->max_http_version)
        head->fault = HG_OTHER_HTTP_VERSION;
    if (is_unrequested_part(head, request))
        head->fault = "status 206 (Partial Content), and no Range was requested";
    if (head->fault != NULL || head->is_too_large)
        return false;
    if (is_challenge(exchange, request)) {
        exchange->is_challenged = true;
        return true;
    }
    if (is_digest_preflight(exchange, request)) {
        exchange->is_challenged = true;
        hg_head_restart(head);
        return true;
    }
    return !head->is_complete || request->method == HG_METHOD_HEAD ||
           (hg_body_reader_begin(&exchange->body, request->policy, head) &&
            !head->has_unknown_transfer_encoding);
}

/* Where hg_curl_work_around() applies, the lines of a head come as data before they come as lines.
 * After a challenge, a body that is not read may look like a head. */
static bool is_of_head(const struct hg_exchange *exchange, const char *data, size_t len)
{
    return !exchange->head.is_complete ||
           (exchange->is_challenged && begins_head(data, len));
}

bool hg_exchange_read_data(struct hg_exchange *exchange, const struct hg_request *request,
                           const char *data, size_t len)
{
    if (is_of_head(exchange, data, len))
        return hg_head_check_line(&exchange->head, data, len);
    /* A body in response to HEAD is discarded. */
    if (!exchange->body.is_wanted)
        return request->method == HG_METHOD_HEAD;
    exchange->body_read_bytes += (int64_t)len;
    return hg_body_reader_read(&exchange->body, data, len);
}

void hg_exchange_examine_body(struct hg_exchange *exchange,
                              const struct hg_policy *policy)
{
    const struct hg_body_reader *reader = &exchange->body;
    const struct hg_body body = {reader->data.data, reader->data.len, reader->is_cut,
                                 exchange->head.content_type};
    exchange->body_bytes = (int64_t)body.len;
    exchange->body_message = hg_judge_body(policy, &body);
}

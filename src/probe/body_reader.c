/* SPDX-License-Identifier: MIT */
/* body_reader: reading bodies.
 *
 * DESIGN: bytes are counted after decompression, as they come, and reading ends at the cap: a bomb
 * costs no more than an honest body of that size. A body that did not come whole is not judged, for
 * what is missing may be what was expected. */
#include "probe/body_reader.h"

#include "probe/inflate.h"
#include "probe/transfer.h"
#include "probe/failure.h"
#include "headgate/text.h"

#include <stdio.h>

#include "headgate/banned.h"

static bool has_own_header(const struct hg_policy *policy, const char *name)
{
    for (size_t i = 0; i < policy->headers.count; i++) {
        if (hg_text_equals_ignoring_case(policy->headers.items[i].name, name))
            return true;
    }
    return false;
}

bool hg_body_reader_needs_encoding(const struct hg_policy *policy)
{
    return hg_body_is_expected(&policy->expect.body) &&
           !has_own_header(policy, "Accept-Encoding");
}

const char *hg_content_type(const struct hg_policy *policy)
{
    if (has_own_header(policy, "Content-Type"))
        return NULL;
    if (policy->body == NULL)
        return "Content-Type: application/x-www-form-urlencoded";
    return policy->body[0] == '{' || policy->body[0] == '['
               ? "Content-Type: application/json"
               : "Content-Type: text/plain; charset=utf-8";
}

static bool is_gzip(const char *encoding)
{
    return encoding != NULL && (hg_text_equals_ignoring_case(encoding, "gzip") ||
                                hg_text_equals_ignoring_case(encoding, "x-gzip"));
}

bool hg_body_reader_begin(struct hg_exchange *exchange, const struct hg_policy *policy)
{
    struct hg_body_reader *reader = &exchange->body;
    if (reader->is_wanted) /* trailers come by the same way as the head */
        return true;
    if (!hg_body_is_expected(&policy->expect.body) ||
        !hg_policy_accepts(policy, exchange->head.status) ||
        hg_head_is_redirect(&exchange->head, policy))
        return false;
    reader->is_wanted = true;
    reader->limit = (size_t)policy->body_limit;
    hg_buf_init(&reader->data);
    if (is_gzip(exchange->head.encoding))
        reader->inflate = hg_inflate_new();
    return true;
}

static bool take(void *context, const char *data, size_t len)
{
    struct hg_body_reader *reader = context;
    const size_t room = reader->limit - reader->data.len;
    reader->is_cut = len > room;
    hg_buf_add(&reader->data, data, len > room ? room : len);
    return !reader->is_cut;
}

bool hg_body_reader_read(struct hg_body_reader *reader, const char *data, size_t len)
{
    if (!reader->is_wanted)
        return true;
    if (reader->inflate == NULL)
        return take(reader, data, len);
    switch (hg_inflate_read(reader->inflate, data, len, take, reader)) {
    case HG_INFLATE_MORE:
        return true;
    case HG_INFLATE_ENOUGH:
        return false;
    case HG_INFLATE_BROKEN:
        reader->is_broken = true;
        return false;
    }
    return false;
}

static bool is_encoding_known(const struct hg_exchange *exchange)
{
    const char *encoding = exchange->head.encoding;
    return encoding == NULL || exchange->body.inflate != NULL ||
           hg_text_equals_ignoring_case(encoding, "identity");
}

/* What is wrong with a body that ended as the transfer wanted; NULL: nothing. */
static const char *find_fault(const struct hg_exchange *exchange,
                              enum hg_body_reader_end end)
{
    const struct hg_body_reader *reader = &exchange->body;
    const struct hg_head *head = &exchange->head;
    if (head->has_wrong_length && !head->has_transfer_encoding)
        return "the answer's Content-Length is not one number: nobody knows where its "
               "body ends";
    if (reader->is_broken)
        return "the answer's body can't be decompressed";
    if (reader->is_cut)
        return NULL;
    if (end != HG_BODY_WHOLE)
        return "the answer's body is not whole: it was cut off, or its framing is wrong";
    if (reader->inflate != NULL && !hg_inflate_is_whole(reader->inflate))
        return "the answer's compressed body is not whole";
    return NULL;
}

static void examine(struct hg_exchange *exchange, const struct hg_policy *policy)
{
    const struct hg_body_reader *reader = &exchange->body;
    const struct hg_body body = {reader->data.data, reader->data.len, reader->is_cut};
    exchange->body_bytes = (int64_t)body.len;
    exchange->body_message = hg_body_examine(policy, &body);
}

void hg_body_reader_end(struct hg_exchange *exchange, const struct hg_policy *policy,
                        enum hg_body_reader_end end, const struct hg_url *url)
{
    const char *fault = find_fault(exchange, end);
    char message[128];
    if (end == HG_BODY_TIMEOUT) {
        hg_failure_set_timeout(exchange, url->host, url->is_https);
    } else if (end == HG_BODY_CANCELLED) {
        hg_failure_set(exchange, HG_CAUSE_CANCELLED, false, "the run was stopped");
    } else if (!is_encoding_known(exchange)) {
        snprintf(message, sizeof message, "the answer's body has the encoding \"%s\"",
                 exchange->head.encoding);
        hg_failure_set(exchange, HG_CAUSE_PROTOCOL, false, message);
    } else if (fault != NULL) {
        hg_failure_set(exchange, HG_CAUSE_PROTOCOL, !exchange->body.is_broken, fault);
    } else {
        examine(exchange, policy);
    }
}

void hg_body_reader_release(struct hg_body_reader *reader)
{
    if (!reader->is_wanted)
        return;
    hg_buf_release(&reader->data);
    hg_inflate_free(reader->inflate);
    *reader = (struct hg_body_reader){0};
}

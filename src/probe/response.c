/* SPDX-License-Identifier: MIT */
/* response: reads on, or says that it is enough. */
#include "probe/response.h"

#include <string.h>

#include "headgate/banned.h"

/* RFC 7616 3.3: the first answer says how to authenticate, and libcurl asks again by itself. */
static bool is_challenge(const struct hg_exchange *exchange,
                         const struct hg_transfer_request *request)
{
    return request->uses_digest && !exchange->is_challenged &&
           exchange->head.is_complete && exchange->head.status == 401;
}

/* Before it knows how to authenticate, libcurl asks without the content; where that is welcome
 * nothing was challenged, and it asks again by itself, with the content. */
static bool is_digest_preflight(const struct hg_exchange *exchange,
                                const struct hg_transfer_request *request)
{
    return request->uses_digest && request->content != NULL && !exchange->is_challenged &&
           exchange->head.is_complete && exchange->head.status < 300;
}

static bool begins_head(const char *line, size_t len)
{
    return len > 5 && memcmp(line, "HTTP/", 5) == 0;
}

bool hg_response_line(struct hg_exchange *exchange,
                      const struct hg_transfer_request *request, const char *line,
                      size_t len)
{
    struct hg_head *head = &exchange->head;
    if (exchange->is_challenged && head->is_complete && begins_head(line, len))
        hg_head_restart(head);
    hg_head_read(head, line, len);
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
           hg_body_reader_begin(exchange, request->policy);
}

/* The lines of a head come as pieces, too, before they come as lines, where hg_library_work_around() has it
 * so. After a challenge, the body that is not read may look like one. */
static bool is_of_head(const struct hg_exchange *exchange, const char *data, size_t len)
{
    return !exchange->head.is_complete ||
           (exchange->is_challenged && begins_head(data, len));
}

bool hg_response_data(struct hg_exchange *exchange,
                      const struct hg_transfer_request *request, const char *data,
                      size_t len)
{
    if (is_of_head(exchange, data, len))
        return hg_head_check_line(&exchange->head, data, len);
    /* HEAD may be answered with a body, which is thrown away. */
    return exchange->body.is_wanted ? hg_body_reader_read(&exchange->body, data, len)
                                    : request->method == HG_METHOD_HEAD;
}

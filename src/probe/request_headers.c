/* SPDX-License-Identifier: MIT */
/* request_headers: header lines of requests. */
#include "probe/request_headers.h"

#include "probe/body_reader.h"
#include "headgate/buf.h"

#include "headgate/banned.h"

static void write_header(const struct hg_header *header, hg_request_headers_add_line *add,
                         void *context)
{
    struct hg_buf line;
    hg_buf_init(&line);
    hg_header_write(header, &line);
    add(context, line.data);
    hg_buf_release(&line);
}

void hg_request_headers_write(const struct hg_policy *policy, bool has_content,
                              hg_request_headers_add_line *add, void *context)
{
    for (size_t i = 0; i < policy->headers.count; i++)
        write_header(&policy->headers.items[i], add, context);
    if (policy->bearer != NULL)
        write_header(&(struct hg_header){"Authorization", policy->bearer}, add, context);
    if (hg_body_reader_needs_encoding(policy))
        add(context, "Accept-Encoding: " HG_BODY_ENCODING);
    if (!has_content)
        return;
    add(context, "Expect:"); /* no 100 (Continue) is waited for */
    if (hg_content_type(policy) != NULL)
        add(context, hg_content_type(policy));
}

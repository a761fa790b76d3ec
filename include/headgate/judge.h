/* SPDX-License-Identifier: MIT */
/* judge: the verdict on an attempt under a policy. Pure: no clock, no network, no state. */
#ifndef HEADGATE_JUDGE_H
#define HEADGATE_JUDGE_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/outcome.h"
#include "headgate/policy.h"
#include "headgate/reply.h"

struct hg_verdict {
    /* up, degraded, down or unknown; flaky needs more than one attempt */
    enum hg_outcome outcome;
    enum hg_cause cause; /* none when up */
    bool is_transient;   /* a failure that is worth a retry */
    char reason[512];    /* one sentence; "": none */
};

/* Borrowed bytes: any, also NUL and what is not UTF-8. */
struct hg_body {
    const char *data;
    size_t len;
    bool is_cut;              /* there is more, which was not read */
    const char *content_type; /* NULL: none */
};

/* A failure of this side is unknown, whatever is expected. Where no answer is expected (`expect: down`), silence (dns, connect, timeout) is up, any answer is
 * down, and nothing else is checked. Otherwise the first that fails, in this order: transfer, bot
 * protection, status, final URL, TLS, HTTP version, content type, headers, body, latency; then the
 * remaining lifetime of the certificate, if that is worse. 429 is degraded (rate_limited) unless the
 * policy expects it. What only a proxy says of a target is no proof that it gives no answer: unknown
 * where none is expected. */
void hg_judge(const struct hg_policy *policy, const struct hg_reply *reply,
              struct hg_verdict *verdict);
/* Whether the verdict on the reply follows from the dates of certificates or of lists of revoked ones: it is as right as
 * the clock. */
bool hg_judge_is_about_dates(const struct hg_reply *reply,
                             const struct hg_verdict *verdict);
/* The statuses that are worth a retry: 408 425 429 500 502 503 504. */
bool hg_judge_status_is_transient(int status);
/* The first expectation of the policy that the headers don't meet, as a sentence without secrets; free it with free().
 * NULL when they meet all. */
char *hg_judge_headers(const struct hg_policy *policy, const struct hg_reply *reply);
/* Text is compared in the charset of the body: that of its byte order mark, its Content-Type, or its meta
 * element. Where there is none, or none that it can be decoded by, bytes are compared. JSON is always
 * UTF-8, and sizes are those of the bytes that came.
 *
 * The first expectation of the policy that the body does not meet, as a clean sentence without
 * secrets; free it with free(). NULL when it meets all. Expectations that can't be decided for a body
 * that is cut are not met: the sentence says how much was read. */
char *hg_judge_body(const struct hg_policy *policy, const struct hg_body *body);

#endif

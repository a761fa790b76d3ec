/* SPDX-License-Identifier: MIT */
/* judge: what the facts of an attempt mean under a policy. Pure: no clock, no network, no state. */
#ifndef HEADGATE_JUDGE_H
#define HEADGATE_JUDGE_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/outcome.h"
#include "headgate/policy.h"
#include "headgate/reply.h"

struct hg_verdict {
    enum hg_outcome
        outcome; /* up, degraded, down or unknown; flaky needs more than one attempt */
    enum hg_cause cause; /* none when up */
    bool is_transient;   /* worth a retry: the trouble is of a kind that may pass */
    char reason[512];    /* one sentence; "" when there is nothing to say */
};

/* Borrowed bytes: any, also NUL and what is not UTF-8. */
struct hg_body {
    const char *data;
    size_t len;
    bool is_cut; /* there is more, which was not read */
};

/* Where no answer is expected (`expect: down`), silence (dns, connect, timeout) is up, whatever
 * answers is down, and nothing else is looked at. Otherwise the worst that applies, in this order: failure of the transfer, status (or a wall against
 * robots), final URL, HTTP version, content type, TLS, headers, body, latency; and the time that the certificate has left, where that is worse. 429 is degraded (rate_limited) unless the policy expects it; the machine's own
 * troubles (local, deadline, cancelled) are unknown. */
void hg_judge(const struct hg_policy *policy, const struct hg_reply *reply,
              struct hg_verdict *verdict);
/* The statuses after which another try makes sense: 408 425 429 500 502 503 504. */
bool hg_judge_status_is_transient(int status);
/* The first expectation of the policy that the body does not meet, as a clean sentence without
 * secrets; free it with free(). NULL when it meets all. What can't be known of a body that is cut
 * is not met: the sentence says how much was read. */
char *hg_judge_body(const struct hg_policy *policy, const struct hg_body *body);

#endif

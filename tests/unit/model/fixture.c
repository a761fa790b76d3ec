/* SPDX-License-Identifier: MIT */
/* fixture: a target and replies to play with. */
#include "fixture.h"

#include "headgate/memory.h"

#include "unit.h"

#include <string.h>

#include "headgate/banned.h"

void fixture_init(struct fixture *fixture)
{
    memset(fixture, 0, sizeof(*fixture));
    fixture->policy.method = HG_METHOD_HEAD;
    fixture->policy.redirects = 10;
    fixture->policy.retries = 2;
    fixture->target.name = "api";
    fixture->target.url = FIXTURE_URL;
    fixture->target.policy = &fixture->policy;
    fixture->target.origin = &fixture->origin;
    fixture->target.extra = &fixture->extra;
    fixture->target.has_scheme = true;
    fixture->target.enabled = true;
}

void fixture_answer(struct hg_reply *reply, int status)
{
    hg_reply_init(reply);
    reply->status = status;
    reply->method = HG_METHOD_HEAD;
    reply->http_version = 11;
    reply->started_at_us = 1000000;
    reply->phases = (struct hg_phases){100, 200, 300, 400, 500, 1500};
    reply->requested_url = FIXTURE_URL;
    hg_address_parse(&reply->address, "192.0.2.7", 443);
}

void fixture_failure(struct hg_reply *reply, enum hg_cause cause, const char *message)
{
    hg_reply_init(reply);
    reply->failure = cause;
    reply->side = hg_cause_side(cause);
    reply->is_transient = true;
    reply->message = hg_memory_copy_text(message);
    reply->method = HG_METHOD_HEAD;
    reply->started_at_us = 2000000;
    reply->phases.total_us = 10000000;
    reply->requested_url = FIXTURE_URL;
}

void fixture_add(const struct fixture *fixture, struct hg_result *result,
                 struct hg_reply *reply)
{
    struct hg_verdict verdict;
    hg_judge(&fixture->policy, reply, &verdict);
    hg_result_add_attempt(result, &fixture->target, reply, &verdict);
    hg_reply_release(reply);
}

void fixture_assert_verdict(const struct hg_policy *policy, struct hg_reply *reply,
                            struct hg_verdict expected)
{
    struct hg_verdict verdict;
    hg_judge(policy, reply, &verdict);
    UNIT_ASSERT_TEXT(hg_outcome_word(verdict.outcome), hg_outcome_word(expected.outcome));
    UNIT_ASSERT_TEXT(hg_cause_word(verdict.cause), hg_cause_word(expected.cause));
    UNIT_ASSERT_ROW(verdict.is_transient == expected.is_transient, expected.reason);
    UNIT_ASSERT_TEXT(verdict.reason, expected.reason);
    hg_reply_release(reply);
}

struct hg_certificate *fixture_certificate(const char *name, uint32_t number,
                                           int64_t not_after_s)
{
    struct hg_certificate *certificate = hg_memory_new(1, sizeof(*certificate));
    certificate->subject = hg_memory_copy_text("CN=Subject");
    certificate->issuer = hg_memory_copy_text("CN=Authority");
    certificate->name = hg_memory_copy_text(name);
    certificate->names = hg_memory_new(2, sizeof(char *));
    certificate->names[certificate->name_count++] = hg_memory_copy_text(name);
    certificate->names[certificate->name_count++] = hg_memory_copy_text("b.example");
    certificate->serial = hg_memory_copy_text("2A");
    certificate->key = hg_memory_copy_text("RSA 1024");
    certificate->signature = hg_memory_copy_text("sha1");
    certificate->not_before_s = not_after_s - 100 * HG_SECONDS_PER_DAY;
    certificate->not_after_s = not_after_s;
    for (size_t i = 0; i < sizeof(number); i++)
        certificate->fingerprint[i] = (uint8_t)(number >> (8 * i));
    return certificate;
}

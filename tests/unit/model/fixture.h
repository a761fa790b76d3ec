/* SPDX-License-Identifier: MIT */
/* fixture: a target and replies to play with. */
#ifndef HEADGATE_TESTS_MODEL_FIXTURE_H
#define HEADGATE_TESTS_MODEL_FIXTURE_H

#include "headgate/judge.h"
#include "headgate/result.h"
#include "headgate/target.h"

#define FIXTURE_URL "https://api.example/health"

/* A policy with HEAD, 10 redirects and 2 retries, and a target under it. The target points into
 * the struct: don't copy it. */
struct fixture {
    struct hg_policy policy;
    struct hg_origin origin;
    struct hg_target_extra extra;
    struct hg_target target;
};

void fixture_init(struct fixture *fixture);
/* A whole answer of `status` from the target's own URL; release it. */
void fixture_answer(struct hg_reply *reply, int status);
/* No answer, for a reason that may pass; release it. */
void fixture_failure(struct hg_reply *reply, enum hg_cause cause, const char *words);
/* Judge the reply, add it to the result and release it. */
void fixture_add(const struct fixture *fixture, struct hg_result *result,
                 struct hg_reply *reply);

/* Judge, assert everything the verdict says, and release the reply. */
void fixture_assert_verdict(const struct hg_policy *policy, struct hg_reply *reply,
                            struct hg_verdict expected);
/* A certificate for `name` and b.example, from CN=Authority, of 100 days; its fingerprint begins with
 * the bytes of `number`. You own it. */
struct hg_certificate *fixture_certificate(const char *name, uint32_t number,
                                           int64_t not_after_s);

#endif

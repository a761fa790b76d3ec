/* SPDX-License-Identifier: MIT */
/* Tests of result. */
#include "headgate/result.h"

#include "headgate/memory.h"

#include "fixture.h"
#include "unit.h"

#include <stdlib.h>

#include "headgate/banned.h"

static void a_new_result_is_unknown_and_was_not_checked(void)
{
    struct hg_result result;
    hg_result_init(&result);
    CU_ASSERT_EQUAL(result.outcome, HG_OUTCOME_UNKNOWN);
    CU_ASSERT_EQUAL(result.started_at_us, 0);
    CU_ASSERT_EQUAL(result.head_status, -1);
    CU_ASSERT_EQUAL(result.phases.total_us, HG_NOT_REACHED);
    CU_ASSERT_FALSE(result.is_final);
    UNIT_ASSERT_TEXT(hg_result_reason(&result), "");
    hg_result_release(&result);
    hg_result_release(NULL);
}

static void one_good_attempt_needs_no_detail(void)
{
    struct fixture fixture;
    struct hg_result result;
    struct hg_reply reply;
    fixture_init(&fixture);
    hg_result_init(&result);
    fixture_answer(&reply, 200);
    fixture_add(&fixture, &result, &reply);
    CU_ASSERT_PTR_NULL(result.detail);
    CU_ASSERT_EQUAL(result.outcome, HG_OUTCOME_UP);
    CU_ASSERT_EQUAL(result.attempts, 1);
    CU_ASSERT_EQUAL(result.status, 200);
    CU_ASSERT_EQUAL(result.method, HG_METHOD_HEAD);
    CU_ASSERT_EQUAL(result.http_version, 11);
    CU_ASSERT_EQUAL(result.started_at_us, 1000000);
    CU_ASSERT_EQUAL(result.phases.total_us, 1500);
    CU_ASSERT_EQUAL(result.address.port, 443);
    UNIT_ASSERT_TEXT(hg_result_final_url(&result, &fixture.target), FIXTURE_URL);
    hg_result_release(&result);
}

static void one_failed_attempt_has_a_reason_and_no_list(void)
{
    struct fixture fixture;
    struct hg_result result;
    struct hg_reply reply;
    fixture_init(&fixture);
    hg_result_init(&result);
    fixture_answer(&reply, 404);
    fixture_add(&fixture, &result, &reply);
    CU_ASSERT_EQUAL(result.outcome, HG_OUTCOME_DOWN);
    CU_ASSERT_EQUAL(result.cause, HG_CAUSE_STATUS);
    UNIT_ASSERT_TEXT(hg_result_reason(&result), "expected status 200-299, got 404");
    CU_ASSERT_EQUAL(result.detail->attempt_count, 0);
    hg_result_release(&result);
}

static void up_on_a_retry_is_flaky_and_keeps_every_attempt(void)
{
    struct fixture fixture;
    struct hg_result result;
    struct hg_reply reply;
    fixture_init(&fixture);
    fixture.policy.retries = 1;
    hg_result_init(&result);
    fixture_failure(&reply, HG_CAUSE_TIMEOUT, "no answer within 10 s");
    fixture_add(&fixture, &result, &reply);
    fixture_answer(&reply, 200);
    fixture_add(&fixture, &result, &reply);
    CU_ASSERT_EQUAL(result.outcome, HG_OUTCOME_FLAKY);
    CU_ASSERT_EQUAL(result.cause, HG_CAUSE_NONE);
    CU_ASSERT_EQUAL(result.status, 200);
    UNIT_ASSERT_TEXT(hg_result_reason(&result),
                     "up on attempt 2 of 2; before: no answer within 10 s");
    CU_ASSERT_EQUAL_FATAL(result.detail->attempt_count, 2);
    const struct hg_attempt *attempts = result.detail->attempts;
    CU_ASSERT_EQUAL(attempts[0].outcome, HG_OUTCOME_DOWN);
    CU_ASSERT_EQUAL(attempts[0].cause, HG_CAUSE_TIMEOUT);
    CU_ASSERT_EQUAL(attempts[0].started_at_us, 2000000);
    CU_ASSERT_EQUAL(attempts[0].phases.total_us, 10000000);
    CU_ASSERT_EQUAL(attempts[0].status, 0);
    UNIT_ASSERT_TEXT(attempts[0].reason, "no answer within 10 s");
    CU_ASSERT_EQUAL(attempts[1].outcome, HG_OUTCOME_UP);
    CU_ASSERT_EQUAL(attempts[1].status, 200);
    CU_ASSERT_EQUAL(attempts[1].method, HG_METHOD_HEAD);
    UNIT_ASSERT_TEXT(attempts[1].reason, NULL);
    hg_result_release(&result);
}

static void a_third_attempt_names_the_failure_of_the_second(void)
{
    struct fixture fixture;
    struct hg_result result;
    struct hg_reply reply;
    fixture_init(&fixture);
    fixture.policy.retries = 3;
    hg_result_init(&result);
    fixture_failure(&reply, HG_CAUSE_DNS, "no such host");
    fixture_add(&fixture, &result, &reply);
    fixture_answer(&reply, 503);
    fixture_add(&fixture, &result, &reply);
    CU_ASSERT_EQUAL(result.outcome, HG_OUTCOME_DOWN);
    UNIT_ASSERT_TEXT(hg_result_reason(&result), "expected status 200-299, got 503");
    fixture_answer(&reply, 200);
    fixture_add(&fixture, &result, &reply);
    UNIT_ASSERT_TEXT(hg_result_reason(&result),
                     "up on attempt 3 of 4; before: expected status 200-299, got 503");
    CU_ASSERT_EQUAL(result.attempts, 3);
    CU_ASSERT_EQUAL_FATAL(result.detail->attempt_count, 3);
    UNIT_ASSERT_TEXT(result.detail->attempts[0].reason, "no such host");
    hg_result_release(&result);
}

static void attempts_that_fail_alike_share_their_reason(void)
{
    static const char *const words[] = {"refused", "refused", "reset", "refused"};
    struct fixture fixture;
    struct hg_result result;
    fixture_init(&fixture);
    hg_result_init(&result);
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        struct hg_reply reply;
        fixture_failure(&reply, HG_CAUSE_CONNECT, words[i]);
        fixture_add(&fixture, &result, &reply);
    }
    const struct hg_attempt *attempts = result.detail->attempts;
    CU_ASSERT_EQUAL_FATAL(result.detail->attempt_count, 4);
    for (size_t i = 0; i < 4; i++)
        UNIT_ASSERT_TEXT(attempts[i].reason, words[i]);
    CU_ASSERT_PTR_EQUAL(attempts[0].reason, attempts[1].reason);
    CU_ASSERT_PTR_NOT_EQUAL(attempts[0].reason, attempts[3].reason);
    hg_result_release(&result);
}

static void the_count_of_attempts_does_not_wrap(void)
{
    struct fixture fixture;
    struct hg_result result;
    fixture_init(&fixture);
    hg_result_init(&result);
    for (int i = 0; i < 300; i++) {
        struct hg_reply reply;
        fixture_failure(&reply, HG_CAUSE_DNS, "no such host");
        fixture_add(&fixture, &result, &reply);
    }
    CU_ASSERT_EQUAL(result.attempts, UINT8_MAX);
    CU_ASSERT_EQUAL(result.detail->attempt_count, 300);
    hg_result_release(&result);
}

static void degraded_on_a_retry_stays_degraded(void)
{
    struct fixture fixture;
    struct hg_result result;
    struct hg_reply reply;
    fixture_init(&fixture);
    hg_result_init(&result);
    for (int i = 0; i < 2; i++) {
        fixture_answer(&reply, 429);
        fixture_add(&fixture, &result, &reply);
    }
    CU_ASSERT_EQUAL(result.outcome, HG_OUTCOME_DEGRADED);
    CU_ASSERT_EQUAL(result.cause, HG_CAUSE_RATE_LIMITED);
    UNIT_ASSERT_TEXT(hg_result_reason(&result), "rate limited");
    CU_ASSERT_EQUAL(result.detail->attempt_count, 2);
    hg_result_release(&result);
}

/* An answer with a note, a redirect and another final URL. */
static void answer_from_elsewhere(struct hg_reply *reply)
{
    fixture_answer(reply, 200);
    reply->note = hg_memory_copy_text("https gave no answer: refused");
    free(reply->final_url);
    reply->final_url = hg_memory_copy_text("https://elsewhere.example/");
    reply->hops = hg_memory_new(1, sizeof(*reply->hops));
    reply->hops[0] = (struct hg_hop){hg_memory_copy_text(FIXTURE_URL), 301};
    reply->hop_count = 1;
}

static void what_is_worth_telling_moves_from_the_reply_to_the_result(void)
{
    struct fixture fixture;
    struct hg_result result;
    struct hg_reply reply;
    struct hg_verdict verdict;
    fixture_init(&fixture);
    hg_result_init(&result);
    answer_from_elsewhere(&reply);
    hg_judge(&fixture.policy, &reply, &verdict);
    hg_result_add_attempt(&result, &fixture.target, &reply, &verdict);
    CU_ASSERT_PTR_NULL(reply.note);
    CU_ASSERT_PTR_NULL(reply.final_url);
    CU_ASSERT_PTR_NULL(reply.hops);
    CU_ASSERT_EQUAL(reply.hop_count, 0);
    hg_reply_release(&reply);
    CU_ASSERT_PTR_NOT_NULL_FATAL(result.detail);
    UNIT_ASSERT_TEXT(result.detail->note, "https gave no answer: refused");
    UNIT_ASSERT_TEXT(hg_result_final_url(&result, &fixture.target),
                     "https://elsewhere.example/");
    CU_ASSERT_EQUAL_FATAL(result.detail->hop_count, 1);
    UNIT_ASSERT_TEXT(result.detail->hops[0].url, FIXTURE_URL);
    CU_ASSERT_EQUAL(result.detail->hops[0].status, 301);
    hg_result_release(&result);
}

static void a_later_attempt_replaces_what_the_first_told(void)
{
    struct fixture fixture;
    struct hg_result result;
    struct hg_reply reply;
    fixture_init(&fixture);
    hg_result_init(&result);
    answer_from_elsewhere(&reply);
    fixture_add(&fixture, &result, &reply);
    fixture_answer(&reply, 500);
    reply.head_status = 405;
    fixture_add(&fixture, &result, &reply);
    UNIT_ASSERT_TEXT(result.detail->note, NULL);
    CU_ASSERT_EQUAL(result.detail->hop_count, 0);
    CU_ASSERT_EQUAL(result.head_status, 405);
    UNIT_ASSERT_TEXT(hg_result_final_url(&result, &fixture.target), FIXTURE_URL);
    hg_result_release(&result);
}

static void a_target_that_is_never_asked_ends_with_its_reason(void)
{
    struct hg_result result;
    hg_result_init(&result);
    hg_result_end(&result, HG_OUTCOME_SKIPPED, HG_CAUSE_NONE, "disabled");
    CU_ASSERT_EQUAL(result.outcome, HG_OUTCOME_SKIPPED);
    CU_ASSERT_TRUE(result.is_final);
    CU_ASSERT_EQUAL(result.attempts, 0);
    CU_ASSERT_EQUAL(result.detail->attempt_count, 0);
    UNIT_ASSERT_TEXT(hg_result_reason(&result), "disabled");
    hg_result_release(&result);
}

static void an_end_keeps_the_attempts_made_so_far(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    for (uint8_t made = 1; made <= 2; made++) {
        struct hg_result result;
        hg_result_init(&result);
        for (int i = 0; i < made; i++) {
            struct hg_reply reply;
            fixture_failure(&reply, HG_CAUSE_CONNECT, "refused");
            fixture_add(&fixture, &result, &reply);
        }
        hg_result_end(&result, HG_OUTCOME_UNKNOWN, HG_CAUSE_CANCELLED, "stopped");
        CU_ASSERT_EQUAL(result.outcome, HG_OUTCOME_UNKNOWN);
        CU_ASSERT_EQUAL(result.cause, HG_CAUSE_CANCELLED);
        UNIT_ASSERT_TEXT(hg_result_reason(&result), "stopped");
        CU_ASSERT_EQUAL(result.attempts, made);
        CU_ASSERT_EQUAL_FATAL(result.detail->attempt_count, made);
        UNIT_ASSERT_TEXT(result.detail->attempts[made - 1].reason, "refused");
        hg_result_release(&result);
    }
}

static void a_copy_is_the_same_and_owns_its_details(void)
{
    struct fixture fixture;
    struct hg_result result;
    struct hg_result copy;
    struct hg_reply reply;
    struct hg_verdict verdict;
    fixture_init(&fixture);
    hg_result_init(&result);
    hg_result_copy(&copy, &result);
    CU_ASSERT_PTR_NULL(copy.detail);
    for (int i = 0; i < 3; i++) {
        fixture_failure(&reply, HG_CAUSE_CONNECT, i == 0 ? "reset" : "refused");
        fixture_add(&fixture, &result, &reply);
    }
    hg_result_copy(&copy, &result);
    hg_result_release(&result);
    UNIT_ASSERT_TEXT(hg_result_reason(&copy), "refused");
    CU_ASSERT_EQUAL_FATAL(copy.detail->attempt_count, 3);
    UNIT_ASSERT_TEXT(copy.detail->attempts[0].reason, "reset");
    CU_ASSERT_PTR_EQUAL(copy.detail->attempts[1].reason, copy.detail->attempts[2].reason);
    CU_ASSERT_PTR_EQUAL(copy.detail->reason, copy.detail->attempts[2].reason);
    hg_result_release(&copy);
    answer_from_elsewhere(&reply);
    hg_judge(&fixture.policy, &reply, &verdict);
    hg_result_add_attempt(&result, &fixture.target, &reply, &verdict);
    hg_reply_release(&reply);
    hg_result_copy(&copy, &result);
    hg_result_release(&result);
    UNIT_ASSERT_TEXT(copy.detail->note, "https gave no answer: refused");
    UNIT_ASSERT_TEXT(copy.detail->hops[0].url, FIXTURE_URL);
    UNIT_ASSERT_TEXT(hg_result_final_url(&copy, &fixture.target),
                     "https://elsewhere.example/");
    CU_ASSERT_EQUAL(copy.status, 200);
    hg_result_release(&copy);
}

CU_TestInfo result_tests[] = {
    {"a_copy_is_the_same_and_owns_its_details", a_copy_is_the_same_and_owns_its_details},
    {"a_new_result_is_unknown_and_was_not_checked",
     a_new_result_is_unknown_and_was_not_checked},
    {"one_good_attempt_needs_no_detail", one_good_attempt_needs_no_detail},
    {"one_failed_attempt_has_a_reason_and_no_list",
     one_failed_attempt_has_a_reason_and_no_list},
    {"up_on_a_retry_is_flaky_and_keeps_every_attempt",
     up_on_a_retry_is_flaky_and_keeps_every_attempt},
    {"a_third_attempt_names_the_failure_of_the_second",
     a_third_attempt_names_the_failure_of_the_second},
    {"attempts_that_fail_alike_share_their_reason",
     attempts_that_fail_alike_share_their_reason},
    {"the_count_of_attempts_does_not_wrap", the_count_of_attempts_does_not_wrap},
    {"degraded_on_a_retry_stays_degraded", degraded_on_a_retry_stays_degraded},
    {"what_is_worth_telling_moves_from_the_reply_to_the_result",
     what_is_worth_telling_moves_from_the_reply_to_the_result},
    {"a_later_attempt_replaces_what_the_first_told",
     a_later_attempt_replaces_what_the_first_told},
    {"a_target_that_is_never_asked_ends_with_its_reason",
     a_target_that_is_never_asked_ends_with_its_reason},
    {"an_end_keeps_the_attempts_made_so_far", an_end_keeps_the_attempts_made_so_far},
    CU_TEST_INFO_NULL,
};

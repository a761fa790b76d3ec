/* SPDX-License-Identifier: MIT */
/* backoff: tests of when to try again. */
#include "unit.h"

#include "headgate/units.h"

#include "engine/backoff.h"

static const struct hg_policy policy = {.method = HG_METHOD_AUTO,
                                        .retries = 2,
                                        .retry_delay_us = HG_US_PER_S,
                                        .retry_after_max_us = 60 * HG_US_PER_S};
static const struct hg_verdict passing = {.outcome = HG_OUTCOME_DOWN,
                                          .is_transient = true};

static struct hg_reply reply_of(int status, int64_t retry_after_s)
{
    struct hg_reply reply;
    hg_reply_init(&reply);
    reply.status = status;
    reply.retry_after_s = retry_after_s;
    return reply;
}

static void only_transient_failures_are_retried_a_limited_number_of_times(void)
{
    const struct hg_reply reply = reply_of(503, -1);
    struct hg_verdict lasting = passing;
    lasting.is_transient = false;

    CU_ASSERT_TRUE(hg_backoff_allows(&policy, &reply, &passing, 1));
    CU_ASSERT_TRUE(hg_backoff_allows(&policy, &reply, &passing, 2));
    CU_ASSERT_FALSE(hg_backoff_allows(&policy, &reply, &passing, 3));
    CU_ASSERT_FALSE(hg_backoff_allows(&policy, &reply, &lasting, 1));
}

static void a_post_is_never_retried(void)
{
    const struct hg_reply reply = reply_of(503, -1);
    struct hg_policy post = policy;
    post.method = HG_METHOD_POST;
    CU_ASSERT_FALSE(hg_backoff_allows(&post, &reply, &passing, 1));
    post.method = HG_METHOD_DELETE;
    CU_ASSERT_TRUE(hg_backoff_allows(&post, &reply, &passing, 1));
}

static void a_longer_retry_after_than_allowed_ends_the_attempts(void)
{
    struct hg_reply reply = reply_of(429, 60);
    CU_ASSERT_TRUE(hg_backoff_allows(&policy, &reply, &passing, 1));
    reply.retry_after_s = 61;
    CU_ASSERT_FALSE(hg_backoff_allows(&policy, &reply, &passing, 1));
    reply.status = 500; /* Retry-After means nothing there */
    CU_ASSERT_TRUE(hg_backoff_allows(&policy, &reply, &passing, 1));
}

static void retry_after_is_the_delay_itself(void)
{
    const struct hg_reply reply = reply_of(429, 7);
    CU_ASSERT_EQUAL(hg_backoff_delay_us(&policy, &reply, 1, 12345), 7 * HG_US_PER_S);
}

static void delays_double_within_a_quarter_up_and_down(void)
{
    const struct hg_reply reply = reply_of(503, -1);
    uint64_t state = 1;
    for (int attempts = 1; attempts <= 20; attempts++) {
        const int64_t middle =
            attempts > 6 ? 60 * HG_US_PER_S : (HG_US_PER_S << (attempts - 1));
        for (int i = 0; i < 200; i++) {
            const int64_t delay =
                hg_backoff_delay_us(&policy, &reply, attempts, hg_backoff_random(&state));
            CU_ASSERT_TRUE(delay >= middle / 4 * 3 && delay <= middle / 4 * 5);
        }
    }
}

/* The values of the generator that is built in, https://prng.di.unimi.it/splitmix64.c. */
static void random_numbers_are_those_of_splitmix64(void)
{
    uint64_t state = 1234567;
    CU_ASSERT_EQUAL(hg_backoff_random(&state), UINT64_C(6457827717110365317));
    CU_ASSERT_EQUAL(hg_backoff_random(&state), UINT64_C(3203168211198807973));
    CU_ASSERT_EQUAL(hg_backoff_random(&state), UINT64_C(9817491932198370423));
}

static void a_delay_has_its_shortest_and_longest(void)
{
    const struct hg_reply reply = reply_of(503, -1);
    const uint64_t range_us = HG_US_PER_S / 2 + 1;
    CU_ASSERT_EQUAL(hg_backoff_delay_us(&policy, &reply, 1, 0), HG_US_PER_S / 4 * 3);
    CU_ASSERT_EQUAL(hg_backoff_delay_us(&policy, &reply, 1, range_us - 1),
                    HG_US_PER_S / 4 * 5);
    CU_ASSERT_EQUAL(hg_backoff_delay_us(&policy, &reply, 1, range_us),
                    HG_US_PER_S / 4 * 3);
}

static void a_delay_of_zero_stays_zero(void)
{
    const struct hg_reply reply = reply_of(503, -1);
    struct hg_policy eager = policy;
    eager.retry_delay_us = 0;
    CU_ASSERT_EQUAL(hg_backoff_delay_us(&eager, &reply, 2, UINT64_MAX), 0);
}

static void a_long_delay_is_not_shortened(void)
{
    const struct hg_reply reply = reply_of(503, -1);
    struct hg_policy patient = policy;
    patient.retry_delay_us = 300 * HG_US_PER_S;
    CU_ASSERT_EQUAL(hg_backoff_delay_us(&patient, &reply, 3, 0), 225 * HG_US_PER_S);
}

CU_TestInfo backoff_tests[] = {
    {"only transient failures are retried, a limited number of times",
     only_transient_failures_are_retried_a_limited_number_of_times},
    {"a POST is never retried", a_post_is_never_retried},
    {"a longer Retry-After than allowed ends the attempts",
     a_longer_retry_after_than_allowed_ends_the_attempts},
    {"Retry-After is the delay itself", retry_after_is_the_delay_itself},
    {"delays double, within a quarter up and down",
     delays_double_within_a_quarter_up_and_down},
    {"random numbers are those of splitmix64", random_numbers_are_those_of_splitmix64},
    {"a delay has its shortest and longest", a_delay_has_its_shortest_and_longest},
    {"a delay of zero stays zero", a_delay_of_zero_stays_zero},
    {"a long delay is not shortened", a_long_delay_is_not_shortened},
    CU_TEST_INFO_NULL,
};

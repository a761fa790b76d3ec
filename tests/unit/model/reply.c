/* SPDX-License-Identifier: MIT */
/* Tests of reply. */
#include "headgate/reply.h"

#include "headgate/memory.h"

#include "unit.h"

#include "headgate/banned.h"

static void a_new_reply_has_nothing(void)
{
    struct hg_reply reply;
    hg_reply_init(&reply);
    CU_ASSERT_EQUAL(reply.failure, HG_CAUSE_NONE);
    CU_ASSERT_EQUAL(reply.head_status, -1);
    CU_ASSERT_EQUAL(reply.retry_after_s, -1);
    CU_ASSERT_EQUAL(reply.phases.resolve_us, HG_NOT_REACHED);
    CU_ASSERT_EQUAL(reply.phases.total_us, HG_NOT_REACHED);
    CU_ASSERT_PTR_NULL(hg_reply_next_header(&reply, "Server", NULL));
    hg_reply_release(&reply);
    hg_reply_release(NULL);
}

static void lines_of_headers_are_found_in_any_case(void)
{
    static const char *const lines[][2] = {
        {"Server", "nginx"}, {"X-Version", "2.0"}, {"Server", "again"}};
    struct hg_reply reply;
    hg_reply_init(&reply);
    reply.headers = hg_memory_new(3, sizeof(*reply.headers));
    for (size_t i = 0; i < 3; i++)
        reply.headers[i] = (struct hg_header_value){hg_memory_copy_text(lines[i][0]),
                                                    hg_memory_copy_text(lines[i][1])};
    reply.header_count = 3;
    CU_ASSERT_PTR_EQUAL(hg_reply_next_header(&reply, "x-VERSION", NULL),
                        &reply.headers[1]);
    CU_ASSERT_PTR_EQUAL(hg_reply_next_header(&reply, "server", NULL), &reply.headers[0]);
    CU_ASSERT_PTR_EQUAL(hg_reply_next_header(&reply, "server", &reply.headers[0]),
                        &reply.headers[2]);
    CU_ASSERT_PTR_NULL(hg_reply_next_header(&reply, "server", &reply.headers[2]));
    CU_ASSERT_PTR_NULL(hg_reply_next_header(&reply, "Serve", NULL));
    hg_reply_release(&reply);
    CU_ASSERT_EQUAL(reply.header_count, 0);
}

static void phases_add_up_and_what_was_not_reached_stays_so(void)
{
    struct hg_phases sum;
    hg_phases_init(&sum);
    const struct hg_phases first = {1, 2, HG_NOT_REACHED, 4, 5, 12};
    const struct hg_phases second = {10, 20, HG_NOT_REACHED, HG_NOT_REACHED, 50, 80};
    hg_phases_add(&sum, &first);
    hg_phases_add(&sum, &second);
    CU_ASSERT_EQUAL(sum.resolve_us, 11);
    CU_ASSERT_EQUAL(sum.connect_us, 22);
    CU_ASSERT_EQUAL(sum.tls_us, HG_NOT_REACHED);
    CU_ASSERT_EQUAL(sum.wait_us, 4);
    CU_ASSERT_EQUAL(sum.transfer_us, 55);
    CU_ASSERT_EQUAL(sum.total_us, 92);

    /* Reached at once, on a reused connection, is not the same as not reached. */
    const struct hg_phases reused = {0, 0, 0, 0, 0, 0};
    hg_phases_add(&sum, &reused);
    CU_ASSERT_EQUAL(sum.tls_us, 0);
    CU_ASSERT_EQUAL(sum.total_us, 92);
}

static void a_sum_that_is_too_large_stays_at_the_largest(void)
{
    struct hg_phases sum = {0, 0, 0, 0, 0, INT32_MAX - 1};
    const struct hg_phases more = {0, 0, 0, 0, 0, 2};
    hg_phases_add(&sum, &more);
    CU_ASSERT_EQUAL(sum.total_us, INT32_MAX);
}

CU_TestInfo reply_tests[] = {
    {"a_new_reply_has_nothing", a_new_reply_has_nothing},
    {"lines_of_headers_are_found_in_any_case", lines_of_headers_are_found_in_any_case},
    {"phases_add_up_and_what_was_not_reached_stays_so",
     phases_add_up_and_what_was_not_reached_stays_so},
    {"a_sum_that_is_too_large_stays_at_the_largest",
     a_sum_that_is_too_large_stays_at_the_largest},
    CU_TEST_INFO_NULL,
};

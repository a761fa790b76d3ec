/* SPDX-License-Identifier: MIT */
/* permits: tests of who may run a batch. */
#include "unit.h"

#include "engine/permits.h"

static struct hg_permits *new_permits(size_t initial, size_t max, size_t workers)
{
    const struct hg_permit_limits limits = {initial, max, workers};
    return hg_permits_new(&limits);
}

static void a_permit_is_available_until_it_is_acquired(void)
{
    struct hg_permits *permits = new_permits(2, 2, 3);

    CU_ASSERT_EQUAL(hg_permits_available_count(permits), 2);
    CU_ASSERT_FALSE(hg_permits_is_acquired(permits, 2));
    hg_permits_acquire(permits, 2, 0);
    CU_ASSERT_TRUE(hg_permits_is_acquired(permits, 2));
    CU_ASSERT_FALSE(hg_permits_is_acquired(permits, 1));
    CU_ASSERT_EQUAL(hg_permits_available_count(permits), 1);
    CU_ASSERT_EQUAL(hg_permits_running_count(permits), 1);
    hg_permits_release(permits, 2);
    CU_ASSERT_FALSE(hg_permits_is_acquired(permits, 2));
    CU_ASSERT_EQUAL(hg_permits_available_count(permits), 2);
    CU_ASSERT_EQUAL(hg_permits_running_count(permits), 0);
    hg_permits_free(permits);
}

static void releasing_what_was_not_acquired_changes_nothing(void)
{
    struct hg_permits *permits = new_permits(1, 1, 1);

    hg_permits_release(permits, 0);
    CU_ASSERT_EQUAL(hg_permits_available_count(permits), 1);
    CU_ASSERT_EQUAL(hg_permits_running_count(permits), 0);
    hg_permits_free(permits);
    hg_permits_free(NULL);
}

static void no_permit_is_available_when_more_are_acquired_than_there_are(void)
{
    struct hg_permits *permits = new_permits(1, 1, 2);

    hg_permits_acquire(permits, 0, 0);
    hg_permits_acquire(permits, 1, 0);
    CU_ASSERT_EQUAL(hg_permits_available_count(permits), 0);
    CU_ASSERT_EQUAL(hg_permits_running_count(permits), 2);
    hg_permits_free(permits);
}

static void the_permits_of_silent_workers_are_revoked(void)
{
    struct hg_permits *permits = new_permits(3, 3, 4);

    hg_permits_acquire(permits, 0, 1000);
    hg_permits_acquire(permits, 1, 1001);
    hg_permits_acquire(permits, 2, 0);
    hg_permits_note_busy(permits, 2, 1002);
    CU_ASSERT_EQUAL(hg_permits_revoke(permits, 1000), 0);
    CU_ASSERT_EQUAL(hg_permits_revoke(permits, 1002), 2);
    CU_ASSERT_EQUAL(hg_permits_revoke(permits, 1002), 0); /* only once */
    CU_ASSERT_FALSE(hg_permits_is_acquired(permits, 0));
    CU_ASSERT_FALSE(hg_permits_is_acquired(permits, 1));
    CU_ASSERT_TRUE(hg_permits_is_acquired(permits, 2));
    CU_ASSERT_EQUAL(hg_permits_available_count(permits), 2);
    hg_permits_free(permits);
}

static void a_worker_without_its_permit_runs_until_its_batch_ends(void)
{
    struct hg_permits *permits = new_permits(1, 1, 2);

    hg_permits_acquire(permits, 0, 1000);
    CU_ASSERT_EQUAL(hg_permits_revoke(permits, 2000), 1);
    CU_ASSERT_EQUAL(hg_permits_running_count(permits), 1);
    hg_permits_acquire(permits, 1, 2000); /* in its place */
    CU_ASSERT_EQUAL(hg_permits_running_count(permits), 2);
    CU_ASSERT_EQUAL(hg_permits_available_count(permits), 0);
    for (int i = 0; i < 2; i++) { /* the second time changes nothing */
        hg_permits_release(permits, 0);
        CU_ASSERT_EQUAL(hg_permits_running_count(permits), 1);
        CU_ASSERT_EQUAL(hg_permits_available_count(permits), 0);
    }
    hg_permits_release(permits, 1);
    CU_ASSERT_EQUAL(hg_permits_running_count(permits), 0);
    CU_ASSERT_EQUAL(hg_permits_available_count(permits), 1);
    hg_permits_free(permits);
}

static void permits_double_when_half_of_them_belong_to_workers_that_wait(void)
{
    struct hg_permits *permits = new_permits(3, 7, 8);

    for (size_t i = 0; i < 3; i++)
        hg_permits_acquire(permits, i, 1000 + (int64_t)i);
    CU_ASSERT_FALSE(hg_permits_grow(permits, 1001)); /* one of three has waited so long */
    CU_ASSERT_EQUAL(hg_permits_available_count(permits), 0);
    CU_ASSERT_TRUE(hg_permits_grow(permits, 1002)); /* two of three have */
    CU_ASSERT_EQUAL(hg_permits_available_count(permits), 3);
    CU_ASSERT_FALSE(hg_permits_grow(permits, 1002)); /* two of six */
    CU_ASSERT_TRUE(hg_permits_may_grow(permits));
    CU_ASSERT_TRUE(hg_permits_grow(permits, 2000)); /* three of six */
    CU_ASSERT_EQUAL(hg_permits_available_count(permits), 4);
    CU_ASSERT_FALSE(hg_permits_may_grow(permits)); /* seven are the maximum */
    CU_ASSERT_FALSE(hg_permits_grow(permits, 2000));
    hg_permits_free(permits);
}

CU_TestInfo permits_tests[] = {
    {"a permit is available until it is acquired",
     a_permit_is_available_until_it_is_acquired},
    {"releasing what was not acquired changes nothing",
     releasing_what_was_not_acquired_changes_nothing},
    {"no permit is available when more are acquired than there are",
     no_permit_is_available_when_more_are_acquired_than_there_are},
    {"the permits of silent workers are revoked",
     the_permits_of_silent_workers_are_revoked},
    {"a worker without its permit runs until its batch ends",
     a_worker_without_its_permit_runs_until_its_batch_ends},
    {"permits double when half of them belong to workers that wait",
     permits_double_when_half_of_them_belong_to_workers_that_wait},
    CU_TEST_INFO_NULL,
};

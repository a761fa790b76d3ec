/* SPDX-License-Identifier: MIT */
/* schedule: tests of which batch is due when. Time is a parameter, so no test waits. */
#include "unit.h"

#include <string.h>

#include "engine/schedule.h"

enum { TARGETS_MAX = 5000 };

static struct hg_target targets[TARGETS_MAX];
static struct hg_pace pace;

static void init(struct hg_schedule *schedule, uint32_t count, uint32_t hosts,
                 struct hg_schedule_limits limits)
{
    for (uint32_t i = 0; i < count; i++)
        targets[i].host = i % hosts;
    limits.pace = &pace;
    hg_schedule_init(schedule, targets, count, hosts, &limits);
    for (uint32_t i = 0; i < count; i++)
        hg_schedule_add(schedule, i);
}

static void with_batches_of_one_targets_leave_in_input_order(void)
{
    struct hg_schedule schedule;
    struct hg_batch batch;

    init(&schedule, 9, 3, (struct hg_schedule_limits){.per_host = 9, .batch_targets = 1});
    for (uint32_t i = 0; i < 9; i++) {
        CU_ASSERT_TRUE_FATAL(hg_schedule_take(&schedule, 0, &batch));
        CU_ASSERT_EQUAL(batch.count, 1);
        CU_ASSERT_EQUAL(batch.items[0].target, i);
    }
    CU_ASSERT_FALSE(hg_schedule_take(&schedule, 0, &batch));
    CU_ASSERT_EQUAL(hg_schedule_next_due_us(&schedule), HG_SCHEDULE_NEVER);
    hg_schedule_release(&schedule);
}

static void the_pace_limits_a_batch(void)
{
    static const struct {
        int64_t answer_us;
        uint32_t targets;
    } rows[] = {
        {0, 10},     /* not known: shared between two batches */
        {1000, 20},  /* 20 answers take 20 ms: one batch is enough */
        {10000, 10}, /* 200 ms: shared */
        {200000, 5}, /* no more than a second's worth */
        {5000000, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_schedule schedule;
        struct hg_batch batch;
        pace.answer_us = rows[i].answer_us;
        init(&schedule, 20, 1,
             (struct hg_schedule_limits){.per_host = 2, .batch_targets = 32});
        CU_ASSERT_TRUE(hg_schedule_take(&schedule, 0, &batch));
        CU_ASSERT_EQUAL(batch.count, rows[i].targets);
        hg_schedule_release(&schedule);
    }
    pace.answer_us = 0;
}

static void a_host_gets_no_more_batches_than_allowed(void)
{
    struct hg_schedule schedule;
    struct hg_batch batch;

    init(&schedule, 10, 1,
         (struct hg_schedule_limits){.per_host = 2, .batch_targets = 1});
    CU_ASSERT_TRUE(hg_schedule_take(&schedule, 0, &batch));
    CU_ASSERT_TRUE(hg_schedule_take(&schedule, 0, &batch));
    CU_ASSERT_FALSE(hg_schedule_take(&schedule, 0, &batch));
    hg_schedule_end_batch(&schedule, 0, 0);
    CU_ASSERT_TRUE(hg_schedule_take(&schedule, 0, &batch));
    CU_ASSERT_EQUAL(batch.items[0].target, 2);
    CU_ASSERT_FALSE(hg_schedule_take(&schedule, 0, &batch));
    hg_schedule_release(&schedule);
}

static void batches_share_the_waiting_targets_and_have_a_limit(void)
{
    struct hg_schedule schedule;
    struct hg_batch batch;

    init(&schedule, 10, 1,
         (struct hg_schedule_limits){.per_host = 2, .batch_targets = 32});
    CU_ASSERT_TRUE(hg_schedule_take(&schedule, 0, &batch));
    CU_ASSERT_EQUAL(batch.count, 5);
    CU_ASSERT_TRUE(hg_schedule_take(&schedule, 0, &batch));
    CU_ASSERT_EQUAL(batch.count, 3);
    CU_ASSERT_EQUAL(batch.items[0].target, 5);
    hg_schedule_release(&schedule);
    init(&schedule, 1000, 1,
         (struct hg_schedule_limits){.per_host = 2, .batch_targets = 32});
    CU_ASSERT_TRUE(hg_schedule_take(&schedule, 0, &batch));
    CU_ASSERT_EQUAL(batch.count, 32);
    hg_schedule_release(&schedule);
}

/* Hosts 0, 1, 0, 1, ... */
static void in_order_a_batch_has_no_gaps(void)
{
    struct hg_schedule schedule;
    struct hg_batch batch;
    struct hg_schedule_limits limits = {
        .per_host = 1, .batch_targets = 32, .keeps_order = true};

    init(&schedule, 4, 2, limits);
    CU_ASSERT_TRUE(hg_schedule_take(&schedule, 0, &batch));
    CU_ASSERT_EQUAL(batch.count, 1);
    CU_ASSERT_EQUAL(batch.items[0].target, 0);
    CU_ASSERT_TRUE(hg_schedule_take(&schedule, 0, &batch));
    CU_ASSERT_EQUAL(batch.count, 1);
    CU_ASSERT_EQUAL(batch.items[0].target, 1);
    hg_schedule_release(&schedule);

    init(&schedule, 40, 1, limits);
    CU_ASSERT_TRUE(hg_schedule_take(&schedule, 0, &batch));
    CU_ASSERT_EQUAL(batch.count, 16);
    CU_ASSERT_EQUAL(batch.items[15].target, 15);
    CU_ASSERT_EQUAL(schedule.waiting_count, 24);
    hg_schedule_end_batch(&schedule, 0, 0);
    CU_ASSERT_TRUE(hg_schedule_take(&schedule, 0, &batch));
    CU_ASSERT_EQUAL(batch.items[0].target, 16);
    hg_schedule_release(&schedule);
}

static void targets_that_return_later_are_due_later(void)
{
    struct hg_schedule schedule;
    struct hg_batch batch;

    init(&schedule, 1, 1, (struct hg_schedule_limits){.per_host = 1, .batch_targets = 1});
    CU_ASSERT_TRUE(hg_schedule_take(&schedule, 0, &batch));
    hg_schedule_return_later(&schedule, 0, 500);
    hg_schedule_end_batch(&schedule, 0, 0);
    CU_ASSERT_EQUAL(hg_schedule_next_due_us(&schedule), 500);
    CU_ASSERT_FALSE(hg_schedule_take(&schedule, 499, &batch));
    CU_ASSERT_TRUE(hg_schedule_take(&schedule, 500, &batch));
    CU_ASSERT_EQUAL(batch.items[0].target, 0);
    hg_schedule_release(&schedule);
}

static void a_held_host_waits_and_others_do_not(void)
{
    struct hg_schedule schedule;
    struct hg_batch batch;

    init(&schedule, 4, 2, (struct hg_schedule_limits){.per_host = 1, .batch_targets = 1});
    CU_ASSERT_TRUE(hg_schedule_hold(&schedule, 0, 0, 1000, 5000));
    CU_ASSERT_TRUE(hg_schedule_take(&schedule, 0, &batch));
    CU_ASSERT_EQUAL(batch.host, 1);
    CU_ASSERT_FALSE(hg_schedule_take(&schedule, 0, &batch));
    CU_ASSERT_EQUAL(hg_schedule_next_due_us(&schedule), 1000);
    CU_ASSERT_TRUE(hg_schedule_take(&schedule, 1000, &batch));
    CU_ASSERT_EQUAL(batch.host, 0);
    hg_schedule_release(&schedule);
}

static void a_host_is_not_held_for_ever(void)
{
    struct hg_schedule schedule;

    init(&schedule, 1, 1, (struct hg_schedule_limits){.per_host = 1, .batch_targets = 1});
    CU_ASSERT_TRUE(hg_schedule_hold(&schedule, 0, 0, 3000, 5000));
    /* The same time, given twice, is held once. */
    CU_ASSERT_TRUE(hg_schedule_hold(&schedule, 0, 10, 3000, 5000));
    CU_ASSERT_TRUE(hg_schedule_hold(&schedule, 0, 3000, 5000, 5000));
    CU_ASSERT_FALSE(hg_schedule_hold(&schedule, 0, 5000, 5001, 5000));
    CU_ASSERT_EQUAL(schedule.pauses[0].not_before_us, 5000);
    hg_schedule_release(&schedule);
}

static void an_interval_spaces_single_requests(void)
{
    struct hg_schedule schedule;
    struct hg_batch batch;

    init(&schedule, 3, 1,
         (struct hg_schedule_limits){
             .per_host = 4, .batch_targets = 32, .interval_us = 100});
    CU_ASSERT_TRUE(hg_schedule_take(&schedule, 0, &batch));
    CU_ASSERT_EQUAL(batch.count, 1);
    CU_ASSERT_FALSE(hg_schedule_take(&schedule, 1000, &batch));
    hg_schedule_end_batch(&schedule, 0, 1000);
    CU_ASSERT_FALSE(hg_schedule_take(&schedule, 1099, &batch));
    CU_ASSERT_EQUAL(hg_schedule_next_due_us(&schedule), 1100);
    CU_ASSERT_TRUE(hg_schedule_take(&schedule, 1100, &batch));
    CU_ASSERT_EQUAL(batch.items[0].target, 1);
    hg_schedule_release(&schedule);
}

static void targets_that_a_batch_did_not_reach_are_taken_again(void)
{
    struct hg_schedule schedule;
    struct hg_batch batch;

    init(&schedule, 4, 1,
         (struct hg_schedule_limits){.per_host = 1, .batch_targets = 32});
    CU_ASSERT_TRUE(hg_schedule_take(&schedule, 0, &batch));
    CU_ASSERT_EQUAL(batch.count, 4);
    hg_schedule_add(&schedule, 2);
    hg_schedule_add(&schedule, 3);
    CU_ASSERT_FALSE(hg_schedule_take(&schedule, 0, &batch));
    hg_schedule_end_batch(&schedule, 0, 0);
    CU_ASSERT_TRUE(hg_schedule_take(&schedule, 0, &batch));
    CU_ASSERT_EQUAL(batch.count, 2);
    CU_ASSERT_EQUAL(batch.items[0].target, 2);
    CU_ASSERT_EQUAL(batch.items[1].target, 3);
    hg_schedule_release(&schedule);
}

static void every_target_is_taken_once(void)
{
    enum { TARGETS = TARGETS_MAX, HOSTS = 37 };
    static unsigned char seen[TARGETS];
    struct hg_schedule schedule;
    struct hg_batch batch;
    size_t count = 0;

    memset(seen, 0, sizeof seen);
    init(&schedule, TARGETS, HOSTS,
         (struct hg_schedule_limits){.per_host = 2, .batch_targets = 32});
    while (hg_schedule_take(&schedule, 0, &batch)) {
        for (uint32_t i = 0; i < batch.count; i++)
            CU_ASSERT_EQUAL(seen[batch.items[i].target]++, 0);
        count += batch.count;
        hg_schedule_end_batch(&schedule, batch.host, 0);
    }
    CU_ASSERT_EQUAL(count, TARGETS);
    hg_schedule_release(&schedule);
}

static void a_held_host_waits_once_for_all_its_targets(void)
{
    struct hg_schedule schedule;
    struct hg_batch batch;

    init(&schedule, 1, 1, (struct hg_schedule_limits){.per_host = 2, .batch_targets = 1});
    CU_ASSERT_TRUE_FATAL(hg_schedule_take(&schedule, 0, &batch));
    CU_ASSERT_TRUE(hg_schedule_hold(&schedule, 0, 0, 100, 1000));
    for (uint32_t i = 0; i < 3; i++)
        hg_schedule_add(&schedule, 0);
    CU_ASSERT_EQUAL(schedule.later.count, 1);
    hg_schedule_release(&schedule);
}

CU_TestInfo schedule_tests[] = {
    {"a held host waits once for all its targets",
     a_held_host_waits_once_for_all_its_targets},
    {"the pace limits a batch", the_pace_limits_a_batch},
    {"with batches of one, targets leave in input order",
     with_batches_of_one_targets_leave_in_input_order},
    {"a host gets no more batches than allowed",
     a_host_gets_no_more_batches_than_allowed},
    {"batches share the waiting targets and have a limit",
     batches_share_the_waiting_targets_and_have_a_limit},
    {"in order a batch has no gaps", in_order_a_batch_has_no_gaps},
    {"targets that return later are due later", targets_that_return_later_are_due_later},
    {"a held host waits and others do not", a_held_host_waits_and_others_do_not},
    {"a host is not held for ever", a_host_is_not_held_for_ever},
    {"an interval spaces single requests", an_interval_spaces_single_requests},
    {"targets that a batch did not reach are taken again",
     targets_that_a_batch_did_not_reach_are_taken_again},
    {"every target is taken once", every_target_is_taken_once},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* queue: tests of the contract between dispatcher and workers. */
#include "unit.h"

#include <sched.h>

#include "headgate/clock.h"
#include "headgate/memory.h"

#include "engine/queue.h"

enum { WORKERS = 3 };

static void init_queue(struct hg_queue *queue, size_t batches, size_t answers)
{
    const struct hg_queue_limits limits = {
        .batches = batches, .answers = answers, .permits = {WORKERS, WORKERS, WORKERS}};
    hg_queue_init(queue, &limits);
}

static size_t collect(struct hg_queue *queue, bool room, int64_t until_us,
                      struct hg_answer *answers, size_t max)
{
    const struct hg_queue_wakeup wakeup = {
        .needs_room = room, .may_have_batches = true, .expected_answers = SIZE_MAX};
    return hg_queue_collect(queue, &wakeup, until_us, answers, max);
}

static void a_full_queue_takes_no_more(void)
{
    const struct hg_batch batch = {.host = 3, .count = 1};
    struct hg_queue queue;
    struct hg_batch taken;

    init_queue(&queue, 2, 1);
    CU_ASSERT_TRUE(hg_queue_put(&queue, &batch));
    CU_ASSERT_TRUE(hg_queue_put(&queue, &batch));
    CU_ASSERT_FALSE(hg_queue_put(&queue, &batch));
    CU_ASSERT_TRUE(hg_queue_take(&queue, 0, &taken));
    CU_ASSERT_EQUAL(taken.host, 3);
    CU_ASSERT_TRUE(hg_queue_put(&queue, &batch));
    hg_queue_release(&queue);
}

static void batches_leave_in_the_order_they_came(void)
{
    struct hg_queue queue;
    struct hg_batch batch = {.count = 1};

    init_queue(&queue, 3, 1);
    for (uint32_t round = 0; round < 5; round++) {
        for (uint32_t i = 0; i < 3; i++) {
            batch.host = round * 3 + i;
            CU_ASSERT_TRUE(hg_queue_put(&queue, &batch));
        }
        for (uint32_t i = 0; i < 3; i++) {
            CU_ASSERT_TRUE(hg_queue_take(&queue, 0, &batch));
            CU_ASSERT_EQUAL(batch.host, round * 3 + i);
        }
    }
    hg_queue_release(&queue);
}

static void take_returns_false_when_closed_and_empty(void)
{
    const struct hg_batch batch = {.count = 1};
    struct hg_queue queue;
    struct hg_batch taken;

    init_queue(&queue, 2, 1);
    CU_ASSERT_TRUE(hg_queue_put(&queue, &batch));
    hg_queue_close(&queue);
    CU_ASSERT_TRUE(hg_queue_take(&queue, 0, &taken));
    CU_ASSERT_FALSE(hg_queue_take(&queue, 0, &taken));
    hg_queue_release(&queue);
}

static void collect_does_not_wait_beyond_its_time(void)
{
    struct hg_queue queue;
    struct hg_answer answers[2];

    init_queue(&queue, 1, 2);
    CU_ASSERT_EQUAL(collect(&queue, false, hg_clock_monotonic_us(), answers, 2), 0);
    hg_queue_release(&queue);
}

static void collect_returns_at_once_when_room_is_wanted_and_there(void)
{
    struct hg_queue queue;
    struct hg_answer answers[2];

    init_queue(&queue, 1, 2);
    CU_ASSERT_EQUAL(collect(&queue, true, INT64_MAX / 2, answers, 2), 0);
    hg_queue_release(&queue);
}

static void answers_left_behind_are_released(void)
{
    struct hg_queue queue;
    struct hg_answer answer = {.target = 1};

    hg_reply_init(&answer.reply);
    answer.reply.message = hg_memory_copy_text("owned");
    init_queue(&queue, 1, 1);
    hg_queue_answer(&queue, &answer);
    hg_queue_release(&queue); /* or the leak sanitizer fails */
    CU_PASS("released");
}

enum { ROUNDS = 20000 };

struct worker {
    struct hg_queue *queue;
    size_t number;
};

static void *answer_batches(void *context)
{
    const struct worker *worker = context;
    struct hg_queue *queue = worker->queue;
    struct hg_batch batch;
    while (hg_queue_take(queue, worker->number, &batch)) {
        struct hg_answer answer = {.target = batch.host, .ends_batch = true};
        hg_reply_init(&answer.reply);
        hg_queue_answer(queue, &answer);
    }
    return NULL;
}

/* The dispatcher's loop in small: it must end with the smallest queues there are. */
static void queues_of_one_do_not_lock_up(void)
{
    struct hg_queue queue;
    struct hg_answer answers[4];
    pthread_t threads[WORKERS];
    struct worker workers[WORKERS];
    uint32_t put = 0;
    size_t answered = 0;

    init_queue(&queue, 1, 1);
    for (size_t i = 0; i < WORKERS; i++) {
        workers[i] = (struct worker){&queue, i};
        pthread_create(&threads[i], NULL, answer_batches, &workers[i]);
    }
    while (answered < ROUNDS) {
        const struct hg_batch batch = {.host = put, .count = 1};
        while (put < ROUNDS && hg_queue_put(&queue, &batch))
            put++;
        answered +=
            collect(&queue, put < ROUNDS, hg_clock_monotonic_us() + 10000000, answers, 4);
    }
    CU_ASSERT_EQUAL(answered, ROUNDS);
    hg_queue_close(&queue);
    for (size_t i = 0; i < WORKERS; i++)
        pthread_join(threads[i], NULL);
    hg_queue_release(&queue);
}

/* One permit, and two extra workers. */
static void init_queue_with_extra_workers(struct hg_queue *queue)
{
    const struct hg_queue_limits limits = {
        .batches = 4, .answers = 1, .permits = {.initial = 1, .max = 1, .workers = 3}};
    hg_queue_init(queue, &limits);
}

static void a_worker_is_lacking_while_batches_wait_and_permits_are_free(void)
{
    const struct hg_batch batch = {.count = 1};
    struct hg_queue queue;
    struct hg_batch taken;

    init_queue_with_extra_workers(&queue);
    CU_ASSERT_FALSE(hg_queue_lacks_worker(&queue, 0));
    CU_ASSERT_TRUE(hg_queue_put(&queue, &batch));
    CU_ASSERT_TRUE(hg_queue_put(&queue, &batch));
    CU_ASSERT_TRUE(hg_queue_lacks_worker(&queue, 0));
    CU_ASSERT_FALSE(hg_queue_lacks_worker(&queue, 1)); /* it has not come for it yet */
    CU_ASSERT_TRUE(hg_queue_take(&queue, 0, &taken));
    CU_ASSERT_FALSE(hg_queue_lacks_worker(&queue, 1)); /* the only permit is taken */
    hg_queue_release(&queue);
}

static void a_silent_worker_loses_its_permit_while_batches_wait(void)
{
    const struct hg_batch batch = {.count = 1};
    struct hg_queue queue;
    struct hg_batch taken;

    init_queue_with_extra_workers(&queue);
    CU_ASSERT_TRUE(hg_queue_put(&queue, &batch));
    CU_ASSERT_TRUE(hg_queue_take(&queue, 0, &taken));
    CU_ASSERT_FALSE(hg_queue_revoke_permits(&queue, INT64_MAX)); /* no batch needs it */
    CU_ASSERT_TRUE(hg_permits_is_acquired(queue.permits, 0));

    CU_ASSERT_TRUE(hg_queue_put(&queue, &batch));
    hg_permits_note_busy(queue.permits, 0, 1000);
    CU_ASSERT_TRUE(hg_queue_revoke_permits(&queue, 1000)); /* not silent for so long */
    CU_ASSERT_TRUE(hg_permits_is_acquired(queue.permits, 0));
    CU_ASSERT_TRUE(hg_queue_revoke_permits(&queue, 1001));
    CU_ASSERT_FALSE(hg_permits_is_acquired(queue.permits, 0));
    CU_ASSERT_TRUE(hg_queue_lacks_worker(&queue, 1));

    CU_ASSERT_TRUE(hg_queue_take(&queue, 1, &taken)); /* an extra worker */
    CU_ASSERT_TRUE(hg_permits_is_acquired(queue.permits, 1));
    CU_ASSERT_FALSE(hg_permits_is_acquired(queue.permits, 0));
    hg_queue_release(&queue);
}

static void permits_are_added_while_batches_wait(void)
{
    const struct hg_queue_limits limits = {
        .batches = 2, .answers = 1, .permits = {.initial = 1, .max = 2, .workers = 2}};
    const struct hg_batch batch = {.count = 1};
    struct hg_queue queue;
    struct hg_batch taken;

    hg_queue_init(&queue, &limits);
    CU_ASSERT_TRUE(hg_queue_put(&queue, &batch));
    CU_ASSERT_TRUE(hg_queue_take(&queue, 0, &taken));
    CU_ASSERT_FALSE(hg_queue_add_permits(&queue, INT64_MAX)); /* no batch waits */
    CU_ASSERT_TRUE(hg_queue_put(&queue, &batch));
    CU_ASSERT_FALSE(hg_queue_lacks_worker(&queue, 1));
    CU_ASSERT_TRUE(hg_queue_add_permits(&queue, 0)); /* not silent, but that may change */
    CU_ASSERT_FALSE(hg_queue_lacks_worker(&queue, 1));
    CU_ASSERT_TRUE(hg_queue_add_permits(&queue, INT64_MAX));
    CU_ASSERT_TRUE(hg_queue_lacks_worker(&queue, 1));
    CU_ASSERT_FALSE(hg_queue_lacks_worker(&queue, 2));
    CU_ASSERT_FALSE(hg_queue_add_permits(&queue, INT64_MAX)); /* there can't be more */
    hg_queue_release(&queue);
}

/* As the dispatcher does when it sleeps. */
static void expect_batches(struct hg_queue *queue, bool batch)
{
    const struct hg_queue_wakeup wakeup = {.may_have_batches = batch,
                                           .expected_answers = SIZE_MAX};
    struct hg_answer answer;
    CU_ASSERT_EQUAL(hg_queue_collect(queue, &wakeup, 0, &answer, 1), 0);
}

static void a_worker_exits_when_no_more_batches_are_expected(void)
{
    const struct hg_batch batch = {.count = 1};
    struct hg_queue queue;
    struct hg_batch taken;
    size_t number = 0;

    init_queue(&queue, 2, 1);
    CU_ASSERT_TRUE(hg_queue_put(&queue, &batch));
    expect_batches(&queue, false);
    CU_ASSERT_TRUE(hg_queue_take(&queue, 2, &taken)); /* one is left */
    CU_ASSERT_FALSE(hg_queue_take(&queue, 2, &taken));
    CU_ASSERT_TRUE(hg_queue_put(&queue, &batch));
    CU_ASSERT_FALSE(hg_queue_lacks_worker(&queue, 3)); /* two have not exited */
    CU_ASSERT_TRUE(hg_queue_lacks_worker(&queue, 1));
    CU_ASSERT_TRUE(hg_queue_reclaim_worker(&queue, &number));
    CU_ASSERT_EQUAL(number, 2);
    CU_ASSERT_FALSE(hg_queue_lacks_worker(&queue, 1));
    CU_ASSERT_FALSE(hg_queue_reclaim_worker(&queue, &number));
    hg_queue_give_up_worker(&queue, 2); /* it could not be started */
    CU_ASSERT_TRUE(hg_queue_lacks_worker(&queue, 1));
    hg_queue_release(&queue);
}

static void *take_one(void *context)
{
    struct hg_batch batch;
    return hg_queue_take(context, 0, &batch) ? context : NULL;
}

/* A worker has asked for a batch, and waits for it or has exited. */
static bool has_asked(struct hg_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    const bool has_asked = queue->has_idle_worker || queue->exited_workers.count > 0;
    pthread_mutex_unlock(&queue->lock);
    return has_asked;
}

static void the_first_worker_stays(void)
{
    const struct hg_batch batch = {.count = 1};
    struct hg_queue queue;
    pthread_t thread;
    void *taken = NULL;
    size_t number;

    init_queue(&queue, 1, 1);
    expect_batches(&queue, false);
    pthread_create(&thread, NULL, take_one, &queue);
    while (!has_asked(&queue))
        sched_yield();
    CU_ASSERT_FALSE(hg_queue_reclaim_worker(&queue, &number));
    CU_ASSERT_TRUE(hg_queue_put(&queue, &batch));
    pthread_join(thread, &taken);
    CU_ASSERT_PTR_EQUAL(taken, &queue);
    hg_queue_release(&queue);
}

CU_TestInfo queue_tests[] = {
    {"a full queue takes no more", a_full_queue_takes_no_more},
    {"batches leave in the order they came", batches_leave_in_the_order_they_came},
    {"take returns false when closed and empty",
     take_returns_false_when_closed_and_empty},
    {"collect does not wait beyond its time", collect_does_not_wait_beyond_its_time},
    {"collect returns at once when room is wanted and there",
     collect_returns_at_once_when_room_is_wanted_and_there},
    {"answers left behind are released", answers_left_behind_are_released},
    {"a worker is lacking while batches wait and permits are free",
     a_worker_is_lacking_while_batches_wait_and_permits_are_free},
    {"a silent worker loses its permit while batches wait",
     a_silent_worker_loses_its_permit_while_batches_wait},
    {"a worker exits when no more batches are expected",
     a_worker_exits_when_no_more_batches_are_expected},
    {"the first worker stays", the_first_worker_stays},
    {"permits are added while batches wait", permits_are_added_while_batches_wait},
    {"queues of one do not lock up", queues_of_one_do_not_lock_up},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* recurrence: tests of when targets are due again, and of a schedule in which they come back. Time is a parameter, so a
 * day passes in a moment. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "headgate/units.h"

#include "engine/recurrence.h"
#include "engine/schedule.h"

#define S   HG_US_PER_S
#define DAY (24 * 3600 * S)

enum { TARGETS = 1000, HOSTS = 100, DEAD_HOSTS = 10, WORKERS = 64, PER_HOST = 2 };

static const int64_t boot_wall_us = INT64_C(1764547200) * S + 123456;

/* A worker that is busy until `end_us`. */
struct worker {
    bool is_busy;
    int64_t end_us;
    struct hg_batch batch;
};

static struct {
    struct hg_policy policies[4];
    struct hg_target targets[TARGETS];
    char names[TARGETS][24];
    uint32_t count;
    struct worker workers[WORKERS];
    uint32_t worker_count;
    int64_t cost_us;      /* of a check */
    int64_t dead_cost_us; /* of a host that does not answer */
    uint32_t dead_hosts;
    uint32_t active[HOSTS];
    uint32_t checks[TARGETS];
    int64_t moments[TARGETS]; /* wall clock, within the interval; -1: not yet known */
    bool has_moved;           /* a target was due at another moment */
    int64_t latest_us;        /* how late a check began at most */
    struct hg_schedule schedule;
    struct hg_recurrence recurrence;
} world;

static void set_targets(uint32_t count, uint32_t hosts, const int64_t *intervals_us)
{
    memset(&world, 0, sizeof world);
    world.count = count;
    for (int i = 0; i < 4; i++)
        world.policies[i].interval_us = intervals_us[i];
    for (uint32_t i = 0; i < count; i++) {
        snprintf(world.names[i], sizeof world.names[i], "target-%u", i);
        world.targets[i] = (struct hg_target){.name = world.names[i],
                                              .policy = &world.policies[i / hosts % 4],
                                              .host = i % hosts,
                                              .enabled = true};
        world.moments[i] = -1;
    }
}

static void start(uint32_t hosts, int64_t now_us, int64_t wall_us)
{
    static const struct hg_pace pace = {0};
    const struct hg_schedule_limits limits = {
        .per_host = PER_HOST, .batch_targets = 1, .takes_turns = true, .pace = &pace};
    hg_schedule_init(&world.schedule, world.targets, world.count, hosts, &limits);
    hg_recurrence_init(&world.recurrence, world.targets, world.count, 42);
    hg_recurrence_note_clocks(&world.recurrence, now_us, wall_us);
    for (uint32_t i = 0; i < world.count; i++)
        hg_schedule_return_later(
            &world.schedule, i,
            hg_recurrence_next_us(&world.recurrence, i, false, now_us));
}

static void stop(void)
{
    memset(world.workers, 0, sizeof world.workers);
    memset(world.active, 0, sizeof world.active);
    hg_schedule_release(&world.schedule);
    hg_recurrence_release(&world.recurrence);
}

static void begin_check(struct worker *worker, int64_t now_us)
{
    const uint32_t target = worker->batch.items[0].target;
    const int64_t interval_us = world.targets[target].policy->interval_us;
    const int64_t due_us = world.recurrence.due_us[target];
    const int64_t moment_us = (due_us + world.recurrence.offset_us) % interval_us;
    const uint32_t host = worker->batch.host;
    world.has_moved |= world.moments[target] >= 0 && world.moments[target] != moment_us;
    world.moments[target] = moment_us;
    if (now_us - due_us > world.latest_us)
        world.latest_us = now_us - due_us;
    world.checks[target]++;
    worker->is_busy = true;
    worker->end_us =
        now_us + (host < world.dead_hosts ? world.dead_cost_us : world.cost_us);
    CU_ASSERT_TRUE_FATAL(++world.active[host] <= PER_HOST);
}

static void end_check(struct worker *worker)
{
    const uint32_t target = worker->batch.items[0].target;
    worker->is_busy = false;
    world.active[worker->batch.host]--;
    hg_schedule_return_later(
        &world.schedule, target,
        hg_recurrence_next_us(&world.recurrence, target, false, worker->end_us));
    hg_schedule_end_batch(&world.schedule, worker->batch.host, worker->end_us);
}

static void begin_checks(int64_t now_us)
{
    for (uint32_t i = 0; i < world.worker_count; i++) {
        struct worker *worker = &world.workers[i];
        if (worker->is_busy)
            continue;
        if (!hg_schedule_take(&world.schedule, now_us, &worker->batch))
            return;
        begin_check(worker, now_us);
    }
}

static struct worker *next_to_end(void)
{
    struct worker *first = NULL;
    for (uint32_t i = 0; i < world.worker_count; i++) {
        struct worker *worker = &world.workers[i];
        if (worker->is_busy && (first == NULL || worker->end_us < first->end_us))
            first = worker;
    }
    return first;
}

static bool has_idle(void)
{
    for (uint32_t i = 0; i < world.worker_count; i++) {
        if (!world.workers[i].is_busy)
            return true;
    }
    return false;
}

static void run_until(int64_t now_us, int64_t end_us)
{
    while (now_us < end_us) {
        begin_checks(now_us);
        struct worker *worker = next_to_end();
        const int64_t due_us =
            has_idle() ? hg_schedule_next_due_us(&world.schedule) : INT64_MAX;
        if (worker != NULL && worker->end_us <= due_us) {
            now_us = worker->end_us;
            end_check(worker);
        } else {
            now_us = due_us > now_us ? due_us : now_us + 1;
        }
    }
}

static void a_thousand_targets_are_checked_as_often_as_a_day_has_intervals(void)
{
    static const int64_t intervals_us[4] = {30 * S, 60 * S, 300 * S, 3600 * S};
    set_targets(TARGETS, HOSTS, intervals_us);
    world.worker_count = WORKERS;
    world.cost_us = S / 10;
    world.dead_cost_us = 5 * S;
    world.dead_hosts = DEAD_HOSTS;
    start(HOSTS, 1000 * S, boot_wall_us + 1000 * S);
    run_until(1000 * S, 1000 * S + DAY);
    for (uint32_t i = 0; i < TARGETS; i++) {
        const int64_t expected = DAY / world.targets[i].policy->interval_us;
        const int64_t difference = (int64_t)world.checks[i] - expected;
        CU_ASSERT_TRUE(difference >= -1 && difference <= 1);
    }
    CU_ASSERT_FALSE(world.has_moved);
    CU_ASSERT_EQUAL(world.recurrence.missed_count, 0);
    stop();
}

static void targets_keep_their_moments_when_the_program_is_started_again(void)
{
    static const int64_t intervals_us[4] = {5 * S, 30 * S, 60 * S, 90 * S};
    set_targets(TARGETS, HOSTS, intervals_us);
    world.worker_count = WORKERS;
    world.cost_us = S / 10;
    start(HOSTS, 10 * S, boot_wall_us);
    run_until(10 * S, 400 * S);
    stop();
    /* After the machine was started anew, too: its monotonic clock begins again. */
    start(HOSTS, 3 * S, boot_wall_us + 7777 * S + 1);
    run_until(3 * S, 400 * S);
    CU_ASSERT_FALSE(world.has_moved);
    stop();
}

static void targets_that_are_too_many_are_checked_in_turn(void)
{
    static const int64_t intervals_us[4] = {5 * S, 5 * S, 5 * S, 5 * S};
    uint32_t least = UINT32_MAX;
    uint32_t most = 0;
    set_targets(HOSTS, HOSTS, intervals_us);
    world.worker_count = 4;
    world.cost_us = 2 * S;
    start(HOSTS, S, boot_wall_us);
    run_until(S, 2000 * S);
    for (uint32_t i = 0; i < HOSTS; i++) {
        least = world.checks[i] < least ? world.checks[i] : least;
        most = world.checks[i] > most ? world.checks[i] : most;
    }
    CU_ASSERT_TRUE(least >= 35); /* of 40 that are possible */
    CU_ASSERT_TRUE(most - least <= 4);
    CU_ASSERT_TRUE(world.recurrence.missed_count > 30000);
    stop();
}

static void moments_that_were_missed_are_counted_and_not_made_up(void)
{
    static const int64_t intervals_us[4] = {10 * S, 10 * S, 10 * S, 10 * S};
    set_targets(1, 1, intervals_us);
    start(1, 100 * S, boot_wall_us);
    const int64_t first_us = world.recurrence.due_us[0];
    /* The machine was suspended for 35 seconds. */
    const int64_t next_us =
        hg_recurrence_next_us(&world.recurrence, 0, false, first_us + 35 * S);
    CU_ASSERT_EQUAL(next_us, first_us + 40 * S);
    CU_ASSERT_EQUAL(world.recurrence.missed_count, 3);
    CU_ASSERT_EQUAL(hg_recurrence_next_us(&world.recurrence, 0, false, next_us + 1),
                    next_us + 10 * S);
    CU_ASSERT_EQUAL(world.recurrence.missed_count, 3);
    stop();
}

static void only_a_step_of_the_clock_moves_the_moments(void)
{
    static const int64_t intervals_us[4] = {60 * S, 60 * S, 60 * S, 60 * S};
    static const struct {
        int64_t step_us;
        bool moves;
    } rows[] = {
        {0, false},    {S / 2, false},    {-S, false},
        {S + 1, true}, {-3600 * S, true}, {3600 * S + 7 * S, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        set_targets(1, 1, intervals_us);
        start(1, 100 * S, boot_wall_us);
        const int64_t due_us = world.recurrence.due_us[0];
        hg_recurrence_note_clocks(&world.recurrence, 100 * S,
                                  boot_wall_us + rows[i].step_us);
        const int64_t next_us =
            hg_recurrence_next_us(&world.recurrence, 0, false, due_us);
        CU_ASSERT_TRUE(next_us > due_us && next_us <= due_us + 60 * S);
        const bool has_moved = world.recurrence.offset_us != boot_wall_us - 100 * S;
        CU_ASSERT_EQUAL(has_moved, rows[i].moves);
        stop();
    }
}

static void a_target_that_is_down_has_an_interval_of_its_own(void)
{
    static const int64_t intervals_us[4] = {60 * S, 60 * S, 60 * S, 60 * S};
    set_targets(1, 1, intervals_us);
    world.policies[0].interval_down_us = 5 * S;
    start(1, 100 * S, boot_wall_us);
    const int64_t due_us = world.recurrence.due_us[0];
    const int64_t down_us = hg_recurrence_next_us(&world.recurrence, 0, true, due_us);
    CU_ASSERT_TRUE(down_us > due_us && down_us <= due_us + 5 * S);
    CU_ASSERT_EQUAL(hg_recurrence_next_us(&world.recurrence, 0, true, down_us),
                    down_us + 5 * S);
    CU_ASSERT_EQUAL(hg_recurrence_next_us(&world.recurrence, 0, false, down_us),
                    due_us + 60 * S);
    CU_ASSERT_EQUAL(world.recurrence.missed_count, 0);
    stop();
}

CU_TestInfo recurrence_tests[] = {
    {"a thousand targets are checked as often as a day has intervals",
     a_thousand_targets_are_checked_as_often_as_a_day_has_intervals},
    {"targets keep their moments when the program is started again",
     targets_keep_their_moments_when_the_program_is_started_again},
    {"targets that are too many are checked in turn",
     targets_that_are_too_many_are_checked_in_turn},
    {"moments that were missed are counted and not made up",
     moments_that_were_missed_are_counted_and_not_made_up},
    {"only a step of the clock moves the moments",
     only_a_step_of_the_clock_moves_the_moments},
    {"a target that is down has an interval of its own",
     a_target_that_is_down_has_an_interval_of_its_own},
    CU_TEST_INFO_NULL,
};

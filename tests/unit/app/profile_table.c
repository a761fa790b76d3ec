/* SPDX-License-Identifier: MIT */
/* Tests of profile_table. */
#include "unit.h"

#include "app/profile_table.h"

static const struct hg_settings settings = {.workers = 1};

static void check_profile(const struct hg_run *run, const char *expected)
{
    struct hg_buf lines;
    hg_buf_init(&lines);
    hg_profile_describe(run, &lines);
    UNIT_ASSERT_TEXT(lines.data, expected);
    hg_buf_release(&lines);
}

static void each_phase_has_its_sum_and_its_share(void)
{
    struct hg_run run;
    const struct hg_phases phases = {1000, 2000, -1, 30000, 0, 33000};
    hg_run_init(&run, NULL, 0, &settings);
    run.count = 4;
    run.duration_us = 70000;
    run.profile.loading_us = 12000;
    run.profile.queued_us = 25;
    run.profile.attempting_us = 70500;
    run.profile.judging_us = 7;
    run.profile.writing_us = 90000000;
    run.profile.batch_count = 1;
    run.profile.attempt_count = 2;
    run.profile.worker_count = 3;
    hg_profile_add_phases(&run.profile, &phases);
    hg_profile_add_phases(&run.profile, &phases);
    check_profile(&run, "profile: 2 attempts in 1 batch by 3 workers, run in 70 ms\n"
                        "loading                 12 ms\n"
                        "waiting in queue       0.0 ms    25.0 us per batch\n"
                        "checking                71 ms      35 ms per attempt\n"
                        "  resolve              2.0 ms     1.0 ms per attempt\n"
                        "  connect              4.0 ms     2.0 ms per attempt\n"
                        "  tls                  0.0 ms     0.0 us per attempt\n"
                        "  first byte            60 ms      30 ms per attempt\n"
                        "  transfer             0.0 ms     0.0 us per attempt\n"
                        "  other                4.5 ms     2.3 ms per attempt\n"
                        "judging                0.0 ms     3.5 us per attempt\n"
                        "reporting              0.0 ms     0.0 us per target\n"
                        "writing              1 m 30 s    22.50 s per target\n");
    run.count = 0;
    hg_run_release(&run);
}

static void a_run_without_attempts_has_no_shares(void)
{
    struct hg_run run;
    hg_run_init(&run, NULL, 0, &settings);
    check_profile(&run, "profile: 0 attempts in 0 batches by 0 workers, run in 0.0 ms\n"
                        "loading                0.0 ms\n"
                        "waiting in queue       0.0 ms\n"
                        "checking               0.0 ms\n"
                        "  resolve              0.0 ms\n"
                        "  connect              0.0 ms\n"
                        "  tls                  0.0 ms\n"
                        "  first byte           0.0 ms\n"
                        "  transfer             0.0 ms\n"
                        "  other                0.0 ms\n"
                        "judging                0.0 ms\n"
                        "reporting              0.0 ms\n"
                        "writing                0.0 ms\n");
    hg_run_release(&run);
}

static void other_time_is_never_negative(void)
{
    struct hg_profile profile = {.attempting_us = 5};
    profile.phases_us[HG_PROFILE_CONNECT] = 6;
    CU_ASSERT_EQUAL(hg_profile_other_us(&profile), 0);
}

CU_TestInfo profile_table_tests[] = {
    {"each place has its sum and its share", each_phase_has_its_sum_and_its_share},
    {"a run without attempts has no shares", a_run_without_attempts_has_no_shares},
    {"other time is never negative", other_time_is_never_negative},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* Tests of uptime_groups: SLAs and their budgets. */
#include "history/query/uptime_groups.h"

#include "unit.h"

#include <stdlib.h>

#include "headgate/units.h"

#include "headgate/banned.h"

#define MINUTE (60 * HG_US_PER_S)

static const struct hg_share promised = {999000, 1000000}; /* 99.9 % */

static void the_budget_is_of_the_time_that_is_known(void)
{
    struct hg_sla sla;
    const struct hg_tally tally = {.time_us = {[HG_OUTCOME_UP] = 43170 * MINUTE,
                                               [HG_OUTCOME_DOWN] = 30 * MINUTE,
                                               [HG_OUTCOME_UNKNOWN] = 170 * MINUTE,
                                               [HG_OUTCOME_SKIPPED] = 500 * MINUTE},
                                   .maintenance_us = 999 * MINUTE};
    hg_sla_measure(&sla, promised, &tally, 1, 5 * MINUTE);
    CU_ASSERT_TRUE(sla.is_set && sla.is_met && sla.is_provable);
    CU_ASSERT_EQUAL(sla.budget_us, 43200 * MINUTE / 1000);
    CU_ASSERT_EQUAL(sla.used_us, 30 * MINUTE);
    CU_ASSERT_EQUAL(sla.left_us, 43200 * MINUTE / 1000 - 30 * MINUTE);
    CU_ASSERT_EQUAL(sla.check_interval_us, 5 * MINUTE);
    hg_sla_measure(&sla, promised, &tally, 10, 5 * MINUTE);
    CU_ASSERT_EQUAL(sla.budget_us, 4320 * MINUTE / 1000);
    CU_ASSERT_EQUAL(sla.used_us, 3 * MINUTE);
}

static void a_microsecond_too_much_breaks_it(void)
{
    struct hg_sla sla;
    struct hg_tally tally = {
        .time_us = {
            [HG_OUTCOME_UP] = 999000 * MINUTE, [HG_OUTCOME_DOWN] = 1000 * MINUTE}};
    hg_sla_measure(&sla, promised, &tally, 1, 0);
    CU_ASSERT_TRUE(sla.is_met && sla.left_us == 0 && !sla.is_provable);
    tally.time_us[HG_OUTCOME_DOWN]++;
    tally.time_us[HG_OUTCOME_UP]--;
    hg_sla_measure(&sla, promised, &tally, 7, 2000 * MINUTE);
    CU_ASSERT_TRUE(!sla.is_met && sla.left_us == -1 && !sla.is_provable);
}

static void without_a_promise_nothing_is_measured(void)
{
    struct hg_sla sla = {.is_set = true};
    const struct hg_tally tally = {0};
    hg_sla_measure(&sla, (struct hg_share){0, 0}, &tally, 1, 1);
    CU_ASSERT_FALSE(sla.is_set);
    hg_sla_measure(&sla, promised, &tally, 1, 1);
    CU_ASSERT_TRUE(sla.is_set && sla.is_met && sla.budget_us == 0);
    hg_sla_measure(&sla, (struct hg_share){100, 100}, &tally, 1, 1);
    CU_ASSERT_TRUE(sla.is_met && !sla.is_provable);
}

CU_TestInfo uptime_groups_tests[] = {
    {"the_budget_is_of_the_time_that_is_known", the_budget_is_of_the_time_that_is_known},
    {"a_microsecond_too_much_breaks_it", a_microsecond_too_much_breaks_it},
    {"without_a_promise_nothing_is_measured", without_a_promise_nothing_is_measured},
    CU_TEST_INFO_NULL,
};

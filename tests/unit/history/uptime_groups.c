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

#define UP(minutes, of)                                                                  \
    {                                                                                    \
        .time_us = {                                                                     \
            [HG_OUTCOME_UP] = (minutes)*MINUTE,                                          \
            [HG_OUTCOME_DOWN] = ((of) - (minutes)) * MINUTE                              \
        }                                                                                \
    }

static const struct hg_uptime_target targets[] = {
    {.name = "a", .outcome = HG_OUTCOME_UP, .tally = UP(90, 100), .interval_us = MINUTE},
    {.name = "b",
     .group = "shop",
     .outcome = HG_OUTCOME_DOWN,
     .tally = UP(50, 100),
     .before = UP(1, 2),
     .interval_us = MINUTE},
    {.name = "c",
     .group = "shop",
     .outcome = HG_OUTCOME_UP,
     .tally = UP(99, 100),
     .before = UP(2, 3),
     .is_recovered = true,
     .interval_us = 3 * MINUTE},
    {.name = "d", .outcome = HG_OUTCOME_UP},
    {.name = "e", .group = "api", .outcome = HG_OUTCOME_DOWN, .tally = UP(20, 100)},
    {.name = "f", .group = "api", .outcome = HG_OUTCOME_FLAKY, .tally = UP(90, 100)},
    {.name = "g", .group = "zoo", .outcome = HG_OUTCOME_UP, .is_stale = true},
};

static void make_groups(struct hg_uptime *uptime, const struct hg_group_slas *slas)
{
    *uptime = (struct hg_uptime){.target_count = sizeof targets / sizeof targets[0]};
    hg_arena_init(&uptime->arena);
    uptime->targets =
        hg_arena_new(&uptime->arena, uptime->target_count, sizeof *uptime->targets);
    for (size_t i = 0; i < uptime->target_count; i++)
        uptime->targets[i] = targets[i];
    hg_uptime_groups_make(uptime, slas);
}

static void the_worst_targets_come_first(void)
{
    struct hg_uptime uptime;
    char order[sizeof targets / sizeof targets[0] + 1] = "";
    make_groups(&uptime, NULL);
    for (size_t i = 0; i < uptime.target_count; i++)
        order[i] = targets[uptime.order[i]].name[0];
    /* Down now, then least available, then by name; without a known time last. */
    UNIT_ASSERT_TEXT(order, "ebafcdg");
    hg_uptime_release(&uptime);
}

static void sums_are_of_all_targets_and_of_each_group(void)
{
    struct hg_uptime uptime;
    make_groups(&uptime, NULL);
    CU_ASSERT_EQUAL(uptime.tally.time_us[HG_OUTCOME_UP], 349 * MINUTE);
    CU_ASSERT_EQUAL(uptime.tally.time_us[HG_OUTCOME_DOWN], 151 * MINUTE);
    CU_ASSERT_EQUAL(uptime.before_tally.time_us[HG_OUTCOME_UP], 3 * MINUTE);
    CU_ASSERT(uptime.now[HG_OUTCOME_UP] == 3 && uptime.now[HG_OUTCOME_DOWN] == 2);
    CU_ASSERT(uptime.now[HG_OUTCOME_FLAKY] == 1 && uptime.now[HG_OUTCOME_UNKNOWN] == 1);
    CU_ASSERT_EQUAL(uptime.recovered_count, 1);
    CU_ASSERT_EQUAL_FATAL(uptime.group_count, 4);
    static const struct {
        const char *name;
        size_t count;
        int64_t up, before;
    } groups[] = {
        {"api", 2, 110, 0}, {"default", 2, 90, 0}, {"shop", 2, 149, 3}, {"zoo", 1, 0, 0}};
    for (size_t i = 0; i < 4; i++) {
        const struct hg_uptime_group *group = &uptime.groups[i];
        UNIT_ASSERT_TEXT(group->name, groups[i].name);
        CU_ASSERT_EQUAL(group->count, groups[i].count);
        CU_ASSERT_EQUAL(group->tally.time_us[HG_OUTCOME_UP], groups[i].up * MINUTE);
        CU_ASSERT_EQUAL(group->before.time_us[HG_OUTCOME_UP], groups[i].before * MINUTE);
        CU_ASSERT_FALSE(group->sla.is_set);
    }
    hg_uptime_release(&uptime);
}

static void a_group_has_the_sla_of_its_name(void)
{
    static const struct hg_group_sla items[] = {
        {"shop", {1, 2}}, {"unused", {1, 4}}, {"default", {999, 1000}}};
    const struct hg_group_slas slas = {items, 3};
    struct hg_uptime uptime;
    make_groups(&uptime, &slas);
    const struct hg_sla *shop = &uptime.groups[2].sla;
    CU_ASSERT_TRUE(shop->is_set && shop->is_met && shop->is_provable);
    CU_ASSERT_EQUAL(shop->budget_us, 50 * MINUTE);
    CU_ASSERT_EQUAL(shop->used_us, 51 * MINUTE / 2);
    CU_ASSERT_EQUAL(shop->check_interval_us, 3 * MINUTE); /* the longest */
    CU_ASSERT_TRUE(uptime.groups[1].sla.is_set && !uptime.groups[1].sla.is_met);
    CU_ASSERT_FALSE(uptime.groups[0].sla.is_set || uptime.groups[3].sla.is_set);
    hg_uptime_release(&uptime);
}

CU_TestInfo uptime_groups_tests[] = {
    {"the_budget_is_of_the_time_that_is_known", the_budget_is_of_the_time_that_is_known},
    {"a_microsecond_too_much_breaks_it", a_microsecond_too_much_breaks_it},
    {"without_a_promise_nothing_is_measured", without_a_promise_nothing_is_measured},
    {"the_worst_targets_come_first", the_worst_targets_come_first},
    {"sums_are_of_all_targets_and_of_each_group",
     sums_are_of_all_targets_and_of_each_group},
    {"a_group_has_the_sla_of_its_name", a_group_has_the_sla_of_its_name},
    CU_TEST_INFO_NULL,
};

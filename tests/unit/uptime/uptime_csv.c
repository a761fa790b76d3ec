/* SPDX-License-Identifier: MIT */
/* uptime_csv: tests of the figures for spreadsheets. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "report/render.h"
#include "uptime_sample.h"

static void test_rows(void)
{
    struct uptime_sample sample;
    uptime_sample_init(&sample);
    char *csv = uptime_render("csv", &sample.uptime, NULL);
    const size_t targets = sample.uptime.target_count;
    CU_ASSERT_EQUAL(count_of(csv, "\r\n"), 1 + targets * (1 + sample.uptime.day_count));
    CU_ASSERT_EQUAL(count_of(csv, "\n"), count_of(csv, "\r\n"));
    CU_ASSERT_EQUAL(count_of(csv, "\r\nperiod,"), targets);
    CU_ASSERT_EQUAL(count_of(csv, "\r\nday,"), targets * sample.uptime.day_count);
    CU_ASSERT_PTR_NOT_NULL(strstr(csv, "\r\nperiod,\"'=cmd(\"\"x\"\"), really"));
    free(csv);
    uptime_sample_release(&sample);
}

static void test_columns(void)
{
    struct uptime_sample sample;
    uptime_sample_init_many(&sample, 2, "t", true);
    char *csv = uptime_render("csv", &sample.uptime, NULL);
    const size_t columns = count_of(csv, ",") / count_of(csv, "\r\n");
    for (char *row = csv; *row != '\0';) {
        char *end = strstr(row, "\r\n");
        *end = '\0';
        UNIT_ASSERT_ROW(count_of(row, ",") == columns, row);
        row = end + 2;
    }
    free(csv);
    uptime_sample_release(&sample);
}

static void test_figures(void)
{
    struct uptime_sample sample;
    uptime_sample_init_many(&sample, 1, "t", false);
    struct hg_uptime_target *target = &sample.uptime.targets[0];
    sample.uptime.day_count = 0;
    target->tally = (struct hg_tally){
        .time_us = {[HG_OUTCOME_UP] = 99999999, [HG_OUTCOME_DOWN] = 1},
        .checks = {[HG_OUTCOME_UP] = 2, [HG_OUTCOME_DOWN] = 1},
    };
    target->sla = (struct hg_sla){
        .is_set = true, .promised = {9999, 10000}, .left_us = -1500000, .is_met = false};
    char *csv = uptime_render("csv", &sample.uptime, NULL);
    CU_ASSERT_PTR_NOT_NULL(strstr(csv, ",99.99,66.66,100,99.999,0.000,"));
    CU_ASSERT_PTR_NOT_NULL(strstr(csv, ",99.99,0.000,0.000,-1.500,false,false,"));
    free(csv);
    uptime_sample_release(&sample);
}

CU_TestInfo uptime_csv_tests[] = {
    {"there_is_a_row_per_target_and_one_per_target_and_day", test_rows},
    {"every_row_has_every_column", test_columns},
    {"percentages_are_rounded_down_and_durations_are_seconds", test_figures},
    CU_TEST_INFO_NULL,
};

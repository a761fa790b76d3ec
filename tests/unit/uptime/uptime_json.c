/* SPDX-License-Identifier: MIT */
/* uptime_json: tests of figures in JSON. That the document is what the schema says is
 * tested with the examples. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "report/render.h"
#include "uptime_sample.h"

static void check_percent(int64_t part, int64_t rest, const char *expected)
{
    struct uptime_sample sample;
    uptime_sample_init_many(&sample, 1, "t", false);
    sample.uptime.day_count = 0;
    sample.uptime.tally =
        (struct hg_tally){.time_us = {[HG_OUTCOME_UP] = part, [HG_OUTCOME_DOWN] = rest}};
    char *json = uptime_render("json", &sample.uptime, NULL);
    const char *summary = strstr(json, "\"summary\"");
    CU_ASSERT_PTR_NOT_NULL_FATAL(summary);
    UNIT_ASSERT_ROW(strstr(summary, expected) != NULL, expected);
    free(json);
    uptime_sample_release(&sample);
}

static void test_percentages(void)
{
    check_percent(1, 0, "{\"uptime_percent\":100,");
    check_percent(999999999, 1, "{\"uptime_percent\":99.999999,");
    check_percent(0, 1, "{\"uptime_percent\":0.000000,");
    check_percent(0, 0, "{\"uptime_percent\":null,");
    check_percent(1234567, 0, "\"up\":1234,");
}

CU_TestInfo uptime_json_tests[] = {
    {"percentages_are_rounded_down_to_six_decimals", test_percentages},
    CU_TEST_INFO_NULL,
};

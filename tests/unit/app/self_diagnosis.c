/* SPDX-License-Identifier: MIT */
/* self_diagnosis: tests of what a run tells of this machine. */
#include "unit.h"

#include "app/self_diagnosis.h"

static const struct hg_settings settings = {.workers = 1};

static void check_self_diagnosis(const struct hg_run *run, const char *expected)
{
    struct hg_buf lines;
    hg_buf_init(&lines);
    hg_self_diagnosis_describe(run, &lines);
    UNIT_ASSERT_TEXT(lines.data, expected);
    hg_buf_release(&lines);
}

static void a_clock_more_than_five_minutes_off_is_told(void)
{
    struct hg_run run;
    hg_run_init(&run, NULL, 0, &settings);
    run.clock_offset_s = 3600;
    check_self_diagnosis(&run, "");
    run.has_clock_offset = true;
    check_self_diagnosis(
        &run, "the clock of this machine is 1 h 00 m ahead of that of most servers\n");
    run.clock_offset_s = -301;
    check_self_diagnosis(
        &run, "the clock of this machine is 5 m 01 s behind that of most servers\n");
    run.clock_offset_s = 300;
    check_self_diagnosis(&run, "");
    hg_run_release(&run);
}

static void when_no_name_is_found_the_resolver_is_suspected(void)
{
    static const struct hg_target targets[] = {{.url = "http://a.example/", .host = 0},
                                               {.url = "http://b.example/", .host = 1},
                                               {.url = "http://[::1]:81/", .host = 2},
                                               {.url = "http://c.example/", .host = 3}};
    struct hg_run run;
    hg_run_init(&run, targets, 3, &settings);
    run.results[0].cause = HG_CAUSE_DNS;
    run.results[0].attempts = 1;
    run.results[2].attempts = 1;
    check_self_diagnosis(&run, "");
    run.results[1].cause = HG_CAUSE_DNS;
    run.results[1].attempts = 1;
    check_self_diagnosis(
        &run, "not one of 2 names was found: does the resolver of this machine "
              "answer?\n");
    hg_run_release(&run);

    hg_run_init(&run, targets, 4, &settings);
    for (size_t i = 0; i < 4; i++)
        run.results[i].attempts = 1;
    run.results[0].cause = HG_CAUSE_DNS;
    run.results[1].cause = HG_CAUSE_DNS;
    check_self_diagnosis(&run, "");
    hg_run_release(&run);
}

CU_TestInfo self_diagnosis_tests[] = {
    {"a clock more than five minutes off is told",
     a_clock_more_than_five_minutes_off_is_told},
    {"when no name is found the resolver is suspected",
     when_no_name_is_found_the_resolver_is_suspected},
    CU_TEST_INFO_NULL,
};

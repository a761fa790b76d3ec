/* SPDX-License-Identifier: MIT */
/* Tests of outages: which incidents are one, when it begins, and when it is over. */
#include "history/query/outages.h"

#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "headgate/units.h"

#include "headgate/banned.h"

#define US(s) ((int64_t)(s)*HG_US_PER_S)
#define MAX   4

#define CONNECT HG_CAUSE_CONNECT
#define TIMEOUT HG_CAUSE_TIMEOUT

static const struct row {
    const char *name;
    struct {
        int opened_s, closed_s; /* closed 0: still open; opened 0: there is no more */
        enum hg_cause cause;
        const char *common;
    } incidents[MAX];
    const char *outages; /* "opened-closed:targets", newest first */
} rows[] = {
    {"none", {{0}}, ""},
    {"one that is over", {{60, 200, CONNECT, "x"}}, "60-200:0"},
    {"one that is open", {{60, 0, CONNECT, "x"}}, "60-0:0"},
    {"the last one to close ends an outage",
     {{60, 200, CONNECT, "x"}, {61, 300, CONNECT, "x"}, {62, 250, CONNECT, "x"}},
     "60-300:012"},
    {"in whatever order they close",
     {{60, 300, CONNECT, "x"}, {61, 200, CONNECT, "x"}},
     "60-300:01"},
    {"an open one keeps it open",
     {{60, 0, CONNECT, "x"}, {61, 200, CONNECT, "x"}},
     "60-0:01"},
    {"also when it opened last",
     {{60, 200, CONNECT, "x"}, {61, 300, CONNECT, "x"}, {62, 0, CONNECT, "x"}},
     "60-0:012"},
    {"an open outage leaves the others alone",
     {{60, 0, CONNECT, "x"}, {61, 200, CONNECT, "y"}, {130, 190, CONNECT, "x"}},
     "130-190:2 61-200:1 60-0:0"},
    {"a minute begins with its full second",
     {{119, 200, CONNECT, "x"}, {120, 200, CONNECT, "x"}, {179, 200, CONNECT, "x"}},
     "120-200:12 119-200:0"},
    {"another cause",
     {{60, 200, CONNECT, "x"}, {60, 200, TIMEOUT, "x"}},
     "60-200:0 60-200:1"},
    {"another address",
     {{60, 200, CONNECT, "y"}, {60, 200, CONNECT, "x"}},
     "60-200:1 60-200:0"},
    {"nothing known in common",
     {{60, 200, CONNECT, NULL}, {60, 200, CONNECT, NULL}, {60, 200, CONNECT, "x"}},
     "60-200:0 60-200:1 60-200:2"},
    {"incidents that lie between",
     {{60, 200, CONNECT, "x"}, {70, 80, TIMEOUT, "x"}, {80, 210, CONNECT, "x"}},
     "70-80:1 60-210:02"},
};

static size_t write_outage(const struct hg_uptime *uptime, const struct hg_outage *outage,
                           char *out, size_t size)
{
    size_t len = (size_t)snprintf(
        out, size, "%s%d-%d:", outage == uptime->outages ? "" : " ",
        (int)(outage->opened_us / HG_US_PER_S), (int)(outage->closed_us / HG_US_PER_S));
    for (size_t i = 0; i < outage->count; i++)
        len += (size_t)snprintf(out + len, size - len, "%d",
                                (int)uptime->incidents[outage->first + i].target);
    return len;
}

static void check_row(const struct row *row)
{
    struct hg_uptime uptime = {0};
    struct hg_incident incidents[MAX];
    char text[256] = "";
    size_t count = 0;
    size_t len = 0;
    for (; count < MAX && row->incidents[count].opened_s > 0; count++)
        incidents[count] = (struct hg_incident){
            .target = count,
            .opened_us = US(row->incidents[count].opened_s),
            .closed_us = US(row->incidents[count].closed_s),
            .cause = row->incidents[count].cause,
            .common = row->incidents[count].common,
        };
    hg_arena_init(&uptime.arena);
    hg_outages_make(&uptime, incidents, count);
    for (size_t i = 0; i < uptime.outage_count; i++)
        len += write_outage(&uptime, &uptime.outages[i], text + len, sizeof text - len);
    UNIT_ASSERT_TEXT(text, row->outages);
    UNIT_ASSERT_ROW(uptime.incident_count == count, row->name);
    hg_uptime_release(&uptime);
}

static void incidents_of_one_minute_cause_and_place_are_one_outage(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        check_row(&rows[i]);
}

CU_TestInfo outages_tests[] = {
    {"incidents_of_one_minute_cause_and_place_are_one_outage",
     incidents_of_one_minute_cause_and_place_are_one_outage},
    CU_TEST_INFO_NULL,
};

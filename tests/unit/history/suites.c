/* SPDX-License-Identifier: MIT */
/* suites: the unit tests of src/history. */
#include "unit.h"

#include "history/suites.h"

const struct unit_suite unit_suites[] = {
    {"damage", damage_tests},   {"database", database_tests},
    {"history", history_tests}, {"kept", kept_tests},
    {"late", late_tests},       {"level", level_tests},
    {"opening", opening_tests}, {"plan", plan_tests},
    {"rollup", rollup_tests},   {"span", span_tests},
    {"spool", spool_tests},     {"timeline", timeline_tests},
    {"uptime", uptime_tests},   {NULL, NULL},
};

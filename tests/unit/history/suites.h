/* SPDX-License-Identifier: MIT */
#ifndef HEADGATE_TESTS_UNIT_HISTORY_SUITES_H
#define HEADGATE_TESTS_UNIT_HISTORY_SUITES_H

#include <CUnit/CUnit.h>

extern CU_TestInfo damage_tests[];
extern CU_TestInfo database_tests[];
extern CU_TestInfo history_tests[];
extern CU_TestInfo kept_tests[];
extern CU_TestInfo late_tests[];
extern CU_TestInfo level_tests[];
extern CU_TestInfo opening_tests[];
extern CU_TestInfo plan_tests[];
extern CU_TestInfo rollup_tests[];
extern CU_TestInfo span_tests[];
extern CU_TestInfo timeline_tests[];
extern CU_TestInfo uptime_tests[];
extern CU_TestInfo spool_tests[];

#endif

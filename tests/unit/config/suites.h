/* SPDX-License-Identifier: MIT */
/* suites: the tests of each module of src/config. */
#ifndef HEADGATE_TESTS_CONFIG_SUITES_H
#define HEADGATE_TESTS_CONFIG_SUITES_H

#include <CUnit/CUnit.h>

extern CU_TestInfo canaries_tests[];
extern CU_TestInfo problem_tests[];
extern CU_TestInfo key_tests[];
extern CU_TestInfo tree_tests[];
extern CU_TestInfo interpolate_tests[];
extern CU_TestInfo value_tests[];
extern CU_TestInfo load_tests[];
extern CU_TestInfo targets_tests[];
extern CU_TestInfo list_tests[];
extern CU_TestInfo written_tests[];
extern CU_TestInfo baseline_tests[];
extern CU_TestInfo conditions_tests[];
extern CU_TestInfo known_tests[];
extern CU_TestInfo mailing_tests[];
extern CU_TestInfo windows_tests[];

#endif

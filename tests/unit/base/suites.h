/* SPDX-License-Identifier: MIT */
/* suites: the tests of each module of src/base. */
#ifndef HEADGATE_TESTS_UNIT_BASE_SUITES_H
#define HEADGATE_TESTS_UNIT_BASE_SUITES_H

#include "unit.h"

extern CU_TestInfo arena_tests[];
extern CU_TestInfo buf_tests[];
extern CU_TestInfo calendar_tests[];
extern CU_TestInfo clock_tests[];
extern CU_TestInfo error_tests[];
extern CU_TestInfo input_tests[];
extern CU_TestInfo log_tests[];
extern CU_TestInfo memory_tests[];
extern CU_TestInfo output_tests[];
extern CU_TestInfo output_fault_tests[];
extern CU_TestInfo sink_tests[];
extern CU_TestInfo text_tests[];
extern CU_TestInfo text_nearest_tests[];
extern CU_TestInfo units_tests[];
extern CU_TestInfo zone_tests[];

#endif

/* SPDX-License-Identifier: MIT */
/* suites: the unit tests of src/engine, one table per module. */
#ifndef HEADGATE_TESTS_ENGINE_SUITES_H
#define HEADGATE_TESTS_ENGINE_SUITES_H

#include "unit.h"

extern CU_TestInfo backoff_tests[];
extern CU_TestInfo body_tests[];
extern CU_TestInfo cancel_tests[];
extern CU_TestInfo check_tests[];
extern CU_TestInfo date_tests[];
extern CU_TestInfo descriptors_tests[];
extern CU_TestInfo expansion_tests[];
extern CU_TestInfo head_tests[];
extern CU_TestInfo heap_tests[];
extern CU_TestInfo hosts_tests[];
extern CU_TestInfo inflate_tests[];
extern CU_TestInfo naming_tests[];
extern CU_TestInfo offsets_tests[];
extern CU_TestInfo pace_tests[];
extern CU_TestInfo pins_tests[];
extern CU_TestInfo queue_tests[];
extern CU_TestInfo response_tests[];
extern CU_TestInfo roster_tests[];
extern CU_TestInfo schedule_tests[];
extern CU_TestInfo shown_tests[];
extern CU_TestInfo stamps_tests[];
extern CU_TestInfo tried_tests[];
extern CU_TestInfo trouble_tests[];
extern CU_TestInfo trust_tests[];

#endif

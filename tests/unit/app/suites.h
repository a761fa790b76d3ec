/* SPDX-License-Identifier: MIT */
/* suites: the unit tests of src/app, one table per module. */
#ifndef HEADGATE_TESTS_APP_SUITES_H
#define HEADGATE_TESTS_APP_SUITES_H

#include "unit.h"

extern CU_TestInfo cli_tests[];
extern CU_TestInfo curl_tests[];
extern CU_TestInfo findings_tests[];
extern CU_TestInfo help_tests[];
extern CU_TestInfo moment_tests[];
extern CU_TestInfo profile_tests[];
extern CU_TestInfo proxy_tests[];
extern CU_TestInfo reports_tests[];
extern CU_TestInfo resolver_tests[];
extern CU_TestInfo terminal_tests[];
extern CU_TestInfo waiting_tests[];

#endif

/* SPDX-License-Identifier: MIT */
/* suites: the unit tests of src/notify. */
#include "unit.h"

extern CU_TestInfo dialogue_tests[];

const struct unit_suite unit_suites[] = {
    {"dialogue", dialogue_tests},
    {NULL, NULL},
};

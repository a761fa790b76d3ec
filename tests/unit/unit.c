/* SPDX-License-Identifier: MIT */
/* unit: runs the suites of one room and fails when a test fails or none ran. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/Basic.h>

void unit_assert_text(const char *actual, const char *expected, const char *file,
                      int line)
{
    const int equal = actual == NULL || expected == NULL ? actual == expected
                                                         : strcmp(actual, expected) == 0;
    if (!equal)
        printf("\n%s:%d: expected \"%s\"\n  got \"%s\"\n", file, line,
               expected == NULL ? "(null)" : expected,
               actual == NULL ? "(null)" : actual);
    CU_assertImplementation(equal, (unsigned)line, "texts are equal", file, "", CU_FALSE);
}

void unit_assert_row(int condition, const char *text, const char *row, const char *file,
                     int line)
{
    if (!condition)
        printf("\n%s:%d: row \"%s\": %s\n", file, line, row == NULL ? "(null)" : row,
               text);
    CU_assertImplementation(condition, (unsigned)line, text, file, "", CU_FALSE);
}

static int add_suites(void)
{
    for (const struct unit_suite *suite = unit_suites; suite->name != NULL; suite++) {
        CU_pSuite added = CU_add_suite(suite->name, NULL, NULL);
        if (added == NULL)
            return -1;
        for (const CU_TestInfo *test = suite->tests; test->pName != NULL; test++) {
            if (CU_add_test(added, test->pName, test->pTestFunc) == NULL)
                return -1;
        }
    }
    return 0;
}

int main(void)
{
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("TZ", "UTC", 1);
    if (CU_initialize_registry() != CUE_SUCCESS || add_suites() != 0) {
        fprintf(stderr, "unit: %s\n", CU_get_error_msg());
        return EXIT_FAILURE;
    }
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_basic_run_tests();
    const int passed =
        CU_get_number_of_failures() == 0 && CU_get_number_of_tests_run() > 0;
    CU_cleanup_registry();
    return passed ? EXIT_SUCCESS : EXIT_FAILURE;
}

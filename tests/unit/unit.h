/* SPDX-License-Identifier: MIT */
/* unit: what the unit tests of a room share. Each room is one CUnit program; its suites are listed
 * in `suites` (tests/unit/<room>/sources.cmake), one suite per module, named as the module; a test
 * is named as a sentence. */
#ifndef HEADGATE_TESTS_UNIT_H
#define HEADGATE_TESTS_UNIT_H

#include <CUnit/CUnit.h>

struct unit_suite {
    const char *name;
    CU_TestInfo *tests; /* ends with CU_TEST_INFO_NULL */
};

/* Ends with a NULL name. */
extern const struct unit_suite unit_suites[];

/* Assert that two texts are equal (NULL equals NULL only) and print both when they are not. */
#define UNIT_ASSERT_TEXT(actual, expected)                                               \
    unit_assert_text(actual, expected, __FILE__, __LINE__)
void unit_assert_text(const char *actual, const char *expected, const char *file,
                      int line);

/* Assert a condition for one row of a table; `row` says which input failed. */
#define UNIT_ASSERT_ROW(condition, row)                                                  \
    unit_assert_row(condition, #condition, row, __FILE__, __LINE__)
void unit_assert_row(int condition, const char *text, const char *row, const char *file,
                     int line);

#endif

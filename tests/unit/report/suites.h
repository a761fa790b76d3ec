/* SPDX-License-Identifier: MIT */
/* suites: the tables of tests of src/report, one for each module. */
#ifndef HEADGATE_TESTS_REPORT_SUITES_H
#define HEADGATE_TESTS_REPORT_SUITES_H

#include <CUnit/CUnit.h>

extern CU_TestInfo changes_tests[];
extern CU_TestInfo csv_tests[];
extern CU_TestInfo examples_tests[];
extern CU_TestInfo json_tests[];
extern CU_TestInfo junit_tests[];
extern CU_TestInfo junit_text_tests[];
extern CU_TestInfo mail_body_tests[];
extern CU_TestInfo mail_head_tests[];
extern CU_TestInfo names_tests[];
extern CU_TestInfo strip_tests[];
extern CU_TestInfo table_tests[];
extern CU_TestInfo text_result_tests[];
extern CU_TestInfo text_summary_tests[];
extern CU_TestInfo uptime_csv_tests[];
extern CU_TestInfo uptime_eml_tests[];
extern CU_TestInfo uptime_examples_tests[];
extern CU_TestInfo uptime_html_tests[];
extern CU_TestInfo uptime_json_tests[];
extern CU_TestInfo uptime_markdown_tests[];
extern CU_TestInfo uptime_text_tests[];
extern CU_TestInfo uptime_words_tests[];
extern CU_TestInfo wrap_tests[];
extern CU_TestInfo xml_tests[];

#endif

/* SPDX-License-Identifier: MIT */
/* suites: the unit tests of src/report. */
#include "unit.h"

#include "report/suites.h"

const struct unit_suite unit_suites[] = {
    {"changes", changes_tests},
    {"csv", csv_tests},
    {"examples", examples_tests},
    {"json", json_tests},
    {"junit", junit_tests},
    {"junit_text", junit_text_tests},
    {"names", names_tests},
    {"table", table_tests},
    {"text_result", text_result_tests},
    {"text_summary", text_summary_tests},
    {"uptime_examples", uptime_examples_tests},
    {"xml", xml_tests},
    {NULL, NULL},
};

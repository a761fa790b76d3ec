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
    {"mail_body", mail_body_tests},
    {"mail_head", mail_head_tests},
    {"names", names_tests},
    {"strip", strip_tests},
    {"table", table_tests},
    {"text_result", text_result_tests},
    {"text_summary", text_summary_tests},
    {"uptime_csv", uptime_csv_tests},
    {"uptime_eml", uptime_eml_tests},
    {"uptime_examples", uptime_examples_tests},
    {"uptime_html", uptime_html_tests},
    {"uptime_json", uptime_json_tests},
    {"uptime_markdown", uptime_markdown_tests},
    {"uptime_text", uptime_text_tests},
    {"uptime_words", uptime_words_tests},
    {"wrap", wrap_tests},
    {"xml", xml_tests},
    {NULL, NULL},
};

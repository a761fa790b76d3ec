# SPDX-License-Identifier: MIT
set(suites
    csv_report
    examples
    json_report
    junit_report
    junit_text
    reporters
    text_report
    text_summary
)
set(shared example.c render.c sample.c)

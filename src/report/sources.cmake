# SPDX-License-Identifier: MIT
set(sources
    certificate_groups.c
    csv_report.c
    json_report.c
    json_run.c
    json_target.c
    junit_plan.c
    junit_report.c
    junit_text.c
    phrase.c
    reporters.c
    result_attempts.c
    text_report.c
    text_summary.c
)

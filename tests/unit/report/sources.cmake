# SPDX-License-Identifier: MIT
set(sources suites.c sample.c render.c changes.c csv.c example.c examples.c json.c junit.c junit_text.c
    names.c table.c text_result.c text_summary.c uptime_examples.c
    uptime_sample.c xml.c)

# SPDX-License-Identifier: MIT
set(suites
    csv
    examples
    json
    junit
    junit_text
    names
    table
    text_result
    text_summary
)
set(shared example.c render.c sample.c)

# SPDX-License-Identifier: MIT
set(suites
    changes
    sparkline
    uptime_csv
    uptime_eml
    uptime_examples
    uptime_format
    uptime_html
    uptime_json
    uptime_markdown
    uptime_text
)
set(shared uptime_sample.c uptime_totals.c)

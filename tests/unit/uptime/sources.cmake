# SPDX-License-Identifier: MIT
set(suites
    changes
    chart
    sparkline
    strip
    uptime_csv
    uptime_eml
    uptime_examples
    uptime_format
    uptime_html
    uptime_json
    uptime_markdown
    uptime_page
    uptime_text
)
set(shared html.c uptime_sample.c uptime_totals.c)

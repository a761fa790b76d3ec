# SPDX-License-Identifier: MIT
set(suites
    changes
    strip
    uptime_csv
    uptime_eml
    uptime_examples
    uptime_html
    uptime_json
    uptime_markdown
    uptime_text
    uptime_words
)
set(shared uptime_sample.c uptime_totals.c)

# SPDX-License-Identifier: MIT
set(suites
    cli
    curl
    findings
    help
    moment
    profile
    proxy
    reports
    resolver
    terminal
    waiting
)

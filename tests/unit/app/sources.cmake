# SPDX-License-Identifier: MIT
set(suites
    cli
    curl
    help
    profile_table
    proxy
    report_files
    resolver
    run_once
    self_diagnosis
    terminal
    timestamp
    wait_progress
)

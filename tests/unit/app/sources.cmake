# SPDX-License-Identifier: MIT
set(suites
    cli
    curl
    help
    notifier
    option
    profile_table
    report_files
    run_once
    self_diagnosis
    terminal
    timestamp
    wait_progress
)

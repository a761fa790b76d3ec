# SPDX-License-Identifier: MIT
set(suites
    cli
    command
    command_explain
    command_history
    command_note
    curl
    foreign
    help
    notifier
    option
    output_hint
    profile_table
    report_files
    run_once
    self_diagnosis
    service
    shell
    terminal
    timestamp
    wait_progress
)
set(shared command_line.c)

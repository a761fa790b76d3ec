# SPDX-License-Identifier: MIT
set(suites
    certificate_news
    damage
    database
    gaps
    history_file
    history_log
    news
    outages
    outbox
    removal
    replay
    reported
    retention
    rollup
    run_rows
    run_writer
    selection
    source_plan
    target_state
    timeline
    unsent
    uptime_builder
    uptime_groups
    verification
)
set(shared fixture.c ../base/folder.c)

# SPDX-License-Identifier: MIT
set(suites
    damage
    database
    history
    history_log
    opening
    outages
    replay
    rollup
    run_rows
    selection
    source_plan
    target_state
    timeline
    unsent
    uptime_builder
    uptime_groups
)
set(shared fixture.c ../base/folder.c)

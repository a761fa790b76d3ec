# SPDX-License-Identifier: MIT
set(suites
    damage
    database
    history
    history_log
    opening
    replay
    rollup
    sla
    source_plan
    state_interval
    timeline
    unsent
    uptime_builder
)
set(shared fixture.c ../base/folder.c)

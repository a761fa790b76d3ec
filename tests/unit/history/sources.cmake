# SPDX-License-Identifier: MIT
set(suites
    damage
    database
    history
    kept
    late
    level
    opening
    plan
    rollup
    span
    spool
    timeline
    uptime
)
set(shared fixture.c ../base/folder.c)

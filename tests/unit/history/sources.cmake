# SPDX-License-Identifier: MIT
set(sources suites.c fixture.c ../base/folder.c damage.c database.c history.c kept.c late.c level.c opening.c
    plan.c rollup.c span.c spool.c timeline.c uptime.c)

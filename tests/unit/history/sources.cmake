# SPDX-License-Identifier: MIT
set(sources suites.c database.c fixture.c ../base/folder.c history.c late.c level.c opening.c
    plan.c rollup.c span.c spool.c timeline.c uptime.c)

# SPDX-License-Identifier: MIT
set(sources
    suites.c
    baseline.c
    canaries.c
    conditions.c
    fixture.c
    interpolate.c
    key.c
    known.c
    list.c
    load.c
    problem.c
    targets.c
    tree.c
    value.c
    written.c
)

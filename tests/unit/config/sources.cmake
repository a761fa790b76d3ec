# SPDX-License-Identifier: MIT
set(suites
    baseline
    canaries
    conditions
    interpolate
    key
    known
    list
    load
    mailing
    problem
    targets
    tree
    value
    windows
    written
)
set(shared fixture.c)

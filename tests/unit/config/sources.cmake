# SPDX-License-Identifier: MIT
set(suites
    baseline_reader
    canary_targets
    conditions
    interpolate
    key
    known
    list
    load
    mail_settings
    maintenance_windows
    problem
    target_set
    tree
    value
    written
)
set(shared fixture.c)

# SPDX-License-Identifier: MIT
set(suites
    baseline_reader
    canary_targets
    dependencies
    document
    dump
    interpolate
    key
    list
    load
    problem
    secret_values
    settings_check
    sources
    suggestion
    target_set
    tree
    type
    type_channels
    type_conditions
    type_maintenance
)
set(shared fixture.c)

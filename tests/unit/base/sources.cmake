# SPDX-License-Identifier: MIT
set(suites
    arena
    buf
    calendar
    cancel
    ci_command
    clock
    descriptors
    error
    hash_table
    input
    log
    memory
    output
    output_fault
    path
    route
    sink
    text
    text_nearest
    units
    zone
)
set(shared folder.c somebody.c)

# SPDX-License-Identifier: MIT
set(suites
    backoff
    canary_run
    clock_offsets
    completion
    dependents
    dispatcher
    expansion
    heap
    held_answers
    pace
    permits
    queue
    ready_set
    recurrence
    ring
    schedule
)
set(shared fake.c fixture.c)

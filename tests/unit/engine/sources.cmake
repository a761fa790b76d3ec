# SPDX-License-Identifier: MIT
set(suites
    backoff
    canary_run
    clock_offsets
    dispatcher
    expansion
    heap
    pace
    queue
    ready_set
    schedule
)
set(shared fake.c fixture.c)

# SPDX-License-Identifier: MIT
set(suites
    backoff
    clock_offsets
    dispatcher
    expansion
    heap
    pace
    queue
    ready_set
    schedule
)
set(shared fake.c)

# SPDX-License-Identifier: MIT
set(suites
    backoff
    check
    expansion
    heap
    offsets
    pace
    queue
    roster
    schedule
)
set(shared fake.c)

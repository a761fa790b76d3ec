# SPDX-License-Identifier: MIT
set(sources
    backoff.c
    canaries.c
    check.c
    crew.c
    dependents.c
    expansion.c
    heap.c
    offsets.c
    pace.c
    pool.c
    queue.c
    roster.c
    schedule.c
)

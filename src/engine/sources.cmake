# SPDX-License-Identifier: MIT
set(sources
    backoff.c
    canary_run.c
    clock_offsets.c
    dependents.c
    dispatcher.c
    expansion.c
    heap.c
    pace.c
    permits.c
    pool.c
    queue.c
    ready_set.c
    ring.c
    schedule.c
    worker_group.c
)

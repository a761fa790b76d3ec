# SPDX-License-Identifier: MIT
set(sources suites.c backoff.c cancel.c check.c date.c descriptors.c expansion.c fake.c head.c heap.c offsets.c queue.c
    schedule.c stamps.c tried.c trouble.c)

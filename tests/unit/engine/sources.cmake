# SPDX-License-Identifier: MIT
set(sources suites.c backoff.c body.c cancel.c check.c date.c descriptors.c expansion.c fake.c
    head.c heap.c inflate.c offsets.c queue.c response.c schedule.c silence.c stamps.c tried.c trouble.c)

# SPDX-License-Identifier: MIT
set(sources suites.c backoff.c body.c cancel.c check.c date.c descriptors.c expansion.c fake.c
    head.c heap.c hosts.c inflate.c naming.c offsets.c pace.c pins.c queue.c
    response.c roster.c schedule.c shown.c stamps.c tried.c trouble.c trust.c)

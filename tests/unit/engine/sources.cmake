# SPDX-License-Identifier: MIT
set(sources suites.c backoff.c body.c cancel.c check.c descriptors.c fake.c head.c inflate.c heap.c queue.c
    response.c schedule.c stamps.c trouble.c)

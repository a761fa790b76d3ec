/* SPDX-License-Identifier: MIT */
/* fake: a prober that makes no requests. The target's URL is the script of its answers, so that a
 * test reads as a table: "~200" is provisional, "200", "503,200" (by attempt), "timeout", "429", "wait" (until cancelled). */
#ifndef HEADGATE_TESTS_ENGINE_FAKE_H
#define HEADGATE_TESTS_ENGINE_FAKE_H

#include <stdatomic.h>

#include "headgate/prober.h"

enum { FAKE_TARGETS = 4000 };

struct fake {
    struct hg_cancel *cancel;
    atomic_int attempts[FAKE_TARGETS];    /* by target->line */
    atomic_int under_way[FAKE_TARGETS];   /* by host */
    atomic_int max_at_once[FAKE_TARGETS]; /* likewise */
    atomic_int rests[FAKE_TARGETS]; /* by target->line: how many follow in the batch */
    atomic_int unlimited_count;     /* attempts in batches without a limit of time */
    atomic_int fresh_count;
    atomic_int get_count;
    atomic_int open_count;
    atomic_int disconnect_count;
    atomic_int last_settle_count; /* of batches whose connections are not used again */
    atomic_int refuted_batches;   /* so many are refuted */
};

struct hg_prober fake_prober(struct fake *fake);

#endif

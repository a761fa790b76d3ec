/* SPDX-License-Identifier: MIT */
/* watch_heritage: what a watch leaves to the one that takes its place when the configuration is loaded anew: the latest
 * results, by the names of their targets. It needs nothing of the old configuration. */
#ifndef HEADGATE_APP_WATCH_HERITAGE_H
#define HEADGATE_APP_WATCH_HERITAGE_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/hash_table.h"
#include "headgate/result.h"

struct hg_heir {
    char *name;              /* owned */
    struct hg_result result; /* owned, without a certificate: that was the old run's */
    int64_t seen_us;
    uint8_t said_outcome;
};

/* Zeroed, it is empty. */
struct hg_watch_heritage {
    struct hg_heir *items; /* owned */
    size_t count;
    struct hg_hash_table index; /* by name */
    int64_t reported_us;        /* as in struct hg_watch, like those of a target */
};

void hg_watch_heritage_release(struct hg_watch_heritage *heritage);
/* Of names that are all different. */
void hg_watch_heritage_add(struct hg_watch_heritage *heritage, const char *name,
                           const struct hg_result *result, int64_t seen_us,
                           uint8_t said_outcome);
/* NULL: there is none of that name. */
const struct hg_heir *hg_watch_heritage_find(const struct hg_watch_heritage *heritage,
                                             const char *name);

#endif

/* SPDX-License-Identifier: MIT */
/* target: one URL to check, with a name. */
#ifndef HEADGATE_TARGET_H
#define HEADGATE_TARGET_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/baseline.h"
#include "headgate/policy.h"
#include "headgate/waiver.h"

/* Where targets belong; shared by all that belong to the same. */
struct hg_origin {
    const char *file;  /* configuration or list; NULL: the command line */
    const char *group; /* NULL: none; reports say "default" where a group is needed */
    struct hg_texts tags;
};

/* Read-only after loading; everything it points to lives in the configuration's arena. */
struct hg_target {
    const char *name; /* unique in the run, never empty, clean */
    const char *url;  /* absolute, without user info; for a bare host the https form */
    const struct hg_policy *policy;
    const struct hg_origin *origin;
    const struct hg_waiver *waiver; /* NULL: none */
    const struct hg_former
        *former;             /* in the baseline; NULL: not there, or there is none */
    const uint32_t *parents; /* indexes of the targets in the run that it depends on */
    uint32_t parent_count;
    uint32_t line;   /* where it was declared; 0: the command line */
    uint32_t host;   /* index of its host (name and port) in the run: 0 .. host_count-1 */
    bool has_scheme; /* false: https is tried first and http when it gives no answer */
    bool enabled;    /* false: skipped */
};

bool hg_target_has_tag(const struct hg_target *target, const char *tag);

#endif

/* SPDX-License-Identifier: MIT */
/* target: one URL to check, with a name. */
#ifndef HEADGATE_TARGET_H
#define HEADGATE_TARGET_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/arena.h"
#include "headgate/policy.h"

struct hg_previous_result;
struct hg_waiver;

/* Where targets come from and belong to; shared by all with the same. */
struct hg_origin {
    const char *file;  /* configuration or list; NULL: the command line */
    const char *group; /* NULL: none; reports say "default" where a group is needed */
    struct hg_texts tags;
    bool is_configured; /* an entry of `targets`, which may have a name */
};

/* For the few targets that have any of these. */
struct hg_target_extra {
    const char *request_url; /* where it is not the one that is shown; NULL: it is */
    const struct hg_waiver *waiver; /* NULL: none */
    /* in the baseline; NULL: not there, or there is none */
    const struct hg_previous_result *previous;
    const uint32_t *parents; /* indexes of the targets in the run that it depends on */
    uint32_t parent_count;
    const char
        *row_of; /* the target that it is one of several rows of; NULL: it is none */
    /* of a row that is not enabled: why, and what is done instead; NULL: by configuration */
    const char *skip_reason;
    const char *skip_note;
};

#define HG_TARGET_LINE_MAX ((UINT32_C(1) << 29) - 1) /* files are smaller */

/* Read-only after loading; everything it points to lives in the configuration's arena. There may be
 * a million of them: 48 bytes where a pointer has 8. */
struct hg_target {
    const char *name; /* unique in the run, never empty, clean */
    /* as it is shown: absolute, without user info and secrets; for a bare host the https form. The same
     * pointer as the name where they are equal. See hg_target_request_url() */
    const char *url;
    const struct hg_policy *policy;
    const struct hg_origin *origin;
    struct hg_target_extra *extra; /* NULL: none; see hg_target_get_extra() */
    uint32_t host; /* index of its host (name and port) in the run: 0 .. host_count-1 */
    uint32_t line : 29;  /* where it was declared; 0: the command line */
    bool is_named : 1;   /* its name was given, and is not its address */
    bool has_scheme : 1; /* false: https first, and http when it gives no answer */
    bool enabled : 1;    /* false: skipped */
};

_Static_assert(sizeof(struct hg_target) <= 5 * sizeof(void *) + 8,
               "a target grew: a million of them are kept");

/* Never NULL. */
const struct hg_target_extra *hg_target_get_extra(const struct hg_target *target);
/* To write to while the target is made; lives in the arena. */
struct hg_target_extra *hg_target_new_extra(struct hg_target *target,
                                            struct hg_arena *arena);
/* The URL that is requested, with its secrets: for requests only. */
const char *hg_target_request_url(const struct hg_target *target);
bool hg_target_has_tag(const struct hg_target *target, const char *tag);

#endif

/* SPDX-License-Identifier: MIT */
/* dependents: targets that wait until their parents, on which they depend, are final.
 * Pure data. Not thread-safe. */
#ifndef HEADGATE_ENGINE_DEPENDENTS_H
#define HEADGATE_ENGINE_DEPENDENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/result.h"
#include "headgate/target.h"

/* Without dependencies everything is NULL. */
struct hg_dependents {
    /* Owned: for each target, where its children begin; and where the last ones end. */
    uint32_t *first;
    uint32_t *children; /* owned */
    uint32_t *pending;  /* owned: for each target, the parents that are not final yet */
    uint32_t *ended;    /* owned: a stack of targets whose children are to be decided */
    size_t ended_count;
};

/* Disabled parents don't count: no target waits for them. */
void hg_dependents_init(struct hg_dependents *dependents, const struct hg_target *targets,
                        size_t count);
void hg_dependents_release(struct hg_dependents *dependents);
/* Whether the target has to wait. */
bool hg_dependents_waits(const struct hg_dependents *dependents, uint32_t target);
/* The children of a target; *count of them, NULL when there are none at all. */
const uint32_t *hg_dependents_children(const struct hg_dependents *dependents,
                                       uint32_t target, size_t *count);
/* One more parent of the target is final, and no reason to skip it. True when it was the
 * last one. */
bool hg_dependents_count_down(struct hg_dependents *dependents, uint32_t target);
/* A stack of targets whose children are to be decided; each target is pushed once at
 * most. Without dependencies it stays empty. */
void hg_dependents_push(struct hg_dependents *dependents, uint32_t target);
bool hg_dependents_pop(struct hg_dependents *dependents, uint32_t *target);

/* Why the children of this target, which is final, are skipped ("is down", "was
 * skipped"); NULL when they are not. A target that is down but waived is down for its
 * children. */
const char *hg_dependents_skip_reason(const struct hg_result *result);

#endif

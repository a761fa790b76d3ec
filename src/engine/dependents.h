/* SPDX-License-Identifier: MIT */
/* dependents: targets that wait until those that they depend on have had their last word. Pure data.
 * Not thread-safe. */
#ifndef HEADGATE_ENGINE_DEPENDENTS_H
#define HEADGATE_ENGINE_DEPENDENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/result.h"
#include "headgate/target.h"

/* Without dependencies everything is NULL. */
struct hg_dependents {
    uint32_t
        *first; /* owned: per target, where its children begin; one more at the end */
    uint32_t *children; /* owned */
    uint32_t *pending;  /* owned: per target, parents that are not final yet */
    uint32_t *ended;    /* owned: those pushed and not yet popped */
    size_t ended_count;
};

/* Disabled parents are nobody's business: they are never waited for. */
void hg_dependents_init(struct hg_dependents *dependents, const struct hg_target *targets,
                        size_t count);
void hg_dependents_release(struct hg_dependents *dependents);
/* Whether the target has to wait. */
bool hg_dependents_waits(const struct hg_dependents *dependents, uint32_t target);
/* The children of a target; *count of them, NULL when there are none at all. */
const uint32_t *hg_dependents_children(const struct hg_dependents *dependents,
                                       uint32_t target, size_t *count);
/* One more parent of the target is final and well. True when it need not wait any longer. */
bool hg_dependents_count_down(struct hg_dependents *dependents, uint32_t target);
/* Targets whose children are to be looked at, last in, first out; each at most once in all.
 * Forgotten when nobody has children. */
void hg_dependents_push(struct hg_dependents *dependents, uint32_t target);
bool hg_dependents_pop(struct hg_dependents *dependents, uint32_t *target);

/* Why a child of this target, which is final, is not asked ("is down", "was skipped"), or NULL when
 * it may be. A waived target that was down is down for its children. */
const char *hg_dependents_skip_reason(const struct hg_target *target,
                                      const struct hg_result *result);

#endif

/* SPDX-License-Identifier: MIT */
/* canary: addresses that are known to be up. When too few of them answer, this machine is offline, and
 * a target that could not be reached is unknown, not down. */
#ifndef HEADGATE_CANARY_H
#define HEADGATE_CANARY_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/run.h"

/* Whether this result would be doubtful without a network: down by dns, connect or timeout, or up
 * because that was expected (`expect: down`). */
bool hg_canary_is_doubtful(const struct hg_result *result);
/* How many of `count` must answer: a percentage is rounded up; never more than there are. */
size_t hg_canary_needed(struct hg_limit need, size_t count);
/* Whether a canary answered in its own name: an https canary with any status, under its verified certificate; an http
 * canary with any, too, unless it redirects to a host other than its own or "www." of it, or says that the network
 * wants a login (511, RFC 6585 6), as what lies between it and this machine may do. */
bool hg_canary_has_answered(const struct hg_target *canary,
                            const struct hg_result *result);
/* How many of the run's canaries answered. */
size_t hg_canary_answer_count(const struct hg_run *run);
/* Whether doubtful results stand only because the canaries could not be checked to the end. */
bool hg_canary_is_undecided(const struct hg_run *run);
/* Set the run's `offline_reason` from the results of its canaries. One that others answered for is down. Those that were stopped before
 * they could answer may have: they count for neither side. */
void hg_canary_judge(struct hg_run *run);
/* Make a doubtful result of a run that is offline unknown; its reason keeps what was seen. */
void hg_canary_make_unknown(const struct hg_run *run, struct hg_result *result);

#endif

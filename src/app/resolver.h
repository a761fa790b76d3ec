/* SPDX-License-Identifier: MIT */
/* resolver: whether the resolver of this machine answers, looked at before a run: its silence is no
 * site's fault. */
#ifndef HEADGATE_APP_RESOLVER_H
#define HEADGATE_APP_RESOLVER_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/expansion.h"
#include "headgate/target.h"

/* Whether asking this target needs the resolver: its host is a name. */
bool hg_resolver_is_needed(const struct hg_target *target);
/* Look up the names of the first few targets that have one, for two seconds at most. False when the
 * resolver answers for none of them; "there is no such name" is an answer. True when there is no
 * name to look up. */
bool hg_resolver_answers(const struct hg_target *targets, size_t count,
                         hg_look_up_function *look_up, const struct hg_cancel *cancel);

#endif

/* SPDX-License-Identifier: MIT */
/* self_diagnosis: what can be wrong on this machine rather than with the targets: its proxy settings and
 * its resolver, looked at before a run, and its clock and its resolver again in the results. */
#ifndef HEADGATE_APP_SELF_DIAGNOSIS_H
#define HEADGATE_APP_SELF_DIAGNOSIS_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/buf.h"
#include "headgate/cancel.h"
#include "headgate/lookup.h"
#include "headgate/run.h"
#include "headgate/target.h"

/* "http_proxy=http://proxy:3128, no_proxy=localhost", without secrets: the variables that libcurl
 * reads when a target leaves the choice to it, and the proxies that targets set. NULL: none. Free
 * with free(). */
char *hg_self_diagnosis_proxies(const struct hg_target *targets, size_t count);
/* Look up the host names of the first three enabled targets that have one, for two seconds at most, and if the
 * resolver answers for none of them ask whether it answers at all, for two more. False when it does not; "no such
 * name" is an answer. True when there is no name to look up. */
bool hg_self_diagnosis_can_resolve(const struct hg_target *targets, size_t count,
                                   hg_look_up_function *look_up,
                                   const struct hg_cancel *cancel);
/* Append what a finished run shows, one sentence a line: this machine's clock is wrong (clock_doubt.h); none of at least two host names could be resolved. */
void hg_self_diagnosis_describe(const struct hg_run *run, struct hg_buf *out);
/* Log the same as warnings. */
void hg_self_diagnosis_warn(const struct hg_run *run);

#endif

/* SPDX-License-Identifier: MIT */
/* self_diagnosis: what a run tells of this machine rather than of its targets. */
#ifndef HEADGATE_APP_SELF_DIAGNOSIS_H
#define HEADGATE_APP_SELF_DIAGNOSIS_H

#include "headgate/buf.h"
#include "headgate/run.h"

/* One sentence a line: a clock that most servers contradict, a resolver that found no name. */
void hg_self_diagnosis_describe(const struct hg_run *run, struct hg_buf *out);
/* Log them as warnings. */
void hg_self_diagnosis_warn(const struct hg_run *run);

#endif

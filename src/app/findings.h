/* SPDX-License-Identifier: MIT */
/* findings: what a run tells of this machine rather than of its targets. */
#ifndef HEADGATE_APP_FINDINGS_H
#define HEADGATE_APP_FINDINGS_H

#include "headgate/buf.h"
#include "headgate/run.h"

/* One sentence a line: a clock that most servers contradict, a resolver that found no name. */
void hg_findings_describe(const struct hg_run *run, struct hg_buf *out);
/* Log them as warnings. */
void hg_findings_tell(const struct hg_run *run);

#endif

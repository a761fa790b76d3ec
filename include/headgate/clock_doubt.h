/* SPDX-License-Identifier: MIT */
/* clock_doubt: verdicts that are as right as the clock of this machine. Certificates are valid from one date to
 * another: with a clock that is wrong, a good one is not yet valid, or has expired. */
#ifndef HEADGATE_CLOCK_DOUBT_H
#define HEADGATE_CLOCK_DOUBT_H

#include <stdbool.h>

#include "headgate/buf.h"
#include "headgate/run.h"

/* Whether the result is down or degraded for the dates of a certificate. */
bool hg_clock_is_decisive(const struct hg_result *result);
/* Whether the run began before the release of this program: its clock is wrong. */
bool hg_clock_is_before_release(const struct hg_run *run);
/* Append a sentence on what is wrong with the clock of this machine, as far as the run knows: it is earlier than the
 * release, or the median of the servers' clocks is more than five minutes away. False: nothing is. */
bool hg_clock_describe_doubt(const struct hg_run *run, struct hg_buf *out);
/* Make such a result unknown where the clock is wrong; its reason keeps what was seen. */
void hg_clock_make_unknown(const struct hg_run *run, struct hg_result *result);

#endif

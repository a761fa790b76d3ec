/* SPDX-License-Identifier: MIT */
/* tally: time and checks of a target (or of many) in a period, by outcome, and shares of them. Whole
 * numbers only, so that 100 % is exact. */
#ifndef HEADGATE_TALLY_H
#define HEADGATE_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/outcome.h"

struct hg_tally {
    /* [unknown]: no check, or no verdict; [skipped]: excused, disabled, or a parent was down */
    int64_t time_us[HG_OUTCOME_COUNT];
    int64_t maintenance_us; /* whatever the outcome */
    int64_t checks[HG_OUTCOME_COUNT];
    int64_t maintenance_checks;
};

/* A part of a whole; undefined when the whole is 0. */
struct hg_share {
    int64_t part;
    int64_t whole;
};

void hg_tally_add(struct hg_tally *tally, const struct hg_tally *other);
/* The share of available (up, flaky and degraded) in available and down. Unknown, skipped and
 * maintenance do not count. */
struct hg_share hg_tally_by_time(const struct hg_tally *tally);
struct hg_share hg_tally_by_checks(const struct hg_tally *tally);
/* The share of available and down in all time but maintenance and skipped. */
struct hg_share hg_tally_coverage(const struct hg_tally *tally);

#define HG_SHARE_SIZE 24
/* "99.94 %" with 0 to 6 decimals, rounded down: "100 %" (without decimals) only when the part is the
 * whole; "-" when there is no whole. */
void hg_share_format(struct hg_share share, int decimals, char out[HG_SHARE_SIZE]);
/* Compares the shares exactly: negative when `a` is less. A share without a whole is more than any. */
int hg_share_compare(struct hg_share a, struct hg_share b);

#endif

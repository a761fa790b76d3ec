/* SPDX-License-Identifier: MIT */
/* tally: time and checks of a target (or of many) in a period, by what they were, and the shares that
 * follow. Whole numbers only, so that 100 % means exactly that. */
#ifndef HEADGATE_TALLY_H
#define HEADGATE_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/outcome.h"

struct hg_tally {
    int64_t time_us[HG_OUTCOME_COUNT]; /* [unknown]: nobody looked, or nobody could judge;
                                          [skipped]: excused, disabled, or a parent was down */
    int64_t maintenance_us;            /* planned, whatever was found */
    int64_t checks[HG_OUTCOME_COUNT];
    int64_t maintenance_checks;
};

/* A part of a whole; nothing can be told when the whole is 0. */
struct hg_share {
    int64_t part;
    int64_t whole;
};

void hg_tally_add(struct hg_tally *tally, const struct hg_tally *other);
/* Available (up, flaky and degraded) of what is known (available and down). What is unknown, skipped or
 * in maintenance counts neither way. */
struct hg_share hg_tally_by_time(const struct hg_tally *tally);
struct hg_share hg_tally_by_checks(const struct hg_tally *tally);
/* Time that something is known of, of all time but maintenance and skipped. */
struct hg_share hg_tally_coverage(const struct hg_tally *tally);

#define HG_SHARE_SIZE 24
/* "99.94 %" with 0 to 6 decimals, rounded down: "100 %" (without decimals) only when the part is the
 * whole; "-" when there is no whole. */
void hg_share_format(struct hg_share share, int decimals, char out[HG_SHARE_SIZE]);
/* Compares the shares exactly, without dividing: negative when `a` is less. One without a whole is
 * more than any. */
int hg_share_compare(struct hg_share a, struct hg_share b);

#endif

/* SPDX-License-Identifier: MIT */
/* state_interval: equal results of a target in a row that came regularly. Pure functions. */
#ifndef HEADGATE_HISTORY_TRACK_STATE_INTERVAL_H
#define HEADGATE_HISTORY_TRACK_STATE_INTERVAL_H

#include "history/store/sample.h"

/* A row of `spans`, or the one that still grows. Its gaps differ by half at most: what a result may
 * speak for can be decided later, when a report is made. */
struct hg_state_interval {
    enum hg_outcome outcome;
    enum hg_cause cause;
    bool is_maintenance;
    char *reason; /* owned: of its first result; NULL: none */
    int64_t begin_ms;
    int64_t end_ms;      /* of its last result */
    int64_t checks;      /* 0: there is none */
    int64_t shortest_ms; /* gap between two of its results; 0 while there is one only */
    int64_t longest_ms;
};

void hg_state_interval_release(struct hg_state_interval *interval);
/* Begin anew with its first result. */
void hg_state_interval_begin(struct hg_state_interval *interval,
                             const struct hg_sample *sample);
/* Whether outcome, cause and maintenance are the same. */
bool hg_state_interval_is_like(const struct hg_state_interval *interval,
                               const struct hg_sample *sample);
/* Whether a result so much later came regularly. `former_ms` is the shortest gap of the stretch before,
 * which counts while this one has none; 0: not known, and any will do. */
bool hg_state_interval_is_regular(const struct hg_state_interval *interval,
                                  int64_t gap_ms, int64_t previous_gap_ms);
/* The result belongs to it; it is not earlier than the last one. */
void hg_state_interval_continue(struct hg_state_interval *interval, int64_t at_ms);

#endif

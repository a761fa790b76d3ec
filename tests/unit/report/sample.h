/* SPDX-License-Identifier: MIT */
/* sample: runs to write reports of, the same at every time and place. */
#ifndef HEADGATE_TESTS_REPORT_SAMPLE_H
#define HEADGATE_TESTS_REPORT_SAMPLE_H

#include "headgate/run.h"

/* The run behind the examples in reports/: every outcome, retries, redirects, hostile
 * names. Only valid until hg_run_release(). */
void sample_init(struct hg_run *run);

/* A plain run to change at will: `count` targets t0, t1, ... that are up with 200 in 10
 * ms. */
struct sample_plain {
    struct hg_run run;
    struct hg_settings settings;
    struct hg_policy policy;
    struct hg_origin origin;
    struct hg_target *targets; /* owned */
    char (*names)[24];         /* owned */
};

void sample_plain_init(struct sample_plain *plain, size_t count);
void sample_plain_release(struct sample_plain *plain);
/* Change one result, which stays final. */
void sample_plain_set(struct sample_plain *plain, size_t index, enum hg_outcome outcome,
                      enum hg_cause cause, const char *reason);

/* One that ends 60 days after the samples' start; of equal names they are equal. You own it. */
struct hg_certificate *sample_certificate(const char *name, const char *issuer);

#endif

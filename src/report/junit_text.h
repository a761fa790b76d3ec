/* SPDX-License-Identifier: MIT */
/* junit_text: the texts inside a JUnit report. Each is appended to `out`. */
#ifndef HEADGATE_REPORT_JUNIT_TEXT_H
#define HEADGATE_REPORT_JUNIT_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/buf.h"
#include "headgate/run.h"
#include "report/result_attempts.h"

/* "headgate.<group>"; characters other than letters, digits, "_" and "-" become "_",
 * because Jenkins reads dots as packages. */
void hg_junit_classname(struct hg_buf *out, const char *group);
/* "<name> (METHOD url)". The method is the one whose answer this is (GET where HEAD was
 * refused), the configured one where nothing answered. Unique because the target's name is. */
void hg_junit_name(struct hg_buf *out, const struct hg_target *target,
                   const struct hg_result *result);
/* Seconds with three decimals. */
void hg_junit_seconds(struct hg_buf *out, int64_t ms);
/* The cause, or the outcome when there is none. */
const char *hg_junit_type(int outcome, int cause);
/* The reason, cut at 200 bytes; never empty. */
void hg_junit_message(struct hg_buf *out, int outcome, const char *reason);
/* Why it is skipped: the reason, and whether the baseline knows it or the gate tolerates it; cut at 200
 * bytes. */
void hg_junit_skipped(struct hg_buf *out, const struct hg_run *run,
                      const struct hg_result *result);

/* The message and every fact that helps, a line each (GitLab shows this text only). */
void hg_junit_body(struct hg_buf *out, const struct hg_target *target,
                   const struct hg_result *result);
/* "attempt 1 of 2: HEAD, 503 after 85 ms: ..." and its phases. */
void hg_junit_attempt(struct hg_buf *out, const struct hg_attempts *attempts,
                      size_t index);
/* What is worth knowing of a target that passes; often nothing. */
void hg_junit_note(struct hg_buf *out, const struct hg_result *result);
/* "p95 < 800ms does not hold: 1.24 s", cut at 200 bytes. */
void hg_junit_condition(struct hg_buf *out, const struct hg_condition_verdict *verdict);

#endif

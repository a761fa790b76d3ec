/* SPDX-License-Identifier: MIT */
/* waiver: a failure of a target that is known and excused until a date. The target is still checked; if
 * it is not up, it is reported as skipped, with the outcome that was observed. */
#ifndef HEADGATE_WAIVER_H
#define HEADGATE_WAIVER_H

#include <stdbool.h>
#include <stdint.h>

struct hg_result;

struct hg_waiver {
    const char *until;  /* the last day, "2026-12-31" */
    int64_t end_us;     /* wall clock: the end of that day in UTC */
    const char *reason; /* never NULL */
    const char *ticket; /* NULL: none */
};

/* Read a date in ISO 8601 ("2026-12-31", from 1970 on); `end_us` becomes the wall clock at the end of
 * that day in UTC. -1 when it is not a date of the calendar. */
int hg_waiver_parse_date(const char *text, int64_t *end_us)
    __attribute__((warn_unused_result));
/* Apply the waiver to a result after its last attempt, at a time of the wall clock: up stays up, with a
 * note that the waiver is no longer needed; skipped and unknown stay as they are; other outcomes are
 * excused by hg_result_excuse(). After the date only a note is added. Takes NULL. */
void hg_waiver_apply(const struct hg_waiver *waiver, struct hg_result *result,
                     int64_t now_us);
/* Whether the waiver is in effect at that time. False for NULL. */
bool hg_waiver_is_active(const struct hg_waiver *waiver, int64_t now_us);

#endif

/* SPDX-License-Identifier: MIT */
/* waiver: dates, and what a waiver makes of a result. */
#include "headgate/waiver.h"

#include "headgate/buf.h"
#include "headgate/calendar.h"
#include "headgate/result.h"
#include "headgate/units.h"

#include "headgate/banned.h"

#define US_PER_DAY (INT64_C(24) * 60 * 60 * HG_US_PER_S)

int hg_waiver_parse_date(const char *text, int64_t *end_us)
{
    struct hg_date date;
    const char *rest = hg_calendar_parse(text, &date);
    if (rest == NULL || *rest != '\0')
        return -1;
    *end_us = (hg_calendar_days(date) + 1) * US_PER_DAY;
    return 0;
}

bool hg_waiver_holds(const struct hg_waiver *waiver, int64_t now_us)
{
    return waiver != NULL && now_us < waiver->end_us;
}

/* "(vendor migration, OPS-12)" */
static void add_why(struct hg_buf *words, const struct hg_waiver *waiver)
{
    hg_buf_printf(words, " (%s", waiver->reason);
    if (waiver->ticket != NULL)
        hg_buf_printf(words, ", %s", waiver->ticket);
    hg_buf_add_char(words, ')');
}

static void excuse(const struct hg_waiver *waiver, struct hg_result *result,
                   struct hg_buf *words)
{
    const enum hg_outcome found = (enum hg_outcome)result->outcome;
    const char *reason = hg_result_reason(result);
    hg_buf_printf(words, "waived until %s", waiver->until);
    add_why(words, waiver);
    hg_buf_printf(words, ": %s", hg_outcome_word(found));
    if (reason[0] != '\0')
        hg_buf_printf(words, ": %s", reason);
    hg_result_end(result, HG_OUTCOME_SKIPPED, (enum hg_cause)result->cause, words->data);
    result->is_waived = true;
    result->found = (uint8_t)found;
}

void hg_waiver_apply(const struct hg_waiver *waiver, struct hg_result *result,
                     int64_t now_us)
{
    if (waiver == NULL || result->outcome == HG_OUTCOME_SKIPPED ||
        result->outcome == HG_OUTCOME_UNKNOWN)
        return;
    struct hg_buf words;
    hg_buf_init(&words);
    if (!hg_waiver_holds(waiver, now_us)) {
        hg_buf_printf(&words, "waiver ended on %s", waiver->until);
        add_why(&words, waiver);
        hg_result_add_note(result, words.data);
    } else if (result->outcome == HG_OUTCOME_UP) {
        hg_buf_printf(&words, "waiver until %s no longer needed", waiver->until);
        add_why(&words, waiver);
        hg_result_add_note(result, words.data);
    } else {
        excuse(waiver, result, &words);
    }
    hg_buf_release(&words);
}

/* SPDX-License-Identifier: MIT */
/* waiver: dates, and what a waiver makes of a result. */
#include "headgate/waiver.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/buf.h"
#include "headgate/result.h"
#include "headgate/units.h"

#include "headgate/banned.h"

#define US_PER_DAY (INT64_C(24) * 60 * 60 * HG_US_PER_S)

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_of(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year) ? 1 : 0);
}

static bool looks_like_date(const char *text)
{
    static const char shape[] = "0000-00-00";
    for (size_t i = 0; i < sizeof(shape); i++) {
        const bool fits =
            shape[i] == '0' ? text[i] >= '0' && text[i] <= '9' : text[i] == shape[i];
        if (!fits)
            return false;
    }
    return true;
}

int hg_waiver_parse_date(const char *text, int64_t *end_us)
{
    if (!looks_like_date(text))
        return -1;
    const int year = (int)strtol(text, NULL, 10);
    const int month = (int)strtol(text + 5, NULL, 10);
    const int day = (int)strtol(text + 8, NULL, 10);
    if (year < 1970 || month < 1 || month > 12 || day < 1 || day > days_of(year, month))
        return -1;
    int64_t days = day;
    for (int y = 1970; y < year; y++)
        days += is_leap(y) ? 366 : 365;
    for (int m = 1; m < month; m++)
        days += days_of(year, m);
    *end_us = days * US_PER_DAY;
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

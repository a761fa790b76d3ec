/* SPDX-License-Identifier: MIT */
/* waiver: reads dates, and applies waivers to results. */
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

bool hg_waiver_is_active(const struct hg_waiver *waiver, int64_t now_us)
{
    return waiver != NULL && now_us < waiver->end_us;
}

/* "(vendor migration, OPS-12)" */
static void add_why(struct hg_buf *message, const struct hg_waiver *waiver)
{
    hg_buf_printf(message, " (%s", waiver->reason);
    if (waiver->ticket != NULL)
        hg_buf_printf(message, ", %s", waiver->ticket);
    hg_buf_add_char(message, ')');
}

void hg_waiver_apply(const struct hg_waiver *waiver, struct hg_result *result,
                     int64_t now_us)
{
    if (waiver == NULL || result->outcome == HG_OUTCOME_SKIPPED ||
        result->outcome == HG_OUTCOME_UNKNOWN)
        return;
    struct hg_buf message;
    hg_buf_init(&message);
    if (!hg_waiver_is_active(waiver, now_us)) {
        hg_buf_printf(&message, "waiver expired on %s", waiver->until);
        add_why(&message, waiver);
        hg_result_add_note(result, message.data);
    } else if (result->outcome == HG_OUTCOME_UP) {
        hg_buf_printf(&message, "waiver until %s is no longer needed", waiver->until);
        add_why(&message, waiver);
        hg_result_add_note(result, message.data);
    } else {
        hg_buf_printf(&message, "waived until %s", waiver->until);
        add_why(&message, waiver);
        hg_result_excuse(result, message.data);
        result->is_waived = true;
    }
    hg_buf_release(&message);
}

/* SPDX-License-Identifier: MIT */
/* release: the date that the build was given. */
#include "app/release.h"

#include <stddef.h>

#include "headgate/calendar.h"

#include "headgate/banned.h"

int64_t hg_release_s(void)
{
    struct hg_date date;
    return hg_calendar_parse(HEADGATE_RELEASED, &date) == NULL
               ? 0
               : hg_calendar_days(date) * HG_CALENDAR_S_PER_DAY;
}

const char *hg_release_day(void)
{
    return HEADGATE_RELEASED;
}

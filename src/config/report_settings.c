/* SPDX-License-Identifier: MIT */
/* report_settings: tries to read a period in a zone. */
#include "config/report_settings.h"

#include "headgate/clock.h"
#include "headgate/period.h"
#include "headgate/zone.h"

#include "headgate/banned.h"

void hg_report_settings_check(const struct hg_reader *reader,
                              const struct hg_report_settings *report,
                              struct hg_node *since, struct hg_node *tz)
{
    struct hg_zone zone;
    struct hg_period period;
    struct hg_error err = {0};
    char problem[512];
    if (since == NULL && tz == NULL)
        return;
    if (hg_zone_open(&zone, report->tz, &err) != 0) {
        if (tz != NULL)
            hg_value_fault(reader, hg_key_find("report.tz"), tz, "%s", err.text);
    } else if (since != NULL &&
               hg_period_parse(&period, report->since, &zone, hg_clock_wall_us(), problem,
                               sizeof problem) != 0) {
        hg_value_fault(reader, hg_key_find("report.since"), since, "%s, got \"%s\"",
                       problem, report->since);
    }
    hg_zone_release(&zone);
}

/* SPDX-License-Identifier: MIT */
/* clock_doubt: whether this machine's clock is wrong, and what follows. */
#include "headgate/clock_doubt.h"

#include <stdio.h>
#include <string.h>

#include "headgate/clock.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include "headgate/banned.h"

#define TOLERANCE_S (5 * 60)

bool hg_clock_is_decisive(const struct hg_result *result)
{
    return result->is_about_dates &&
           (result->outcome == HG_OUTCOME_DOWN || result->outcome == HG_OUTCOME_DEGRADED);
}

bool hg_clock_is_before_release(const struct hg_run *run)
{
    return run->started_at_us < run->released_s * HG_US_PER_S;
}

static void describe_date(const struct hg_run *run, struct hg_buf *out)
{
    char now[16];
    char released[16];
    hg_clock_format(run->started_at_us, "%Y-%m-%d", now, sizeof now);
    hg_clock_format(run->released_s * HG_US_PER_S, "%Y-%m-%d", released, sizeof released);
    hg_buf_printf(out,
                  "the clock of this machine is wrong: it says %s, and this program was "
                  "released on %s",
                  now, released);
}

bool hg_clock_describe_doubt(const struct hg_run *run, struct hg_buf *out)
{
    const int64_t offset_s = run->clock_offset_s;
    const int64_t distance_s = offset_s < 0 ? -offset_s : offset_s;
    char time[32];
    if (hg_clock_is_before_release(run)) {
        describe_date(run, out);
        return true;
    }
    if (!run->has_clock_offset || distance_s <= TOLERANCE_S)
        return false;
    hg_units_format_time(distance_s * HG_US_PER_S, time, sizeof time);
    hg_buf_printf(out, "the clock of this machine is %s %s the clocks of most servers",
                  time, offset_s < 0 ? "behind" : "ahead of");
    return true;
}

void hg_clock_make_unknown(const struct hg_run *run, struct hg_result *result)
{
    struct hg_buf doubt;
    char reason[640];
    if (!hg_clock_is_decisive(result))
        return;
    hg_buf_init(&doubt);
    if (hg_clock_describe_doubt(run, &doubt)) {
        snprintf(reason, sizeof reason, "%s; the check reported: %s", doubt.data,
                 hg_result_reason(result));
        reason[hg_text_whole(reason, strlen(reason))] = '\0';
        hg_result_end(result, HG_OUTCOME_UNKNOWN, HG_CAUSE_CLOCK, reason);
    }
    hg_buf_release(&doubt);
}

/* SPDX-License-Identifier: MIT */
/* sla: the budget of a service level. */
#include "history/query/sla.h"

#include "headgate/banned.h"

/* The part of the time that may be missing, rounded down. Shares have at most eight digits, so this does not
 * overflow. */
static int64_t budget_of(int64_t time_us, struct hg_share promised)
{
    const int64_t missing = promised.whole - promised.part;
    return time_us / promised.whole * missing +
           time_us % promised.whole * missing / promised.whole;
}

static int64_t divided(int64_t value, int64_t by)
{
    return value / by - (value % by < 0);
}

void hg_sla_measure(struct hg_sla *sla, struct hg_share promised,
                    const struct hg_tally *tally, size_t count, int64_t check_interval_us)
{
    *sla = (struct hg_sla){0};
    if (promised.whole == 0 || count == 0)
        return;
    const int64_t time_us = hg_tally_coverage(tally).part;
    const int64_t budget_us = budget_of(time_us, promised);
    const int64_t left_us = budget_us - tally->time_us[HG_OUTCOME_DOWN];
    sla->is_set = true;
    sla->promised = promised;
    sla->budget_us = budget_us / (int64_t)count;
    sla->left_us = divided(left_us, (int64_t)count);
    sla->used_us = sla->budget_us - sla->left_us;
    sla->is_met = left_us >= 0;
    sla->check_interval_us = check_interval_us;
    sla->is_provable = check_interval_us > 0 && check_interval_us <= budget_us;
}

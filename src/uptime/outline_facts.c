/* SPDX-License-Identifier: MIT */
/* outline_facts: the figures that stand above everything. */
#include "uptime/outline.h"

#include <inttypes.h>
#include <stdio.h>

#include "headgate/units.h"

#include "headgate/banned.h"

struct taker {
    void (*take)(void *context, const struct hg_fact *fact);
    void *context;
};

static void tell(const struct taker *taker, const char *label, const char *value,
                 const char *remark)
{
    const struct hg_fact fact = {label, value, remark};
    taker->take(taker->context, &fact);
}

static void tell_uptime(const struct hg_uptime *uptime, const struct taker *taker)
{
    char value[HG_SHARE_SIZE];
    char before[HG_SHARE_SIZE];
    char remark[HG_WORDS_SIZE * 2];
    hg_share_format(hg_tally_by_time(&uptime->tally), 2, value);
    hg_share_format(hg_tally_by_time(&uptime->before_tally), 2, before);
    snprintf(remark, sizeof remark, "of the time; before: %s", before);
    tell(taker, "Uptime", value, remark);
}

static void tell_checks(const struct hg_uptime *uptime, const struct taker *taker)
{
    const struct hg_share share = hg_tally_by_checks(&uptime->tally);
    char value[HG_SHARE_SIZE];
    char remark[HG_WORDS_SIZE];
    hg_share_format(share, 2, value);
    snprintf(remark, sizeof remark, "%" PRId64 " of %" PRId64 " checks", share.part,
             share.whole);
    tell(taker, "Checks up", value, remark);
}

static void tell_down(const struct hg_uptime *uptime, const struct taker *taker)
{
    char value[HG_WORDS_SIZE];
    char before[HG_WORDS_SIZE] = "-";
    char remark[HG_WORDS_SIZE * 2];
    hg_words_duration(uptime->tally.time_us[HG_OUTCOME_DOWN], value);
    if (hg_tally_by_time(&uptime->before_tally).whole > 0)
        hg_words_duration(uptime->before_tally.time_us[HG_OUTCOME_DOWN], before);
    snprintf(remark, sizeof remark, "of all targets, %zu outage%s; before: %s",
             uptime->outage_count, uptime->outage_count == 1 ? "" : "s", before);
    tell(taker, "Down", value, remark);
}

static void tell_latency(const struct hg_uptime *uptime, const struct taker *taker)
{
    const struct hg_latency *latency = &uptime->latency;
    char p50[HG_WORDS_SIZE];
    char p95[HG_WORDS_SIZE];
    char p99[HG_WORDS_SIZE];
    char before[HG_WORDS_SIZE];
    char remark[HG_WORDS_SIZE * 4];
    hg_units_format_time(latency->p50_us, p50, sizeof p50);
    hg_units_format_time(latency->p95_us, p95, sizeof p95);
    hg_units_format_time(latency->p99_us, p99, sizeof p99);
    hg_units_format_time(uptime->latency_before.p95_us, before, sizeof before);
    snprintf(remark, sizeof remark, "p95; p50 %s, p99 %s; before: %s", p50, p99, before);
    tell(taker, "Latency", p95, remark);
}

static void tell_coverage(const struct hg_uptime *uptime, const struct taker *taker)
{
    char value[HG_SHARE_SIZE];
    char remark[HG_WORDS_SIZE * 2];
    hg_share_format(hg_tally_coverage(&uptime->tally), 2, value);
    int len = snprintf(remark, sizeof remark, "of the time; %zu run%s", uptime->run_count,
                       uptime->run_count == 1 ? "" : "s");
    if (uptime->interrupted_count > 0)
        snprintf(remark + len, sizeof remark - (size_t)len, ", %zu interrupted",
                 uptime->interrupted_count);
    tell(taker, "Known", value, remark);
}

void hg_outline_facts(const struct hg_uptime *uptime,
                      void (*take)(void *context, const struct hg_fact *fact),
                      void *context)
{
    const struct taker taker = {take, context};
    tell_uptime(uptime, &taker);
    tell_checks(uptime, &taker);
    tell_down(uptime, &taker);
    tell_latency(uptime, &taker);
    tell_coverage(uptime, &taker);
}

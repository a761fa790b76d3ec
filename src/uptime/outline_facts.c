/* SPDX-License-Identifier: MIT */
/* outline_facts: the figures that stand above everything. */
#include "uptime/outline.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

struct fact_reader {
    void (*on_fact)(void *context, const struct hg_outline_fact *fact);
    void *context;
};

static void show_fact(const struct fact_reader *fact_reader, const char *label,
                      const char *value, const char *remark)
{
    const struct hg_outline_fact fact = {label, value, remark};
    fact_reader->on_fact(fact_reader->context, &fact);
}

/* Only where it says something else; beside the figure that it belongs to. Returns its length. */
static int add_before(const struct hg_tally *tally, const char *value, const char *before,
                      char *out, size_t size)
{
    if (hg_tally_by_time(tally).whole == 0 || strcmp(value, before) == 0)
        return 0;
    return snprintf(out, size, " (before: %s)", before);
}

static void show_uptime(const struct hg_uptime *uptime,
                        const struct fact_reader *fact_reader)
{
    char value[HG_SHARE_SIZE];
    char before[HG_SHARE_SIZE];
    char remark[HG_UPTIME_FORMAT_SIZE * 2];
    hg_share_format(hg_tally_by_time(&uptime->tally), 2, value);
    hg_share_format(hg_tally_by_time(&uptime->before_tally), 2, before);
    const int len = snprintf(remark, sizeof remark, "of the time");
    (void)add_before(&uptime->before_tally, value, before, remark + len,
                     sizeof remark - (size_t)len);
    show_fact(fact_reader, "Uptime", value, remark);
}

static void show_checks(const struct hg_uptime *uptime,
                        const struct fact_reader *fact_reader)
{
    const struct hg_share share = hg_tally_by_checks(&uptime->tally);
    char value[HG_SHARE_SIZE];
    char remark[HG_UPTIME_FORMAT_SIZE];
    hg_share_format(share, 2, value);
    snprintf(remark, sizeof remark, "%" PRId64 " of %" PRId64 " checks", share.part,
             share.whole);
    show_fact(fact_reader, "Checks up", value, remark);
}

static void show_down(const struct hg_uptime *uptime,
                      const struct fact_reader *fact_reader)
{
    const int64_t count = (int64_t)uptime->target_count;
    const int64_t sum_us = uptime->tally.time_us[HG_OUTCOME_DOWN];
    const int64_t before_us = uptime->before_tally.time_us[HG_OUTCOME_DOWN];
    char value[HG_UPTIME_FORMAT_SIZE];
    char sum[HG_UPTIME_FORMAT_SIZE];
    char before[HG_UPTIME_FORMAT_SIZE];
    char remark[HG_UPTIME_FORMAT_SIZE * 4];
    int len;
    hg_uptime_format_duration(count > 1 ? sum_us / count : sum_us, value);
    hg_uptime_format_duration(count > 1 ? before_us / count : before_us, before);
    hg_uptime_format_duration(sum_us, sum);
    if (count > 1)
        len = snprintf(remark, sizeof remark, "per target on average");
    else
        len = snprintf(remark, sizeof remark, "in this period");
    len += add_before(&uptime->before_tally, value, before, remark + len,
                      sizeof remark - (size_t)len);
    if (count > 1)
        len += snprintf(remark + len, sizeof remark - (size_t)len,
                        "; all %" PRId64 " added up: %s", count, sum);
    snprintf(remark + len, sizeof remark - (size_t)len, "; %zu outage%s",
             uptime->outage_count, uptime->outage_count == 1 ? "" : "s");
    show_fact(fact_reader, "Down", value, remark);
}

static void show_latency(const struct hg_uptime *uptime,
                         const struct fact_reader *fact_reader)
{
    const struct hg_latency *latency = &uptime->latency;
    char p50[HG_UPTIME_FORMAT_SIZE];
    char p95[HG_UPTIME_FORMAT_SIZE];
    char p99[HG_UPTIME_FORMAT_SIZE];
    char before[HG_UPTIME_FORMAT_SIZE];
    char remark[HG_UPTIME_FORMAT_SIZE * 4];
    hg_uptime_format_latency(latency->p50_us, p50);
    hg_uptime_format_latency(latency->p95_us, p95);
    hg_uptime_format_latency(latency->p99_us, p99);
    hg_uptime_format_latency(uptime->latency_before.p95_us, before);
    const bool has_before = uptime->latency_before.count > 0 && strcmp(p95, before) != 0;
    snprintf(remark, sizeof remark, "p95%s%s%s; p50 %s, p99 %s",
             has_before ? " (before: " : "", has_before ? before : "",
             has_before ? ")" : "", p50, p99);
    show_fact(fact_reader, "Latency", p95, remark);
}

static void show_coverage(const struct hg_uptime *uptime,
                          const struct fact_reader *fact_reader)
{
    char value[HG_SHARE_SIZE];
    char remark[HG_UPTIME_FORMAT_SIZE * 2];
    hg_share_format(hg_tally_coverage(&uptime->tally), 2, value);
    int len = snprintf(remark, sizeof remark, "of the time; %zu run%s", uptime->run_count,
                       uptime->run_count == 1 ? "" : "s");
    if (uptime->interrupted_count > 0)
        snprintf(remark + len, sizeof remark - (size_t)len, ", %zu interrupted",
                 uptime->interrupted_count);
    show_fact(fact_reader, "Known", value, remark);
}

void hg_outline_facts(const struct hg_uptime *uptime,
                      void (*on_fact)(void *context, const struct hg_outline_fact *fact),
                      void *context)
{
    const struct fact_reader fact_reader = {on_fact, context};
    show_uptime(uptime, &fact_reader);
    show_checks(uptime, &fact_reader);
    show_down(uptime, &fact_reader);
    show_latency(uptime, &fact_reader);
    show_coverage(uptime, &fact_reader);
}

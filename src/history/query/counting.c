/* SPDX-License-Identifier: MIT */
/* counting: rows in the order of time, slot by slot. */
#include "history/query/counting.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/memory.h"

#include "history/store/meta.h"
#include "history/store/values.h"

#include "headgate/banned.h"

#define COLUMNS                                                                          \
    "begin_ms, unknown, up, flaky, degraded, down, skipped, maintenance, latencies"
#define WHERE " WHERE target = ?1 AND begin_ms >= ?2 AND begin_ms < ?3 ORDER BY begin_ms"

static int read_stock(struct hg_database *database, struct hg_stock *stock,
                      struct hg_error *err)
{
    const int64_t none = INT64_MIN;
    if (hg_meta_get(database, HG_META_ROLLED_UP, none, &stock->rolled_up_ms, err) != 0)
        return -1;
    return hg_meta_get(database, HG_META_RAW, none, &stock->raw_ms, err);
}

int hg_counting_begin(struct hg_counting *counting, struct hg_database *database,
                      const struct hg_slots *slots, struct hg_error *err)
{
    struct hg_stock stock = {0};
    *counting = (struct hg_counting){.slots = slots};
    hg_query_begin(&counting->hours, database, "SELECT " COLUMNS " FROM hours" WHERE);
    hg_query_begin(&counting->days, database, "SELECT " COLUMNS " FROM days" WHERE);
    counting->by_day =
        hg_memory_new(slots->are_hours ? slots->day_count : 1, sizeof *counting->by_day);
    if (read_stock(database, &stock, err) != 0)
        return -1;
    hg_plan_make(&counting->plan, slots->edges, slots->count + 2, &stock);
    return hg_readings_load(&counting->readings, database, &counting->plan, err);
}

struct hg_latency hg_latency_of(const struct hg_histogram *histogram)
{
    return (struct hg_latency){
        .count = histogram->total,
        .p50_us = hg_histogram_percentile(histogram, 50),
        .p95_us = hg_histogram_percentile(histogram, 95),
        .p99_us = hg_histogram_percentile(histogram, 99),
    };
}

static void clear(struct hg_histogram *histogram)
{
    if (histogram->total > 0)
        memset(histogram, 0, sizeof *histogram);
}

/* The stretch is over. */
static void finish_stretch(struct hg_counting *counting, const struct hg_counted *counted)
{
    const struct hg_histogram *now = &counting->now;
    if (now->total == 0)
        return;
    if (counting->stretch == 0) {
        hg_histogram_merge(&counting->before, now);
    } else {
        const size_t slot = counting->stretch - 1;
        counted->slots[slot].latency = hg_latency_of(now);
        hg_histogram_merge(&counting->period, now);
        if (counting->slots->are_hours)
            hg_histogram_merge(&counting->by_day[counting->slots->days[slot]], now);
    }
    clear(&counting->now);
}

/* Where the counts of that moment go; NULL: it is outside of the report. */
static struct hg_tally *tally_at(struct hg_counting *counting,
                                 const struct hg_counted *counted, int64_t at_ms)
{
    const struct hg_plan *plan = &counting->plan;
    if (at_ms < plan->edges[0] || at_ms >= plan->edges[plan->edge_count - 1])
        return NULL;
    while (plan->edges[counting->stretch + 1] <= at_ms) {
        finish_stretch(counting, counted);
        counting->stretch++;
    }
    return counting->stretch == 0 ? counted->before
                                  : &counted->slots[counting->stretch - 1].tally;
}

static void count_rows(struct hg_counting *counting, const struct hg_counted *counted,
                       struct hg_query *query, int64_t target,
                       const struct hg_stage *stage)
{
    hg_query_bind(query, 1, target);
    hg_query_bind(query, 2, stage->begin_ms);
    hg_query_bind(query, 3, stage->end_ms);
    while (hg_query_next(query)) {
        size_t len = 0;
        struct hg_tally *tally = tally_at(counting, counted, hg_query_moment(query, 0));
        if (tally == NULL)
            continue;
        for (int i = 0; i < HG_OUTCOME_COUNT; i++)
            tally->checks[i] += hg_query_count(query, 1 + i);
        tally->maintenance_checks += hg_query_count(query, 1 + HG_OUTCOME_COUNT);
        const void *bytes = hg_query_bytes(query, 2 + HG_OUTCOME_COUNT, &len);
        if (hg_histogram_read(&counting->now, bytes, len) != 0)
            hg_query_refuse(query);
    }
    hg_query_reset(query);
}

static void count_readings(struct hg_counting *counting, const struct hg_counted *counted,
                           int64_t target, const struct hg_stage *stage)
{
    size_t count = 0;
    const struct hg_reading *readings =
        hg_readings_of(&counting->readings, target, &count);
    for (size_t i = 0; i < count; i++) {
        const struct hg_reading *reading = &readings[i];
        if (reading->at_ms < stage->begin_ms || reading->at_ms >= stage->end_ms)
            continue;
        struct hg_tally *tally = tally_at(counting, counted, reading->at_ms);
        if (tally == NULL)
            continue;
        if (reading->is_maintenance)
            tally->maintenance_checks++;
        else
            tally->checks[reading->outcome]++;
        hg_histogram_add(&counting->now, reading->latency_us);
    }
}

/* Days from hours, and the target's own. */
static void finish_target(struct hg_counting *counting, const struct hg_counted *counted)
{
    const struct hg_slots *slots = counting->slots;
    finish_stretch(counting, counted);
    for (size_t i = 0; slots->are_hours && i < slots->day_count; i++) {
        counted->days[i].latency = hg_latency_of(&counting->by_day[i]);
        clear(&counting->by_day[i]);
    }
    *counted->latency = hg_latency_of(&counting->period);
    *counted->latency_before = hg_latency_of(&counting->before);
    hg_histogram_merge(&counting->all, &counting->period);
    hg_histogram_merge(&counting->all_before, &counting->before);
    clear(&counting->period);
    clear(&counting->before);
}

void hg_counting_target(struct hg_counting *counting, int64_t target,
                        const struct hg_counted *counted)
{
    const struct hg_latency nothing = {0, -1, -1, -1};
    counting->stretch = 0;
    for (size_t i = 0; i < counting->slots->count; i++)
        counted->slots[i].latency = nothing;
    for (size_t i = 0; i < counting->plan.count; i++) {
        const struct hg_stage *stage = &counting->plan.stages[i];
        if (stage->source == HG_SOURCE_RESULTS)
            count_readings(counting, counted, target, stage);
        else
            count_rows(counting, counted,
                       stage->source == HG_SOURCE_DAYS ? &counting->days
                                                       : &counting->hours,
                       target, stage);
    }
    finish_target(counting, counted);
}

int hg_counting_end(struct hg_counting *counting, struct hg_error *err)
{
    const int hours = hg_query_end(&counting->hours, err);
    const int days = hg_query_end(&counting->days, err);
    hg_plan_release(&counting->plan);
    hg_readings_release(&counting->readings);
    free(counting->by_day);
    counting->by_day = NULL;
    return hours == 0 && days == 0 ? 0 : -1;
}

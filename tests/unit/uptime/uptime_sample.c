/* SPDX-License-Identifier: MIT */
/* uptime_sample: figures over a period, made from stretches of time as somebody would
 * tell them. */
#include "uptime_sample.h"
#include "uptime_totals.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/units.h"

#include <CUnit/CUnit.h>

#define FIRST_DAY 19
#define DAYS      13
#define STEP_US   UPTIME_STEP_US
#define MINUTE_US (60 * HG_US_PER_S)
#define STRETCHES 5
#define BEFORE    (13 * 288) /* checks of a target in the period before */

/* Something else than being up. */
struct stretch {
    int day, hour, minute; /* of October, local time */
    int minutes;           /* 0: this is none */
    enum hg_outcome outcome;
    bool is_maintenance;
    enum hg_cause cause;
    const char *reason;
    const char *common;
    const char *note;
};

struct scenario {
    const char *name;
    const char *group;
    const char *url;
    int p50_ms;
    struct hg_share promised;
    int certificate_days; /* left; 0: none */
    struct stretch stretches[STRETCHES];
};

#define DOWN(a_day, an_hour, a_minute, some_minutes, a_cause, a_reason, a_common)        \
    {                                                                                    \
        .day = (a_day), .hour = (an_hour), .minute = (a_minute),                         \
        .minutes = (some_minutes), .outcome = HG_OUTCOME_DOWN, .cause = (a_cause),       \
        .reason = (a_reason), .common = (a_common)                                       \
    }
#define OTHER(a_day, an_hour, a_minute, some_minutes, an_outcome)                        \
    {                                                                                    \
        .day = (a_day), .hour = (an_hour), .minute = (a_minute),                         \
        .minutes = (some_minutes), .outcome = (an_outcome)                               \
    }
#define MAINTENANCE(a_day)                                                               \
    {                                                                                    \
        .day = (a_day), .hour = 2, .minutes = 120, .outcome = HG_OUTCOME_UP,             \
        .is_maintenance = true                                                           \
    }
#define GAP OTHER(22, 3, 0, 125, HG_OUTCOME_UNKNOWN)

#define REFUSED "connection refused"
#define SHOP_AT "203.0.113.7:443"

static const char long_name[] =
    "a name that was made by somebody who had a lot to say and no idea that it would "
    "ever "
    "have to fit into the narrow column of a table in a mail that is read on a telephone "
    "in a crowded train at night ok";

static const struct scenario scenarios[] = {
    {"home", "shop", "https://shop.example.com/", 80, {999, 1000}, 0, {GAP}},
    {"search",
     "shop",
     "https://shop.example.com/search?q=tea&page=1",
     240,
     {0},
     0,
     {GAP, OTHER(19, 8, 0, 15, HG_OUTCOME_FLAKY), OTHER(20, 17, 0, 5, HG_OUTCOME_FLAKY),
      OTHER(27, 12, 0, 180, HG_OUTCOME_DEGRADED)}},
    {"checkout",
     "shop",
     "https://shop.example.com/checkout",
     310,
     {999, 1000},
     5,
     {GAP,
      {.day = 19,
       .hour = 22,
       .minute = 10,
       .minutes = 25,
       .outcome = HG_OUTCOME_DOWN,
       .cause = HG_CAUSE_STATUS,
       .reason = "expected status 200-299, got 503",
       .note = "the payment provider was slow; they added a server"},
      DOWN(31, 21, 5, 235, HG_CAUSE_TIMEOUT, "nothing came within 10 s",
           "203.0.113.9:443")}},
    {"api",
     "shop",
     "https://api.shop.example.com/health",
     40,
     {9995, 10000},
     0,
     {GAP, DOWN(21, 4, 20, 70, HG_CAUSE_CONNECT, REFUSED, SHOP_AT)}},
    {"cart",
     "shop",
     "https://cart.shop.example.com/",
     120,
     {0},
     0,
     {GAP,
      {.day = 21,
       .hour = 4,
       .minute = 20,
       .minutes = 75,
       .outcome = HG_OUTCOME_DOWN,
       .cause = HG_CAUSE_CONNECT,
       .reason = REFUSED,
       .common = SHOP_AT,
       .note = "was our firewall, see OPS-812"}}},
    {"login",
     "shop",
     "https://login.shop.example.com/",
     95,
     {0},
     21,
     {GAP, DOWN(21, 4, 20, 70, HG_CAUSE_CONNECT, REFUSED, SHOP_AT)}},
    {"docs",
     NULL,
     "https://docs.example.com/",
     60,
     {0},
     0,
     {GAP, MAINTENANCE(25), MAINTENANCE(29)}},
    {"blog",
     NULL,
     "https://blog.example.com/",
     900,
     {0},
     0,
     {GAP, OTHER(28, 0, 0, 5760, HG_OUTCOME_UNKNOWN)}},
    {"status", NULL, "https://status.example.com/", 30, {999999, 1000000}, 0, {GAP}},
    {"<script>alert(1)</script>",
     NULL,
     "https://example.com/?a=1&b=\"><script>",
     55,
     {0},
     0,
     {GAP}},
    {"=cmd(\"x\"), really | `code` [x](javascript:alert(1))",
     NULL,
     "https://nowhere.invalid/",
     70,
     {0},
     0,
     {GAP, OTHER(23, 0, 0, 60, HG_OUTCOME_SKIPPED)}},
    {"日本語ガイド 🚀", NULL, "https://docs.example.com/ja/", 3400, {0}, 0, {GAP}},
    {"مرحبا بالعالم", NULL, "https://ar.example.com/", 150, {0}, 0, {GAP}},
    {long_name, "shop", "https://long.example.com/", 110, {0}, 0, {GAP}},
};

#define SCENARIO_COUNT (sizeof scenarios / sizeof scenarios[0])

/* Of latency: one below what is usual, one far above it. */
static const struct {
    const char *name;
    int warn_ms;
    int fail_ms;
} limits[] = {{"search", 600, 1500}, {"checkout", 700, 2000}, {"api", 500, 3000}};

static int64_t moment(const struct hg_zone *zone, int day, int hour, int minute)
{
    const struct hg_local local = {
        .year = 2026, .month = 10, .day = day, .hour = hour, .minute = minute};
    return hg_zone_moment(zone, &local);
}

static int64_t overlap(int64_t begin_us, int64_t end_us,
                       const struct hg_report_interval *interval)
{
    const int64_t first = begin_us > interval->begin_us ? begin_us : interval->begin_us;
    const int64_t last = end_us < interval->end_us ? end_us : interval->end_us;
    return last > first ? last - first : 0;
}

static void move_time(struct hg_tally *tally, const struct stretch *stretch, int64_t us)
{
    const int64_t checks = us / STEP_US;
    tally->time_us[HG_OUTCOME_UP] -= us;
    tally->checks[HG_OUTCOME_UP] -= checks;
    if (stretch->is_maintenance) {
        tally->maintenance_us += us;
        tally->maintenance_checks += checks;
        return;
    }
    tally->time_us[stretch->outcome] += us;
    if (stretch->outcome != HG_OUTCOME_UNKNOWN)
        tally->checks[stretch->outcome] += checks;
}

static struct hg_report_interval *make_days(struct uptime_sample *sample,
                                            const struct scenario *scenario)
{
    struct hg_report_interval *days =
        hg_arena_new(&sample->uptime.arena, DAYS, sizeof *days);
    for (int i = 0; i < DAYS; i++) {
        struct hg_report_interval *day = &days[i];
        day->begin_us = moment(&sample->zone, FIRST_DAY + i, 0, 0);
        day->end_us = moment(&sample->zone, FIRST_DAY + i + 1, 0, 0);
        day->tally.time_us[HG_OUTCOME_UP] = day->end_us - day->begin_us;
        day->tally.checks[HG_OUTCOME_UP] = (day->end_us - day->begin_us) / STEP_US;
        for (int j = 0; j < STRETCHES && scenario->stretches[j].minutes > 0; j++) {
            const struct stretch *stretch = &scenario->stretches[j];
            const int64_t begin_us =
                moment(&sample->zone, stretch->day, stretch->hour, stretch->minute);
            const int64_t us =
                overlap(begin_us, begin_us + stretch->minutes * MINUTE_US, day);
            move_time(&day->tally, stretch, us);
        }
        day->latency =
            uptime_latency(uptime_answered(&day->tally),
                           scenario->p50_ms * HG_US_PER_MS * (7 + i * 5 % 7) / 10);
    }
    return days;
}

/* The same, a tenth quicker and the other way round. */
static const int64_t *make_latencies_before(struct hg_uptime *uptime,
                                            const struct hg_report_interval *days)
{
    int64_t *p95_before_us = hg_arena_new(&uptime->arena, DAYS, sizeof *p95_before_us);
    for (int i = 0; i < DAYS; i++) {
        const int64_t us = days[DAYS - 1 - i].latency.p95_us;
        p95_before_us[i] = us < 0 ? us : us * 9 / 10;
    }
    return p95_before_us;
}

static void set_limits(struct hg_uptime_target *target)
{
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        if (strcmp(target->name, limits[i].name) != 0)
            continue;
        target->latency_warn_us = limits[i].warn_ms * HG_US_PER_MS;
        target->latency_fail_us = limits[i].fail_ms * HG_US_PER_MS;
    }
}

static void add_incident(struct uptime_sample *sample, size_t target,
                         const struct stretch *stretch)
{
    struct hg_uptime *uptime = &sample->uptime;
    struct hg_uptime_target *of = &uptime->targets[target];
    struct hg_incident *incident = &uptime->incidents[uptime->incident_count++];
    struct hg_note *note = hg_arena_new(&uptime->arena, 1, sizeof *note);
    const int64_t opened_us =
        moment(&sample->zone, stretch->day, stretch->hour, stretch->minute);
    const int64_t end_us = opened_us + stretch->minutes * MINUTE_US;
    *note = (struct hg_note){end_us + 3600 * HG_US_PER_S, stretch->note};
    *incident = (struct hg_incident){
        .id = 40 + (int64_t)uptime->incident_count,
        .target = target,
        .opened_us = opened_us,
        .closed_us = end_us < uptime->period.end_us ? end_us : 0,
        .duration_us =
            (end_us < uptime->period.end_us ? end_us : uptime->period.end_us) - opened_us,
        .maintenance_us = 0,
        .cause = stretch->cause,
        .worst = stretch->cause == HG_CAUSE_STATUS ? HG_CAUSE_TIMEOUT : stretch->cause,
        .checks = stretch->minutes / 5,
        .attempts = stretch->minutes / 5 * 3,
        .reason = stretch->reason,
        .common = stretch->common,
        .notes = note,
        .note_count = stretch->note == NULL ? 0 : 1,
    };
    of->incident_count++;
    if (incident->duration_us > of->longest_us)
        of->longest_us = incident->duration_us;
    if (incident->closed_us != 0)
        of->repair_us = incident->duration_us;
    of->is_recovered = incident->closed_us != 0;
    of->is_in_incident = incident->closed_us == 0;
    of->outcome = incident->closed_us == 0 ? HG_OUTCOME_DOWN : HG_OUTCOME_UP;
    of->cause = incident->closed_us == 0 ? incident->cause : HG_CAUSE_NONE;
    of->reason = incident->closed_us == 0 ? incident->reason : "";
    of->since_us = incident->closed_us == 0 ? opened_us : end_us;
}

static void fill_target(struct uptime_sample *sample, size_t index,
                        const struct scenario *scenario)
{
    struct hg_uptime *uptime = &sample->uptime;
    struct hg_uptime_target *target = &uptime->targets[index];
    struct hg_report_interval *days = make_days(sample, scenario);
    static const char *const tags[] = {"public"};
    *target = (struct hg_uptime_target){
        .id = (int64_t)index + 1,
        .name = scenario->name,
        .group = scenario->group,
        .url = scenario->url,
        .tags = {tags, 1},
        .outcome = HG_OUTCOME_UP,
        .reason = "",
        .since_us = uptime->period.begin_us,
        .last_check_us = uptime->period.end_us - STEP_US / 2,
        .p95_before_us = make_latencies_before(uptime, days),
        .intervals = days,
        .days = days,
        .interval_us = STEP_US,
        .max_gap_us = 2 * STEP_US,
        .repair_us = -1,
        .between_us = -1,
    };
    set_limits(target);
    for (int i = 0; i < DAYS; i++)
        hg_tally_add(&target->tally, &days[i].tally);
    target->latency =
        uptime_latency(uptime_answered(&target->tally), scenario->p50_ms * HG_US_PER_MS);
    target->latency_before =
        uptime_latency(BEFORE, scenario->p50_ms * HG_US_PER_MS * 9 / 10);
    target->before.time_us[HG_OUTCOME_UP] = BEFORE * STEP_US;
    target->before.checks[HG_OUTCOME_UP] = BEFORE;
    if (scenario->certificate_days > 0)
        target->certificate_end_us = uptime->generated_us +
                                     scenario->certificate_days * 86400 * HG_US_PER_S +
                                     3600 * HG_US_PER_S;
    target->sla = uptime_sla(&target->tally, scenario->promised);
    for (int i = 0; i < STRETCHES && scenario->stretches[i].minutes > 0; i++) {
        if (scenario->stretches[i].outcome == HG_OUTCOME_DOWN)
            add_incident(sample, index, &scenario->stretches[i]);
    }
    if (target->incident_count > 1)
        target->between_us = INT64_C(12) * 86400 * HG_US_PER_S;
    /* "blog": nobody looked for the last days. */
    if (days[DAYS - 1].tally.time_us[HG_OUTCOME_UP] == 0 && target->incident_count == 0) {
        target->is_stale = true;
        target->last_check_us = moment(&sample->zone, 28, 0, 0) - STEP_US;
    }
}

static int compare_scenarios(const void *left, const void *right)
{
    const struct scenario *const *a = left;
    const struct scenario *const *b = right;
    return strcmp((*a)->name, (*b)->name);
}

static void init(struct uptime_sample *sample, size_t count)
{
    struct hg_uptime *uptime = &sample->uptime;
    struct hg_error err = {0};
    char problem[128];
    *sample = (struct uptime_sample){0};
    CU_ASSERT_EQUAL_FATAL(hg_zone_open(&sample->zone, "Europe/Berlin", &err), 0);
    hg_arena_init(&uptime->arena);
    uptime->tool_version = "0.1.0";
    uptime->history = "headgate.db";
    uptime->name = "night shift";
    uptime->host = "monitor.example.net";
    uptime->zone = &sample->zone;
    uptime->generated_us = moment(&sample->zone, 32, 6, 0);
    CU_ASSERT_EQUAL_FATAL(hg_period_parse(&uptime->period, "2026-10-19..2026-10-31",
                                          &sample->zone, uptime->generated_us, problem,
                                          sizeof problem),
                          0);
    hg_period_before(&uptime->period, &sample->zone, &uptime->before);
    uptime->interval_count = DAYS;
    uptime->interval_before_count = DAYS;
    uptime->day_count = DAYS;
    uptime->run_count = 3731;
    uptime->interrupted_count = 2;
    uptime->target_count = count;
    uptime->targets = hg_arena_new(&uptime->arena, count + 1, sizeof *uptime->targets);
    uptime->incidents =
        hg_arena_new(&uptime->arena, count * STRETCHES + 1, sizeof *uptime->incidents);
}

void uptime_sample_init(struct uptime_sample *sample)
{
    const struct scenario *sorted[SCENARIO_COUNT];
    struct hg_uptime *uptime = &sample->uptime;
    init(sample, SCENARIO_COUNT);
    for (size_t i = 0; i < SCENARIO_COUNT; i++)
        sorted[i] = &scenarios[i];
    qsort(sorted, SCENARIO_COUNT, sizeof sorted[0], compare_scenarios);
    for (size_t i = 0; i < SCENARIO_COUNT; i++)
        fill_target(sample, i, sorted[i]);
    uptime->gap_count = 1;
    uptime->gaps = hg_arena_new(&uptime->arena, 1, sizeof *uptime->gaps);
    uptime->gaps[0].begin_us = moment(&sample->zone, 22, 3, 0);
    uptime->gaps[0].end_us = moment(&sample->zone, 22, 5, 5);
    uptime->gaps[0].last_run_us = moment(&sample->zone, 22, 2, 50);
    uptime_conclude(uptime, (struct hg_share){9990, 10000});
}

void uptime_sample_init_many(struct uptime_sample *sample, size_t count, const char *name,
                             bool are_down)
{
    struct scenario scenario = {.url = "https://example.com/", .p50_ms = 100};
    init(sample, count);
    if (are_down)
        scenario.stretches[0] =
            (struct stretch)DOWN(31, 21, 0, 400, HG_CAUSE_DNS, name, NULL);
    for (size_t i = 0; i < count; i++) {
        const size_t size = strlen(name) + 16;
        char *numbered = hg_arena_new(&sample->uptime.arena, size, 1);
        snprintf(numbered, size, "%s%06zu", name, i);
        scenario.name = numbered;
        scenario.group = name;
        scenario.certificate_days = are_down ? 3 : 0;
        scenario.promised = (struct hg_share){are_down ? 9999 : 0, are_down ? 10000 : 0};
        fill_target(sample, i, &scenario);
    }
    uptime_conclude(&sample->uptime, (struct hg_share){0});
}

void uptime_sample_release(struct uptime_sample *sample)
{
    hg_uptime_release(&sample->uptime);
    hg_zone_release(&sample->zone);
}

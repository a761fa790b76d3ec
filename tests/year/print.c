/* SPDX-License-Identifier: MIT */
/* print: names and reasons of the simulated world need no escapes. */
#include "print.h"

#include <inttypes.h>
#include <stdio.h>

#include "headgate/banned.h"

static void number(const char *name, int64_t value)
{
    printf("\"%s\":%" PRId64 ",", name, value);
}

static void truth(const char *name, bool value)
{
    printf("\"%s\":%s,", name, value ? "true" : "false");
}

static void text(const char *name, const char *value)
{
    if (value == NULL)
        printf("\"%s\":null,", name);
    else
        printf("\"%s\":\"%s\",", name, value);
}

static void numbers(const char *name, const int64_t *values, int count)
{
    printf("\"%s\":[", name);
    for (int i = 0; i < count; i++)
        printf("%s%" PRId64, i == 0 ? "" : ",", values[i]);
    printf("],");
}

static void tally(const char *name, const struct hg_tally *value)
{
    printf("\"%s\":{", name);
    numbers("time", value->time_us, HG_OUTCOME_COUNT);
    numbers("checks", value->checks, HG_OUTCOME_COUNT);
    number("maintenance_checks", value->maintenance_checks);
    printf("\"maintenance\":%" PRId64 "},", value->maintenance_us);
}

static void latency(const char *name, const struct hg_latency *value)
{
    const int64_t values[] = {value->count, value->p50_us, value->p95_us, value->p99_us};
    numbers(name, values, 4);
}

static void intervals(const char *name, const struct hg_report_interval *items,
                      size_t count)
{
    printf("\"%s\":[", name);
    for (size_t i = 0; i < count; i++) {
        printf("%s{", i == 0 ? "" : ",");
        tally("tally", &items[i].tally);
        latency("latency", &items[i].latency);
        number("begin", items[i].begin_us);
        printf("\"end\":%" PRId64 "}", items[i].end_us);
    }
    printf("],");
}

static void sla(const struct hg_sla *value)
{
    printf("\"sla\":{");
    truth("is_set", value->is_set);
    truth("is_met", value->is_met);
    truth("is_provable", value->is_provable);
    number("step", value->check_interval_us);
    number("used", value->used_us);
    number("left", value->left_us);
    printf("\"budget\":%" PRId64 "}", value->budget_us);
}

static void target(const struct hg_uptime *uptime, const struct hg_uptime_target *value)
{
    printf("{");
    text("name", value->name);
    text("outcome", hg_outcome_word(value->outcome));
    number("since", value->since_us);
    number("last_check", value->last_check_us);
    truth("is_stale", value->is_stale);
    truth("is_in_incident", value->is_in_incident);
    truth("is_recovered", value->is_recovered);
    tally("tally", &value->tally);
    tally("before", &value->before);
    latency("latency", &value->latency);
    latency("latency_before", &value->latency_before);
    intervals("intervals", value->intervals, uptime->interval_count);
    intervals("days", value->days, uptime->day_count);
    number("interval", value->interval_us);
    number("max_gap", value->max_gap_us);
    number("incident_count", (int64_t)value->incident_count);
    number("longest", value->longest_us);
    number("repair", value->repair_us);
    number("between", value->between_us);
    sla(&value->sla);
    printf("}");
}

static void incidents(const struct hg_uptime *uptime)
{
    printf("\"incidents\":[");
    for (size_t i = 0; i < uptime->incident_count; i++) {
        const struct hg_incident *incident = &uptime->incidents[i];
        printf("%s{", i == 0 ? "" : ",");
        text("target", uptime->targets[incident->target].name);
        number("opened", incident->opened_us);
        number("closed", incident->closed_us);
        number("duration", incident->duration_us);
        number("maintenance", incident->maintenance_us);
        text("cause", hg_cause_word(incident->cause));
        text("common", incident->common);
        number("attempts", incident->attempts);
        printf("\"checks\":%" PRId64 "}", incident->checks);
    }
    printf("],\"outages\":[");
    for (size_t i = 0; i < uptime->outage_count; i++) {
        const struct hg_outage *outage = &uptime->outages[i];
        printf("%s[%zu,%zu,%" PRId64 ",%" PRId64 "]", i == 0 ? "" : ",", outage->first,
               outage->count, outage->opened_us, outage->closed_us);
    }
    printf("],\"gaps\":[");
    for (size_t i = 0; i < uptime->gap_count; i++)
        printf("%s[%" PRId64 ",%" PRId64 ",%" PRId64 "]", i == 0 ? "" : ",",
               uptime->gaps[i].begin_us, uptime->gaps[i].end_us,
               uptime->gaps[i].last_run_us);
    printf("],");
}

void print_uptime(const struct hg_uptime *uptime)
{
    printf("{");
    number("begin", uptime->period.begin_us);
    number("end", uptime->period.end_us);
    number("before_begin", uptime->before.begin_us);
    number("run_count", (int64_t)uptime->run_count);
    number("interrupted_count", (int64_t)uptime->interrupted_count);
    truth("intervals_are_hours", uptime->intervals_are_hours);
    incidents(uptime);
    tally("tally", &uptime->tally);
    tally("before", &uptime->before_tally);
    latency("latency", &uptime->latency);
    printf("\"targets\":[");
    for (size_t i = 0; i < uptime->target_count; i++) {
        printf("%s", i == 0 ? "" : ",");
        target(uptime, &uptime->targets[i]);
    }
    printf("],\"groups\":[");
    for (size_t i = 0; i < uptime->group_count; i++) {
        const struct hg_uptime_group *group = &uptime->groups[i];
        printf("%s{", i == 0 ? "" : ",");
        text("name", group->name);
        number("count", (int64_t)group->count);
        tally("tally", &group->tally);
        sla(&group->sla);
        printf("}");
    }
    printf("],\"now\":[");
    for (int i = 0; i < HG_OUTCOME_COUNT; i++)
        printf("%s%zu", i == 0 ? "" : ",", uptime->now[i]);
    printf("]}\n");
}

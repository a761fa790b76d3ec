/* SPDX-License-Identifier: MIT */
/* hours: hourly runs by a clock that ticks a little unevenly, and every report that is made of them.
 *
 * hours FOLDER SEED TARGETS DAYS: adds the runs of so many days to a new history, FOLDER/history.db, and then writes
 * each of some periods in each format: FOLDER/PERIOD.FORMAT. One more, FOLDER/alert.FORMAT, is about the events of the
 * last run.
 *
 * Of ten targets each has its own fate: steady, in maintenance each week, down in maintenance each day, a certificate
 * that ends, slow, flapping, an outage of days around a time without runs, down in the last run, without verdicts, up
 * again in the last run. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/history.h"
#include "headgate/memory.h"
#include "headgate/uptime_report.h"

#include "headgate/banned.h"

#define END_S  INT64_C(1774512000) /* 2026-03-26T08:00:00Z */
#define HOUR_S INT64_C(3600)
#define DAY    24
#define RUN_US (4 * HG_US_PER_S)

enum fate {
    STEADY,
    WEEKLY,
    DAILY,
    CERTIFICATE,
    SLOW,
    FLAPPING,
    LONG_OUTAGE,
    GOES_DOWN,
    NO_VERDICT,
    COMES_BACK,
    FATE_COUNT
};

static const char *const names[FATE_COUNT] = {"shop",   "intranet", "backup",  "login",
                                              "search", "cart",     "archive", "api",
                                              "blog",   "docs"};

struct hours {
    uint64_t seed;
    int count;   /* of targets */
    int hours;   /* of runs */
    int gap;     /* without runs from this hour on */
    int gap_end; /* up to this one */
    struct hg_zone zone;
    struct hg_maintenance_window windows[2];
    struct hg_policy policies[FATE_COUNT];
    struct hg_origin origins[2];
    struct hg_target *targets;
    struct hg_settings settings;
    struct hg_group_sla group_sla;
    struct hg_history *history;
    const char *folder;
};

/* xorshift64 (Marsaglia 2003). */
static int chance(struct hours *hours, int limit)
{
    hours->seed ^= hours->seed << 13;
    hours->seed ^= hours->seed >> 7;
    hours->seed ^= hours->seed << 17;
    return (int)((hours->seed >> 11) % (uint64_t)limit);
}

static enum fate fate_of(int target)
{
    return (enum fate)(target % FATE_COUNT);
}

static int set_window(struct hours *hours, int number, const char *text)
{
    const char *name = NULL;
    const int result = hg_maintenance_window_parse(&hours->windows[number], text, &name);
    hours->windows[number].zone = &hours->zone;
    return result;
}

static void make_targets(struct hours *hours)
{
    static const char *const url = "https://shop.example.com/";
    hours->targets = hg_memory_new((size_t)hours->count, sizeof *hours->targets);
    for (int i = 0; i < hours->count; i++) {
        char *name = hg_memory_new(32, 1);
        const char *word = names[fate_of(i)];
        if (i < FATE_COUNT)
            snprintf(name, 32, "%s", word);
        else
            snprintf(name, 32, "%s-%d", word, i / FATE_COUNT);
        hours->targets[i] = (struct hg_target){.name = name,
                                               .url = url,
                                               .policy = &hours->policies[fate_of(i)],
                                               .origin = &hours->origins[i % 2],
                                               .enabled = true};
    }
}

static int set_up(struct hours *hours)
{
    struct hg_error err = {0};
    if (hg_zone_open(&hours->zone, "Europe/Berlin", &err) != 0 ||
        set_window(hours, 0, "sun 02:00-04:00") != 0 ||
        set_window(hours, 1, "daily 02:00-02:30") != 0)
        return -1;
    hours->policies[STEADY].sla = (struct hg_share){999, 1000};
    hours->policies[FLAPPING].sla = (struct hg_share){99, 100};
    hours->policies[WEEKLY].maintenance =
        (struct hg_maintenance_windows){&hours->windows[0], 1};
    hours->policies[LONG_OUTAGE].maintenance = hours->policies[WEEKLY].maintenance;
    hours->policies[DAILY].maintenance =
        (struct hg_maintenance_windows){&hours->windows[1], 1};
    hours->origins[0].group = "shop";
    hours->group_sla = (struct hg_group_sla){"shop", {995, 1000}};
    hours->settings.group_slas = (struct hg_group_slas){&hours->group_sla, 1};
    hours->gap = hours->hours / 2;
    hours->gap_end = hours->gap + 2 + chance(hours, 40);
    make_targets(hours);
    return 0;
}

/* Of a target in the run of an hour: how it is, and why. */
static enum hg_cause find_cause(struct hours *hours, int target, int hour)
{
    const int left = hours->hours - 1 - hour;
    switch (fate_of(target)) {
    case DAILY:
        return left < 5 * DAY - 4 + target / FATE_COUNT ? HG_CAUSE_STATUS : HG_CAUSE_NONE;
    case CERTIFICATE:
        return left <= 8 * (target % 3) ? HG_CAUSE_CERTIFICATE : HG_CAUSE_NONE;
    case SLOW:
        return left < 3 * DAY ? HG_CAUSE_LATENCY : HG_CAUSE_NONE;
    case FLAPPING:
        return chance(hours, 100) < 8 ? HG_CAUSE_TIMEOUT : HG_CAUSE_NONE;
    case LONG_OUTAGE:
        return hour > hours->gap - 3 * DAY && hour < hours->gap_end + DAY ? HG_CAUSE_DNS
                                                                          : HG_CAUSE_NONE;
    case GOES_DOWN:
        return left == 0 || chance(hours, 500) == 0 ? HG_CAUSE_TIMEOUT : HG_CAUSE_NONE;
    case NO_VERDICT:
        return chance(hours, 200) == 0 ? HG_CAUSE_CANARY : HG_CAUSE_NONE;
    case COMES_BACK:
        return left > 0 && left < 7 ? HG_CAUSE_CONNECT : HG_CAUSE_NONE;
    case STEADY:
    case WEEKLY:
    case FATE_COUNT:
        break;
    }
    return HG_CAUSE_NONE;
}

static const char *reason_of(enum hg_cause cause)
{
    switch ((int)cause) {
    case HG_CAUSE_STATUS:
        return "expected status 200-299, got 503";
    case HG_CAUSE_CERTIFICATE:
        return "the certificate of shop.example.com ends in 9 days (2026-04-04 12:00 "
               "UTC)";
    case HG_CAUSE_LATENCY:
        return "the answer took 1.27 s, more than 800 ms";
    case HG_CAUSE_DNS:
        return "the name archive.example.com does not exist";
    case HG_CAUSE_CANARY:
        return "no canary answered: this machine seems to be offline";
    case HG_CAUSE_CONNECT:
        return "connection refused by 203.0.113.7:443";
    default:
        return "no answer within 5 s";
    }
}

static enum hg_outcome outcome_of(enum hg_cause cause)
{
    if (cause == HG_CAUSE_CANARY)
        return HG_OUTCOME_UNKNOWN;
    return cause == HG_CAUSE_CERTIFICATE || cause == HG_CAUSE_LATENCY
               ? HG_OUTCOME_DEGRADED
               : HG_OUTCOME_DOWN;
}

static void set_result(struct hours *hours, struct hg_run *run, int target, int hour)
{
    static char name[] = "shop.example.com";
    static const struct hg_certificate certificate = {
        .subject = name,
        .issuer = name,
        .name = name,
        .not_before_s = END_S - 80 * DAY * HOUR_S,
        .not_after_s = END_S + 9 * DAY * HOUR_S + 4 * HOUR_S};
    struct hg_result *result = &run->results[target];
    const enum hg_cause cause = find_cause(hours, target, hour);
    const enum hg_outcome outcome =
        cause == HG_CAUSE_NONE ? HG_OUTCOME_UP : outcome_of(cause);
    if (cause != HG_CAUSE_NONE)
        hg_result_end(result, outcome, cause, reason_of(cause));
    result->outcome = (uint8_t)outcome;
    result->started_at_us = run->started_at_us + target * 2 * HG_US_PER_MS;
    result->attempts = outcome == HG_OUTCOME_DOWN ? 3 : 1;
    hg_address_parse(&result->address, "203.0.113.7", 443);
    if (fate_of(target) == CERTIFICATE)
        result->certificate = &certificate;
    if (outcome != HG_OUTCOME_UP && outcome != HG_OUTCOME_DEGRADED)
        return;
    result->status = 200;
    result->phases.total_us =
        (cause == HG_CAUSE_LATENCY ? 1200000 : 60000) + chance(hours, 90000);
}

static int add_run(struct hours *hours, int hour)
{
    struct hg_error err = {0};
    struct hg_run run;
    hg_run_init(&run, hours->targets, (size_t)hours->count, &hours->settings);
    snprintf(run.id, sizeof run.id, "hour-%d", hour);
    run.tool_version = "0";
    run.host = "monitor.example.net";
    run.started_at_us = (END_S - (hours->hours - 1 - hour) * HOUR_S) * HG_US_PER_S +
                        chance(hours, 3000) * HG_US_PER_MS;
    run.finished_at_us = run.started_at_us + RUN_US;
    for (int i = 0; i < hours->count; i++) {
        set_result(hours, &run, i, hour);
        hg_run_settle(&run, (size_t)i);
    }
    hg_run_summarise(&run);
    const struct hg_retention keep = {90 * DAY * HOUR_S * HG_US_PER_S,
                                      1000 * DAY * HOUR_S * HG_US_PER_S};
    const int result = hg_history_add(hours->history, &run, &keep, &err);
    if (result != 0)
        fprintf(stderr, "hours: %s\n", err.text);
    hg_run_release(&run);
    return result;
}

static void write_formats(const struct hours *hours, const struct hg_uptime *uptime,
                          const char *period)
{
    static const char *const to[] = {"ops@example.com"};
    const struct hg_uptime_style style = {.max_entries = HG_UPTIME_ENTRIES_MAX,
                                          .to = {to, 1}};
    size_t count;
    const struct hg_uptime_reporter *const *reporters = hg_uptime_reporters(&count);
    for (size_t i = 0; i < count; i++) {
        struct hg_sink sink;
        char path[4096];
        snprintf(path, sizeof path, "%s/%s.%s", hours->folder, period,
                 reporters[i]->name);
        FILE *file = fopen(path, "we");
        if (file == NULL) {
            perror(path);
            exit(EXIT_FAILURE);
        }
        hg_sink_init(&sink, -1);
        reporters[i]->write(uptime, &style, &sink);
        fwrite(sink.buffer.data, 1, sink.buffer.len, file);
        fclose(file);
        hg_sink_release(&sink);
    }
}

static int report(const struct hours *hours, const char *period, const char *name,
                  const struct hg_history_change *change)
{
    struct hg_error err = {0};
    struct hg_uptime uptime;
    char problem[256];
    struct hg_uptime_request request = {
        .zone = &hours->zone,
        .now_us = END_S * HG_US_PER_S + 2 * RUN_US,
        .targets = hours->targets,
        .target_count = (size_t)hours->count,
        .settings = &hours->settings,
        .has_intervals_before = true,
    };
    if (hg_period_parse(&request.period, period, &hours->zone, request.now_us, problem,
                        sizeof problem) != 0) {
        fprintf(stderr, "hours: %s: %s\n", period, problem);
        return -1;
    }
    const int result = hg_history_uptime(hours->history, &request, &uptime, &err);
    if (result == 0) {
        uptime.events = change == NULL ? NULL : change->events;
        uptime.event_count = change == NULL ? 0 : change->event_count;
        write_formats(hours, &uptime, name);
    } else {
        fprintf(stderr, "hours: %s\n", err.text);
    }
    hg_uptime_release(&uptime);
    return result;
}

static int report_all(const struct hours *hours)
{
    static const char *const periods[] = {"24h",     "today",      "yesterday", "7d",
                                          "2026-02", "last-month", "63d"};
    struct hg_history_change change;
    hg_history_last_change(hours->history, &change);
    int result = report(hours, "24h", "alert", &change);
    for (size_t i = 0; result == 0 && i < sizeof periods / sizeof periods[0]; i++)
        result = report(hours, periods[i], periods[i], NULL);
    return result;
}

static int live(struct hours *hours)
{
    struct hg_error err = {0};
    char path[4096];
    int result = 0;
    snprintf(path, sizeof path, "%s/history.db", hours->folder);
    hours->history = hg_history_open(path, HG_HISTORY_WRITE, &err);
    if (hours->history == NULL) {
        fprintf(stderr, "hours: %s\n", err.text);
        return -1;
    }
    for (int hour = 0; result == 0 && hour < hours->hours; hour++) {
        if (hour < hours->gap || hour >= hours->gap_end)
            result = add_run(hours, hour);
    }
    if (result == 0)
        result = report_all(hours);
    hg_history_close(hours->history);
    return result;
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fprintf(stderr, "usage: hours FOLDER SEED TARGETS DAYS\n");
        return EXIT_FAILURE;
    }
    struct hours hours = {.folder = argv[1],
                          .seed = strtoull(argv[2], NULL, 10),
                          .count = (int)strtol(argv[3], NULL, 10),
                          .hours = (int)strtol(argv[4], NULL, 10) * DAY};
    setenv("TZ", "UTC", 1);
    const int result = set_up(&hours) == 0 ? live(&hours) : -1;
    for (int i = 0; i < hours.count; i++)
        free((void *)(uintptr_t)hours.targets[i].name);
    free(hours.targets);
    hg_zone_release(&hours.zone);
    return result == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

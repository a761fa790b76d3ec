/* SPDX-License-Identifier: MIT */
/* history_year: writes a simulated history, run by run as `headgate check --history` does, and prints how long
 * adding a run takes and how large the file becomes.
 *
 *   history_year FILE [TARGETS [INTERVAL_S [DAYS [RAW_DAYS]]]]
 *
 * Nothing is checked: the results are made up, the same every time. One target in a hundred flaps, the others
 * are down for some checks once in a while; one in five answers by a redirect. The clock is simulated; the file is
 * written as a real one, with an fsync for each run. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "headgate/clock.h"
#include "headgate/history.h"
#include "headgate/memory.h"
#include "headgate/units.h"

#include "headgate/banned.h"

#define BEGIN_US  INT64_C(1763596800000000) /* 2025-11-20T00:00:00Z */
#define DAY_S     86400
#define HOUR_S    3600
#define KEPT_DAYS (3 * 365)

enum kind { PLAIN, OF_HOUR, OF_DAY, KIND_COUNT };

struct simulation {
    struct hg_history *history;
    struct hg_retention retention;
    struct hg_settings settings;
    struct hg_target *targets;
    int *down_until; /* run number, for each target */
    size_t count;
    int64_t interval_s;
    uint64_t seed;
    int64_t *times_us[KIND_COUNT]; /* of adding, in the last day */
    size_t time_counts[KIND_COUNT];
};

/* xorshift64 (Marsaglia 2003). */
static uint64_t random_number(struct simulation *simulation)
{
    simulation->seed ^= simulation->seed << 13;
    simulation->seed ^= simulation->seed >> 7;
    simulation->seed ^= simulation->seed << 17;
    return simulation->seed >> 11;
}

static void make_targets(struct simulation *simulation)
{
    static const struct hg_origin origin = {.group = "shop"};
    static const struct hg_policy policy = {0};
    simulation->targets = hg_memory_new(simulation->count, sizeof *simulation->targets);
    simulation->down_until = hg_memory_new(simulation->count, sizeof(int));
    for (size_t i = 0; i < simulation->count; i++) {
        char *url = hg_memory_new(64, 1);
        snprintf(url, 64, "https://site-%zu.example.com/health", i);
        simulation->targets[i] = (struct hg_target){
            .name = url, .url = url, .policy = &policy, .origin = &origin};
    }
}

static bool is_down(struct simulation *simulation, size_t index, int number)
{
    const uint64_t rarity = index % 100 == 0 ? 20 : 3000;
    if (number < simulation->down_until[index])
        return true;
    if (random_number(simulation) % rarity != 0)
        return false;
    simulation->down_until[index] = number + 1 + (int)(random_number(simulation) % 12);
    return true;
}

static void set_result(struct simulation *simulation, struct hg_run *run, size_t index,
                       int number)
{
    struct hg_result *result = &run->results[index];
    const int32_t noise = (int32_t)(random_number(simulation) % 40000);
    result->started_at_us = run->started_at_us + (int64_t)index * 1000;
    result->attempts = 1;
    result->method = HG_METHOD_HEAD;
    hg_address_parse(&result->address, "203.0.113.7", 443);
    if (is_down(simulation, index, number)) {
        hg_result_end(result, HG_OUTCOME_DOWN, HG_CAUSE_TIMEOUT,
                      "connected, but no answer within 5.00 s");
        result->phases.resolve_us = 300 + noise % 100;
        return;
    }
    result->outcome = HG_OUTCOME_UP;
    result->status = 200;
    result->phases =
        (struct hg_phases){300 + noise % 100, 20000 + noise / 8, 25000 + noise / 4,
                           30000 + noise,     100 + noise % 50,  76000 + 2 * noise};
    if (index % 5 == 0) {
        result->detail = hg_memory_new(1, sizeof *result->detail);
        result->detail->final_url =
            hg_memory_copy_text("https://www.site.example.com/en/health");
    }
}

static void fail(const struct hg_error *err)
{
    fprintf(stderr, "history_year: %s\n", err->text);
    exit(EXIT_FAILURE);
}

static void note_time(struct simulation *simulation, int64_t at_s, int64_t took_us)
{
    const enum kind kind = at_s % DAY_S < simulation->interval_s    ? OF_DAY
                           : at_s % HOUR_S < simulation->interval_s ? OF_HOUR
                                                                    : PLAIN;
    simulation->times_us[kind][simulation->time_counts[kind]++] = took_us;
}

static void add_run(struct simulation *simulation, int number)
{
    struct hg_error err = {0};
    struct hg_run run;
    const int64_t at_s = (int64_t)number * simulation->interval_s;

    hg_run_init(&run, simulation->targets, simulation->count, &simulation->settings);
    snprintf(run.id, sizeof run.id, "simulated-%d", number);
    run.tool_version = HEADGATE_VERSION;
    run.host = "bench";
    run.started_at_us = BEGIN_US + at_s * HG_US_PER_S;
    run.finished_at_us = run.started_at_us + 10 * HG_US_PER_S;
    for (size_t i = 0; i < simulation->count; i++)
        set_result(simulation, &run, i, number);
    hg_run_summarise(&run);
    const int64_t began_us = hg_clock_monotonic_us();
    if (hg_history_add(simulation->history, &run, &simulation->retention, &err) != 0)
        fail(&err);
    note_time(simulation, at_s, hg_clock_monotonic_us() - began_us);
    hg_run_release(&run);
}

static int compare(const void *a, const void *b)
{
    const int64_t *first = a, *second = b;
    return (*first > *second) - (*first < *second);
}

static double cpu_s(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void print_day(struct simulation *simulation, const char *path, long day)
{
    static const char *const names[] = {"add", "with an hour", "with a day"};
    struct stat status;
    printf("day %ld: %.1f MB, %.1f s of CPU in all", day + 1,
           stat(path, &status) == 0 ? (double)status.st_size / 1e6 : 0, cpu_s());
    for (int i = 0; i < KIND_COUNT; i++) {
        int64_t *times = simulation->times_us[i];
        const size_t count = simulation->time_counts[i];
        if (count == 0)
            continue;
        qsort(times, count, sizeof *times, compare);
        printf("; %s: median %.1f ms, most %.1f ms", names[i],
               (double)times[count / 2] / 1e3, (double)times[count - 1] / 1e3);
        simulation->time_counts[i] = 0;
    }
    printf("\n");
    fflush(stdout);
}

static long argument(int argc, char **argv, int at, long fallback)
{
    return at < argc ? strtol(argv[at], NULL, 10) : fallback;
}

int main(int argc, char **argv)
{
    struct hg_error err = {0};
    struct simulation simulation = {.seed = 20261121};
    if (argc < 2) {
        fprintf(stderr,
                "usage: history_year FILE [TARGETS [INTERVAL_S [DAYS [RAW_DAYS]]]]\n");
        return 2;
    }
    simulation.count = (size_t)argument(argc, argv, 2, 1000);
    simulation.interval_s = argument(argc, argv, 3, 300);
    const long days = argument(argc, argv, 4, 365);
    simulation.retention =
        (struct hg_retention){argument(argc, argv, 5, 90) * DAY_S * HG_US_PER_S,
                              KEPT_DAYS * DAY_S * HG_US_PER_S};
    const int a_day = (int)(DAY_S / simulation.interval_s);
    for (int i = 0; i < KIND_COUNT; i++)
        simulation.times_us[i] = hg_memory_new((size_t)a_day, sizeof(int64_t));
    make_targets(&simulation);
    simulation.history = hg_history_open(argv[1], HG_HISTORY_WRITE, &err);
    if (simulation.history == NULL)
        fail(&err);
    for (long day = 0; day < days; day++) {
        for (int i = 0; i < a_day; i++)
            add_run(&simulation, (int)day * a_day + i);
        print_day(&simulation, argv[1], day);
    }
    hg_history_close(simulation.history);
    return 0;
}

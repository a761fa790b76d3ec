/* SPDX-License-Identifier: MIT */
/* year: writes a simulated year into a history and prints what the history makes of it.
 *
 * year DATABASE LOG SEED STEP KEEP_DAYS: adds the runs of the year to a new history, each result also as a line of LOG
 * ("run begin, run end, interrupted, target, moment, outcome, cause, latency, place"; milliseconds, the latency
 * microseconds), and then, for each line "PERIOD ZONE NOW_S MAX_GAP_S" of standard input, prints a line of JSON.
 * Some runs come late: after runs that began after them. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/history.h"
#include "headgate/memory.h"

#include "print.h"
#include "world.h"

#include "headgate/banned.h"

#define RUN_MS 5000

struct year {
    struct world world;
    struct hg_history *history;
    struct hg_retention keep;
    struct hg_settings settings;
    struct hg_group_sla group_sla;
    FILE *log;
    struct hg_run *late; /* owned: to be added after others; NULL: none */
    int late_by;         /* after so many */
    int run_count;
};

static void set_result(struct hg_result *result, const struct world_fact *fact,
                       int64_t at_ms)
{
    char ip[32];
    if (fact->outcome != HG_OUTCOME_UP && fact->outcome != HG_OUTCOME_FLAKY)
        hg_result_end(result, fact->outcome, fact->cause,
                      fact->cause == HG_CAUSE_DNS ? "no such name" : "as simulated");
    result->outcome = (uint8_t)fact->outcome;
    result->cause = (uint8_t)fact->cause;
    if (fact->outcome == HG_OUTCOME_SKIPPED)
        return;
    result->started_at_us = at_ms * HG_US_PER_MS;
    result->attempts = fact->outcome == HG_OUTCOME_DOWN ? 3 : 1;
    if (fact->cause != HG_CAUSE_DNS) {
        snprintf(ip, sizeof ip, "192.0.2.%d", fact->place);
        hg_address_parse(&result->address, ip, 443);
    }
    if (fact->latency_us == 0)
        return;
    result->status = fact->outcome == HG_OUTCOME_DOWN ? 503 : 200;
    result->phases.total_us = (int32_t)fact->latency_us;
}

/* What a stopped run did not reach. */
static void cut_off(struct hg_result *result)
{
    hg_result_end(result, HG_OUTCOME_UNKNOWN, HG_CAUSE_CANCELLED, "stopped");
}

static struct hg_run *make_run(struct year *year, int64_t begin_ms)
{
    struct world *world = &year->world;
    struct world_fact fact;
    struct hg_target *targets = hg_memory_new(WORLD_TARGETS, sizeof *targets);
    struct hg_run *run = hg_memory_new(1, sizeof *run);
    size_t count = 0;
    int64_t at_ms[WORLD_TARGETS];
    struct world_fact facts[WORLD_TARGETS];
    for (int i = 0; i < WORLD_TARGETS; i++) {
        const int64_t moment_ms = begin_ms + world_delay_ms(world, begin_ms, i);
        world_look(world, i, moment_ms, &fact);
        if (!fact.is_there)
            continue;
        at_ms[count] = moment_ms;
        facts[count] = fact;
        targets[count++] = world->targets[i];
    }
    hg_run_init(run, targets, count, &year->settings);
    snprintf(run->id, sizeof run->id, "run-%d", year->run_count++);
    run->tool_version = "0";
    run->host = "here";
    run->started_at_us = begin_ms * HG_US_PER_MS;
    run->finished_at_us = (begin_ms + RUN_MS) * HG_US_PER_MS;
    run->is_interrupted = world_chance(world, 100) == 0;
    const size_t reached =
        run->is_interrupted ? (size_t)world_chance(world, (int64_t)count) : count;
    for (size_t i = 0; i < count; i++) {
        if (i < reached)
            set_result(&run->results[i], &facts[i], at_ms[i]);
        else
            cut_off(&run->results[i]);
    }
    return run;
}

static void log_run(struct year *year, const struct hg_run *run)
{
    for (size_t i = 0; i < run->count; i++) {
        const struct hg_result *result = &run->results[i];
        const int64_t at_us =
            result->started_at_us == 0 ? run->started_at_us : result->started_at_us;
        fprintf(year->log, "%" PRId64 ",%" PRId64 ",%d,%s,%" PRId64 ",%s,%s,%d,%d\n",
                run->started_at_us / HG_US_PER_MS, run->finished_at_us / HG_US_PER_MS,
                run->is_interrupted, run->targets[i].name, at_us / HG_US_PER_MS,
                hg_outcome_word((enum hg_outcome)result->outcome),
                hg_cause_word((enum hg_cause)result->cause),
                result->status == 0 ? -1 : (int)result->phases.total_us,
                result->address.bytes[3]);
    }
}

static int add_run(struct year *year, struct hg_run *run)
{
    struct hg_error err = {0};
    log_run(year, run);
    for (size_t i = 0; i < run->count; i++)
        hg_run_settle(run, i);
    hg_run_summarise(run);
    const int result = hg_history_add(year->history, run, &year->keep, &err);
    if (result != 0)
        fprintf(stderr, "year: %s\n", err.text);
    return result;
}

static void free_run(struct hg_run *run)
{
    if (run == NULL)
        return;
    struct hg_target *targets;
    memcpy(&targets, &run->targets, sizeof targets); /* ours, as make_run() made them */
    hg_run_release(run);
    free(targets);
    free(run);
}

/* The late one, when it is its turn or the year is over. */
static int add_late(struct year *year, bool is_over)
{
    if (year->late == NULL || (year->late_by-- > 0 && !is_over))
        return 0;
    const int result = add_run(year, year->late);
    free_run(year->late);
    year->late = NULL;
    return result;
}

static int live(struct year *year)
{
    int result = 0;
    for (int64_t at_ms = WORLD_BEGIN_S * 1000 + 7000;
         at_ms < WORLD_END_S * 1000 && result == 0;
         at_ms = world_next_run(&year->world, at_ms)) {
        struct hg_run *run = make_run(year, at_ms);
        if (year->late == NULL && world_chance(&year->world, 50) == 0) {
            year->late = run;
            year->late_by = 1 + (int)world_chance(&year->world, 3);
            continue;
        }
        result = add_run(year, run);
        free_run(run);
        if (result == 0)
            result = add_late(year, false);
    }
    return result == 0 ? add_late(year, true) : result;
}

static int report(struct year *year, const char *text, const char *zone_name,
                  int64_t now_s, int64_t max_gap_s)
{
    struct hg_error err = {0};
    struct hg_zone zone;
    struct hg_uptime uptime;
    char problem[256];
    if (hg_zone_open(&zone, zone_name, &err) != 0)
        return -1;
    struct hg_uptime_request request = {
        .zone = &zone,
        .now_us = now_s * HG_US_PER_S,
        .max_gap_us = max_gap_s * HG_US_PER_S,
        .targets = year->world.targets,
        .target_count = WORLD_TARGETS,
        .settings = &year->settings,
    };
    int result = hg_period_parse(&request.period, text, &zone, request.now_us, problem,
                                 sizeof problem);
    if (result == 0) {
        result = hg_history_uptime(year->history, &request, &uptime, &err);
        print_uptime(&uptime);
        hg_uptime_release(&uptime);
    }
    hg_zone_release(&zone);
    return result;
}

static int answer(struct year *year)
{
    char period[64];
    char zone[64];
    int64_t now_s;
    int64_t max_gap_s;
    int result = 0;
    while (result == 0 &&
           scanf("%63s %63s %" SCNd64 " %" SCNd64, period, zone, &now_s, &max_gap_s) == 4)
        result = report(year, period, zone, now_s, max_gap_s);
    return result;
}

static int open_year(struct year *year, char **arguments)
{
    struct hg_error err = {0};
    year->keep.raw_us = strtoll(arguments[5], NULL, 10) * WORLD_DAY_S * HG_US_PER_S;
    year->keep.rollup_us = 3650 * WORLD_DAY_S * HG_US_PER_S;
    year->group_sla = (struct hg_group_sla){"shop", {9995, 10000}};
    year->settings.group_slas = (struct hg_group_slas){&year->group_sla, 1};
    year->log = fopen(arguments[2], "we");
    year->history = hg_history_open(arguments[1], HG_HISTORY_WRITE, &err);
    return year->log == NULL || year->history == NULL
               ? -1
               : world_init(&year->world, strtoull(arguments[3], NULL, 10),
                            (int)strtol(arguments[4], NULL, 10));
}

int main(int argc, char **argv)
{
    struct year year = {0};
    if (argc != 6) {
        fprintf(stderr, "usage: year DATABASE LOG SEED STEP KEEP_DAYS\n");
        return EXIT_FAILURE;
    }
    setenv("TZ", "UTC", 1);
    int result = open_year(&year, argv);
    if (result == 0)
        result = live(&year);
    if (year.log != NULL && fclose(year.log) != 0)
        result = -1;
    if (result == 0)
        result = answer(&year);
    free_run(year.late);
    world_release(&year.world);
    hg_history_close(year.history);
    return result == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

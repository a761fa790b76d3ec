/* SPDX-License-Identifier: MIT */
/* world: a year by table and by chance. */
#include "world.h"

#include <stdlib.h>

#include "headgate/banned.h"

#define HOUR_S   INT64_C(3600)
#define MINUTE_S INT64_C(60)

enum { STEADY, FAILING, SHAKY, FLAPPING, PLANNED, PASSING, NEIGHBOUR };

/* In hours of the year. */
struct interval {
    int target;
    double begin;
    double end;
    enum hg_cause cause;
    int place;
};

static const struct interval outages[] = {
    {FAILING, 100, 103, HG_CAUSE_TIMEOUT, 7},
    {FAILING, 1000.5, 1001.2, HG_CAUSE_STATUS, 7},
    {FAILING, 743, 746, HG_CAUSE_CONNECT, 7},     /* over the end of January */
    {FAILING, 2112, 2120, HG_CAUSE_CONNECT, 7},   /* 30 March: clocks leap in Berlin */
    {NEIGHBOUR, 2112, 2118, HG_CAUSE_CONNECT, 7}, /* of the same address */
    {PASSING, 2112, 2116, HG_CAUSE_CONNECT, 9},   /* of another one */
    {FAILING, 3960, 4032, HG_CAUSE_DNS, 7},       /* around a gap of the checks */
    {NEIGHBOUR, 3960, 4100, HG_CAUSE_DNS, 7},
    {FAILING, 7150, 7160, HG_CAUSE_CERTIFICATE, 7}, /* 25 and 26 October */
    {PLANNED, 97.2, 99.5, HG_CAUSE_STATUS, 8},      /* begins before a window */
    {PLANNED, 265.1, 266.9, HG_CAUSE_STATUS, 8},    /* within one */
    {PLANNED, 5100, 5140, HG_CAUSE_TIMEOUT, 8},     /* in the long window and after it */
    {PLANNED, 6000, 6003, HG_CAUSE_TIMEOUT, 8},
    {FAILING, 8750, 9000, HG_CAUSE_TIMEOUT, 7}, /* still open at the end */
};

/* Without any run. */
static const struct interval pauses[] = {
    {0, 3972, 4044, HG_CAUSE_NONE, 0}, /* three days in June */
    {0, 7170, 7175, HG_CAUSE_NONE, 0}, /* on 26 October */
    {0, 500, 509, HG_CAUSE_NONE, 0},
};

int64_t world_chance(struct world *world, int64_t limit)
{
    world->seed ^= world->seed << 13;
    world->seed ^= world->seed >> 7;
    world->seed ^= world->seed << 17;
    return (int64_t)(world->seed >> 1) % limit;
}

static int set_window(struct hg_maintenance_window *window, struct hg_zone *zone,
                      const char *text)
{
    struct hg_error err = {0};
    const char *name = NULL;
    window->zone = zone;
    if (hg_maintenance_window_parse(window, text, &name) != 0 || name == NULL)
        return -1;
    window->zone = zone;
    return hg_zone_open(zone, name, &err);
}

int world_init(struct world *world, uint64_t seed, int step)
{
    static const char *const names[WORLD_TARGETS] = {
        "steady", "failing", "shaky", "flapping", "planned", "passing", "neighbour"};
    static const char *const tags[] = {"critical"};
    *world = (struct world){.seed = seed, .step = step};
    if (set_window(&world->windows[0], &world->berlin, "sun 02:00-04:00 Europe/Berlin") !=
            0 ||
        set_window(&world->windows[1], &world->new_york,
                   "2025-08-01 00:00..2025-08-02 06:00 America/New_York") != 0)
        return -1;
    for (int i = 0; i < 2; i++)
        world->policies[i].sla = (struct hg_share){999, 1000};
    world->policies[1].maintenance = (struct hg_maintenance_windows){world->windows, 2};
    world->origins[0].group = "shop";
    world->origins[1].tags = (struct hg_texts){tags, 1};
    for (int i = 0; i < WORLD_TARGETS; i++)
        world->targets[i] = (struct hg_target){
            .name = names[i],
            .url = "https://example.com/",
            .policy = &world->policies[i == PLANNED ? 1 : 0],
            .origin = &world->origins[i % 2],
            .enabled = true,
        };
    return 0;
}

void world_release(struct world *world)
{
    hg_zone_release(&world->berlin);
    hg_zone_release(&world->new_york);
}

static double hour_of(int64_t at_ms)
{
    return (double)(at_ms - WORLD_BEGIN_S * 1000) / 3600000;
}

/* May is regular to the millisecond: there results lie further apart than they are valid. */
static bool is_regular(int64_t at_ms)
{
    const double day = hour_of(at_ms) / 24;
    return day >= 120 && day < 151;
}

static int64_t interval_s(struct world *world, int64_t at_ms)
{
    const double day = hour_of(at_ms) / 24;
    if (is_regular(at_ms))
        return 6 * HOUR_S;
    if (day >= 90 && day < 120) /* April */
        return world->step * 15 * MINUTE_S;
    if (day >= 200 && day < 230)
        return world->step * (20 * MINUTE_S + world_chance(world, 50 * MINUTE_S));
    return world->step * HOUR_S;
}

int64_t world_next_run(struct world *world, int64_t at_ms)
{
    const int64_t jitter_ms = is_regular(at_ms) ? 0 : world_chance(world, 120000) - 60000;
    int64_t next_ms = at_ms + interval_s(world, at_ms) * 1000 + jitter_ms;
    for (size_t i = 0; i < sizeof pauses / sizeof pauses[0]; i++) {
        if (hour_of(next_ms) >= pauses[i].begin && hour_of(next_ms) < pauses[i].end)
            next_ms = WORLD_BEGIN_S * 1000 + (int64_t)(pauses[i].end * 3600000);
    }
    return next_ms;
}

int64_t world_delay_ms(struct world *world, int64_t at_ms, int target)
{
    /* Of the first run in June, too, which ends the last gap of May. */
    const bool ends_may = is_regular(at_ms - 6 * HOUR_S * 1000);
    return is_regular(at_ms) || ends_may ? target * 50 : world_chance(world, 2000);
}

static const struct interval *find_outage(int target, int64_t at_ms)
{
    const double hour = hour_of(at_ms);
    for (size_t i = 0; i < sizeof outages / sizeof outages[0]; i++) {
        if (outages[i].target == target && hour >= outages[i].begin &&
            hour < outages[i].end)
            return &outages[i];
    }
    return NULL;
}

static void shake(struct world *world, int target, struct world_fact *fact)
{
    const int64_t dice = world_chance(world, 100);
    if (target == SHAKY && dice < 10)
        fact->outcome = HG_OUTCOME_FLAKY;
    if (target == SHAKY && dice >= 90) {
        fact->outcome = HG_OUTCOME_DEGRADED;
        fact->cause = HG_CAUSE_LATENCY;
    }
    if (target == FLAPPING && dice < 25) {
        fact->outcome = HG_OUTCOME_DOWN;
        fact->cause = dice < 12 ? HG_CAUSE_STATUS : HG_CAUSE_TIMEOUT;
    }
    if (target == PASSING && dice < 3) {
        fact->outcome = HG_OUTCOME_UNKNOWN;
        fact->cause = HG_CAUSE_CANARY;
    }
    if (target == PASSING && dice >= 97)
        fact->outcome = HG_OUTCOME_SKIPPED;
}

/* Mostly 50 to 150 ms, and now and then far more. */
static int64_t latency(struct world *world)
{
    const int64_t usual_us = 50000 + world_chance(world, 100000);
    return world_chance(world, 50) == 0 ? usual_us * (2 + world_chance(world, 40))
                                        : usual_us;
}

void world_look(struct world *world, int target, int64_t at_ms, struct world_fact *fact)
{
    const struct interval *outage = find_outage(target, at_ms);
    const double day = hour_of(at_ms) / 24;
    *fact = (struct world_fact){.is_there = target != PASSING || (day >= 40 && day < 250),
                                .outcome = HG_OUTCOME_UP,
                                .place = target + 20};
    if (outage != NULL) {
        fact->outcome = HG_OUTCOME_DOWN;
        fact->cause = outage->cause;
        fact->place = outage->place;
    } else {
        shake(world, target, fact);
    }
    const bool answers =
        fact->outcome != HG_OUTCOME_UNKNOWN && fact->outcome != HG_OUTCOME_SKIPPED &&
        (fact->outcome != HG_OUTCOME_DOWN || fact->cause == HG_CAUSE_STATUS);
    fact->latency_us = answers ? latency(world) : 0;
}

/* SPDX-License-Identifier: MIT */
/* world: what happened to some targets in the year 2025: known outages, gaps, maintenance, chance. */
#ifndef HEADGATE_TESTS_YEAR_WORLD_H
#define HEADGATE_TESTS_YEAR_WORLD_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/outcome.h"
#include "headgate/target.h"
#include "headgate/units.h"

#define WORLD_TARGETS 7
#define WORLD_BEGIN_S INT64_C(1735689600) /* 2025-01-01T00:00:00Z */
#define WORLD_DAY_S   INT64_C(86400)
#define WORLD_END_S   (WORLD_BEGIN_S + 365 * WORLD_DAY_S)

struct world {
    uint64_t seed;
    int step; /* so many times fewer runs */
    struct hg_zone berlin;
    struct hg_zone new_york;
    struct hg_maintenance_window windows[2];
    struct hg_policy policies[2]; /* without windows, and with */
    struct hg_origin origins[2];
    struct hg_target targets[WORLD_TARGETS];
};

/* What is found of a target at a moment. */
struct world_fact {
    bool is_there;
    enum hg_outcome outcome;
    enum hg_cause cause;
    int64_t latency_us; /* 0: nothing answered */
    int place;          /* the last number of its address */
};

/* 0 when all went well. */
int world_init(struct world *world, uint64_t seed, int step);
void world_release(struct world *world);
/* A number from 0 to `limit` - 1. */
int64_t world_chance(struct world *world, int64_t limit);
/* When the run after that of `at_ms` begins. */
int64_t world_next_run(struct world *world, int64_t at_ms);
/* How long after the run's begin the target is asked. */
int64_t world_delay_ms(struct world *world, int64_t at_ms, int target);
void world_look(struct world *world, int target, int64_t at_ms, struct world_fact *fact);

#endif

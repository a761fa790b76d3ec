/* SPDX-License-Identifier: MIT */
/* Tests of what is said of incidents: events, the log and reports have one beginning, one end and one duration. */
#include "headgate/history.h"
#include "headgate/history_log.h"

#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "fixture.h"

#include "headgate/banned.h"

#define RUNS 120

/* What is compared after a run. */
struct views {
    struct fixture *fixture;
    struct hg_history_log log;
    struct hg_uptime uptime;
    int64_t now_us;
    bool has_late_results;
    const char *row;
};

static const struct hg_incident *logged(const struct views *views, int64_t id)
{
    for (size_t i = 0; i < views->log.incident_count; i++) {
        if (views->log.incidents[i].incident.id == id)
            return &views->log.incidents[i].incident;
    }
    return NULL;
}

static void compare_events(const struct views *views)
{
    struct hg_history_change change;
    hg_history_last_change(views->fixture->history, &change);
    for (size_t i = 0; i < change.event_count; i++) {
        const struct hg_event *event = &change.events[i];
        const struct hg_incident *incident = logged(views, event->incident);
        if (event->kind != HG_EVENT_DOWN && event->kind != HG_EVENT_REMINDER &&
            event->kind != HG_EVENT_RECOVERED)
            continue;
        UNIT_ASSERT_ROW(incident != NULL || views->has_late_results, views->row);
        if (incident == NULL)
            continue;
        UNIT_ASSERT_ROW(event->since_us == incident->opened_us, views->row);
        /* What late results change was said. */
        if (views->has_late_results)
            continue;
        UNIT_ASSERT_ROW(strcmp(event->reason, incident->reason) == 0, views->row);
        if (event->kind == HG_EVENT_RECOVERED)
            UNIT_ASSERT_ROW(event->at_us == incident->closed_us, views->row);
    }
    for (size_t i = 0; i < change.still_down_count; i++) {
        const struct hg_event *event = &change.still_down[i];
        const struct hg_incident *incident = logged(views, event->incident);
        UNIT_ASSERT_ROW((incident != NULL && incident->closed_us == 0 &&
                         incident->opened_us == event->since_us) ||
                            views->has_late_results,
                        views->row);
    }
}

static void compare_report(const struct views *views)
{
    const struct hg_uptime *uptime = &views->uptime;
    UNIT_ASSERT_ROW(uptime->incident_count == views->log.incident_count, views->row);
    for (size_t i = 0; i < uptime->incident_count; i++) {
        const struct hg_incident *shown = &uptime->incidents[i];
        const struct hg_incident *incident = logged(views, shown->id);
        const int64_t end_us = shown->closed_us == 0 ? views->now_us : shown->closed_us;
        UNIT_ASSERT_ROW(incident != NULL && incident->opened_us == shown->opened_us &&
                            incident->closed_us == shown->closed_us &&
                            shown->duration_us == end_us - shown->opened_us,
                        views->row);
    }
    for (size_t i = 0; i < uptime->target_count; i++) {
        const struct hg_uptime_target *target = &uptime->targets[i];
        if (hg_uptime_outcome_now(target) == HG_OUTCOME_DOWN && target->incident != NULL)
            UNIT_ASSERT_ROW(target->since_us == target->incident->opened_us, views->row);
        if (target->is_recovered)
            UNIT_ASSERT_ROW(target->since_us == target->incident->closed_us, views->row);
    }
}

static void compare(struct fixture *fixture, const struct hg_zone *zone, int64_t now_us,
                    bool has_late_results, const char *row)
{
    struct views views = {.fixture = fixture,
                          .now_us = now_us,
                          .has_late_results = has_late_results,
                          .row = row};
    struct hg_arena arena;
    struct hg_error err = {0};
    const struct hg_uptime_request request = {
        .period = {FIXTURE_BEGIN_S * HG_US_PER_S, now_us, ""},
        .zone = zone,
        .now_us = now_us,
        .targets = fixture->targets,
        .target_count = FIXTURE_TARGETS,
        .settings = &fixture->settings,
    };
    hg_arena_init(&arena);
    CU_ASSERT_EQUAL(
        hg_history_read_log(fixture->history, NULL, 100000, &arena, &views.log, &err), 0);
    CU_ASSERT_EQUAL(hg_history_uptime(fixture->history, &request, &views.uptime, &err),
                    0);
    compare_events(&views);
    compare_report(&views);
    hg_uptime_release(&views.uptime);
    hg_arena_release(&arena);
}

static uint32_t next_random(uint32_t *random, uint32_t below)
{
    *random = *random * 1664525U + 1013904223U;
    return (*random >> 8) % below;
}

/* Results that come in rows, with gaps of days, results without a verdict, weekly maintenance, and (seeds above 9) now and
 * then a result that comes late. */
static void follow_random_runs(uint32_t seed, const struct hg_policy *policies,
                               const struct hg_zone *zone)
{
    struct fixture fixture;
    uint32_t random = seed;
    int64_t minute = 0;
    char outcomes[FIXTURE_TARGETS + 1] = "UUUU";
    fixture_open(&fixture);
    for (size_t t = 0; t < FIXTURE_TARGETS; t++)
        fixture.targets[t].policy = &policies[t];
    for (int i = 0; i < RUNS; i++) {
        char row[64];
        const bool is_late = seed > 9 && i > 0 && next_random(&random, 12) == 0;
        if (!is_late)
            minute +=
                next_random(&random, 25) == 0 ? 60 * 50 : 55 + next_random(&random, 10);
        for (size_t t = 0; t < FIXTURE_TARGETS; t++) {
            if (next_random(&random, 2) == 0)
                outcomes[t] = "UUUFGDDDNS??X"[next_random(&random, 13)];
        }
        fixture_add(&fixture, (minute - (is_late ? 30 : 0)) * MINUTE_S, outcomes);
        snprintf(row, sizeof row, "seed %u, run %d: %s", seed, i, outcomes);
        compare(&fixture, zone, (FIXTURE_BEGIN_S + minute * MINUTE_S + 1) * HG_US_PER_S,
                seed > 9, row);
    }
    fixture_close(&fixture);
}

static void an_incident_has_one_duration_whatever_happens(void)
{
    struct hg_zone utc;
    struct hg_maintenance_window windows[2];
    struct hg_error err = {0};
    const char *zone_name;
    CU_ASSERT_EQUAL_FATAL(hg_zone_open(&utc, "UTC", &err), 0);
    CU_ASSERT_EQUAL_FATAL(
        hg_maintenance_window_parse(&windows[0], "sat 02:00-06:00", &zone_name), 0);
    CU_ASSERT_EQUAL_FATAL(
        hg_maintenance_window_parse(&windows[1], "daily 12:00-13:30", &zone_name), 0);
    windows[0].zone = windows[1].zone = &utc;
    for (uint32_t seed = 1; seed <= 14; seed++) {
        struct hg_policy policies[FIXTURE_TARGETS] = {0};
        for (size_t t = 0; t < FIXTURE_TARGETS; t++)
            policies[t] = (struct hg_policy){
                .notify = {.after = 1 + (int64_t)(seed + t) % 3,
                           .recover = 1 + (int64_t)((seed - 1) / 3 + t) % 3,
                           .remind_us = t % 2 == 0 ? 3 * HOUR_S * HG_US_PER_S : 0,
                           .flapping = t == 3},
                .maintenance = {windows, t == 0 ? 0 : 2},
            };
        follow_random_runs(seed, policies, &utc);
    }
    hg_zone_release(&utc);
}

CU_TestInfo durations_tests[] = {
    {"an_incident_has_one_duration_whatever_happens",
     an_incident_has_one_duration_whatever_happens},
    CU_TEST_INFO_NULL,
};

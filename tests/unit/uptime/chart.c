/* SPDX-License-Identifier: MIT */
/* chart: tests of figures as inline SVG. */
#include "unit.h"

#include <string.h>

#include "headgate/units.h"
#include "uptime/chart.h"

#define DAY_US (INT64_C(86400) * HG_US_PER_S)
#define MS     HG_US_PER_MS
#define NB     "\xC2\xA0"
#define DAYS   4

/* Four days from 2026-11-03 on, a Tuesday, in UTC, with an incident of a quarter of the second one and one that is open. */
struct scene {
    struct hg_zone_change change;
    struct hg_zone zone;
    struct hg_report_interval days[DAYS];
    struct hg_incident incidents[2];
    struct hg_uptime_target target;
    struct hg_uptime uptime;
};

static void make(struct scene *scene, const int64_t p95_ms[DAYS],
                 const int64_t before_us[DAYS + 1])
{
    const int64_t begin_us = INT64_C(1793664000) * HG_US_PER_S;
    *scene =
        (struct scene){.zone = {.name = "UTC", .changes = &scene->change, .count = 1}};
    for (int i = 0; i < DAYS; i++) {
        scene->days[i].begin_us = begin_us + i * DAY_US;
        scene->days[i].end_us = begin_us + (i + 1) * DAY_US;
        scene->days[i].latency.p95_us = p95_ms[i] < 0 ? -1 : p95_ms[i] * MS;
    }
    scene->target =
        (struct hg_uptime_target){.intervals = scene->days,
                                  .p95_before_us = before_us,
                                  .latency = {9, 80 * MS, 190 * MS, 200 * MS}};
    scene->uptime = (struct hg_uptime){
        .zone = &scene->zone,
        .targets = &scene->target,
        .target_count = 1,
        .incidents = scene->incidents,
        .period = {.begin_us = begin_us, .end_us = begin_us + DAYS * DAY_US},
        .interval_count = DAYS,
        .interval_before_count = before_us == NULL ? 0 : DAYS + 1};
    scene->incidents[0] =
        (struct hg_incident){.opened_us = begin_us + DAY_US + DAY_US / 2,
                             .closed_us = begin_us + DAY_US * 7 / 4,
                             .duration_us = DAY_US / 4,
                             .cause = HG_CAUSE_TIMEOUT};
    scene->incidents[1] = (struct hg_incident){.opened_us = begin_us + 4 * DAY_US - 1,
                                               .duration_us = 1,
                                               .cause = HG_CAUSE_STATUS};
}

/* Everything expected is there, in this order; what begins with "!" is not. */
static void check(const struct scene *scene, const char *const *expected, size_t count)
{
    struct hg_sink sink;
    hg_sink_init(&sink, -1);
    hg_chart_latency(&sink, &scene->uptime, &scene->target);
    const char *rest = sink.buffer.data;
    for (size_t i = 0; i < count; i++) {
        if (expected[i][0] == '!') {
            UNIT_ASSERT_ROW(strstr(sink.buffer.data, expected[i] + 1) == NULL,
                            expected[i]);
            continue;
        }
        const char *found = strstr(rest, expected[i]);
        UNIT_ASSERT_ROW(found != NULL, expected[i]);
        rest = found == NULL ? rest : found + strlen(expected[i]);
    }
    hg_sink_release(&sink);
}

#define CHECK(scene, ...)                                                                \
    check(scene, (const char *const[]){__VA_ARGS__},                                     \
          sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void test_line(void)
{
    static const int64_t broken[DAYS] = {100, 200, -1, 50};
    static const int64_t whole[DAYS] = {100, 200, 100, 100};
    static const int64_t none[DAYS] = {-1, -1, -1, -1};
    static const int64_t zero[DAYS] = {0, 0, 0, 0};
    struct scene scene;
    make(&scene, broken, NULL);
    CHECK(&scene, "<figure><svg class=\"chart\" viewBox=\"0 0 16 50\"", "role=\"img\"",
          "aria-label=\"Latency: p50 80" NB "ms, p95 190" NB "ms, at most 200" NB
          "ms on Wed" NB "2026-11-04\"",
          "class=\"p95\" d=\"M2 27h0l4-22M14 38h0\"/></svg>",
          "<figcaption>Latency (p95), 0 to 200" NB "ms</figcaption></figure>",
          "!class=\"was\"", "!class=\"warn\"", "!class=\"fail\"", "!class=\"band\"");
    make(&scene, whole, NULL);
    CHECK(&scene, "class=\"p95\" d=\"M2 27h0l4-22 4 22 4 0\"/>");
    make(&scene, zero, NULL);
    CHECK(&scene, "class=\"p95\" d=\"M2 48h0l4 0 4 0 4 0\"/>");
    make(&scene, none, NULL);
    CHECK(&scene, "<p>Nothing answered.</p>", "!<svg", "!<figure");
}

/* It may be slower than now, have gaps, and have had more days. */
static void test_before(void)
{
    static const int64_t p95_ms[DAYS] = {100, 100, 100, 100};
    static const int64_t before_us[DAYS + 1] = {200 * MS, -1, 100 * MS, 100 * MS,
                                                999 * MS};
    static const int64_t nothing_us[DAYS + 1] = {-1, -1, -1, -1, 999 * MS};
    struct scene scene;
    make(&scene, p95_ms, before_us);
    scene.target.latency_before = (struct hg_latency){3, 1, 120 * MS, 1};
    CHECK(&scene, ", before: 120" NB "ms\"", "class=\"was\" d=\"M2 5h0M10 27h0l4 0\"/>",
          "class=\"p95\" d=\"M2 27h0", "0 to 200" NB "ms");
    make(&scene, p95_ms, nothing_us);
    CHECK(&scene, "!class=\"was\"", "!before", "0 to 100" NB "ms");
}

static void test_limits(void)
{
    static const int64_t p95_ms[DAYS] = {100, 100, 100, 100};
    struct scene scene;
    make(&scene, p95_ms, NULL);
    scene.target.latency_warn_us = 50 * MS;
    scene.target.latency_fail_us = 400 * MS;
    CHECK(&scene, "class=\"warn\" d=\"M0 43h16\"/>", "class=\"fail\" d=\"M0 5h16\"/>",
          "d=\"M2 38h0",
          "0 to 400" NB "ms, degraded above 50" NB "ms, down above 400" NB "ms<");
    scene.target.latency_fail_us = 400 * MS + 1;
    CHECK(&scene, "class=\"warn\" d=\"M0 27h16\"/>", "!class=\"fail\"",
          "0 to 100" NB "ms, degraded above 50" NB "ms, down above 400" NB
          "ms (higher than the chart)<");
}

/* From where it began to where it ended, and never narrower than can be seen. */
static void test_incidents(void)
{
    static const int64_t p95_ms[DAYS] = {100, 100, 100, 100};
    struct scene scene;
    make(&scene, p95_ms, NULL);
    scene.uptime.incident_count = scene.target.incident_count = 2;
    CHECK(&scene, "; 2 incidents\"",
          "<path class=\"band\" d=\"M6 0h1v50H6z\"><title>down for 6" NB
          "h from 2026-11-04 12:00, timeout</title></path>"
          "<path class=\"mark\" d=\"M6 0h1v3H6z\"/>",
          "<path class=\"band\" d=\"M15 0h1v50H15z\"><title>", "class=\"p95\"");
    scene.incidents[0].opened_us -= 30 * DAY_US;
    CHECK(&scene, "<path class=\"band\" d=\"M0 0h7v50H0z\">");
    scene.incidents[0].closed_us -= DAY_US / 20;
    scene.incidents[0].opened_us = scene.incidents[0].closed_us - DAY_US / 20;
    CHECK(&scene, "<path class=\"band\" d=\"M6 0h1v50H6z\">");
}

static void test_counts(void)
{
    static const int64_t p95_ms[DAYS] = {1, 1, 1, 1};
    const size_t counts[DAYS] = {0, 1, 500, 250};
    struct scene scene;
    struct hg_sink sink;
    make(&scene, p95_ms, NULL);
    hg_sink_init(&sink, -1);
    hg_chart_counts(&sink, &scene.uptime, counts, 500);
    UNIT_ASSERT_TEXT(
        sink.buffer.data,
        "<svg class=\"chart\" viewBox=\"0 0 16 50\" preserveAspectRatio=\"none\" "
        "role=\"img\" aria-label=\"Targets that were down, by time\">"
        "<path class=\"ld\" d=\"M4 47h3V50H4z\"><title>Wed" NB
        "2026-11-04: 1 down</title></path>"
        "<path class=\"ld\" d=\"M8 2h3V50H8z\"><title>Thu" NB
        "2026-11-05: 500 down</title></path>"
        "<path class=\"ld\" d=\"M12 26h3V50H12z\"><title>Fri" NB
        "2026-11-06: 250 down</title></path></svg>");
    hg_sink_release(&sink);
}

CU_TestInfo chart_tests[] = {
    {"a_line_has_relative_points_and_is_broken_where_nothing_answered", test_line},
    {"the_period_before_is_a_line_of_its_own", test_before},
    {"limits_are_lines_where_they_are_near", test_limits},
    {"incidents_are_bands_where_they_were", test_incidents},
    {"counts_are_bars_with_the_day_in_words", test_counts},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* type_maintenance: maintenance windows and service levels in configurations. */
#include "fixture.h"
#include "unit.h"

#include <stdlib.h>

#include "headgate/banned.h"

#define WINDOW                                                                           \
    "maintenance must be a maintenance window or a list of them such as \"sun "          \
    "02:00-04:00\", "                                                                    \
    "\"mon-fri 12:00-13:00 Europe/Berlin\", \"daily 03:00-03:30\" or "                   \
    "\"2026-12-24 18:00..2026-12-26 06:00\", got "
#define ZONE                                                                             \
    " is not known: expected a name of the IANA database (tzdata) such as "              \
    "Europe/Berlin, or UTC\n"

static void what_is_wrong_is_reported_with_its_location(void)
{
    static const char *const rows[][2] = {
        {"targets:\n  - {url: http://a/, maintenance: daily 03:00-03:30, sla: 99.9%}\n",
         ""},
        {"defaults: {maintenance: []}\ntargets: [http://a/]\n", ""},
        {"defaults: {maintenance: sun 2:00-4:00}\ntargets: [http://a/]\n",
         "headgate.yml:1:25: defaults: " WINDOW "\"sun 2:00-4:00\"\n"},
        {"targets:\n  - {url: http://a/, maintenance: [daily 03:00-03:30, {a: b}]}\n",
         "headgate.yml:2:55: target \"http://a/\": " WINDOW "a map\n"},
        {"targets:\n  - {url: http://a/, maintenance: daily 03:00-03:30 Mars/City}\n",
         "headgate.yml:2:35: target \"http://a/\": maintenance: time zone "
         "\"Mars/City\"" ZONE},
        {"report: {tz: Mars/City}\ntargets: [http://a/]\n",
         "headgate.yml:1:14: report.tz: time zone \"Mars/City\"" ZONE},
        {"defaults: {sla: 99.9}\ntargets: [http://a/]\n",
         "headgate.yml:1:17: defaults: sla must be a percentage such as 99.9%, got "
         "\"99.9\"; write sla: 99.9%\n"},
        {"defaults: {sla: 0%}\ntargets: [http://a/]\n",
         "headgate.yml:1:17: defaults: sla must be a percentage such as 99.9%, got "
         "\"0%\"\n"},
        {"defaults: {sla: 100.1%}\ntargets: [http://a/]\n",
         "headgate.yml:1:17: defaults: sla must be a percentage such as 99.9%, got "
         "\"100.1%\"\n"},
        {"group_sla: {shop: often}\ntargets: [http://a/]\n",
         "headgate.yml:1:19: group_sla: \"shop\" must be a percentage such as 99.9%\n"},
        {"group_sla: 99%\ntargets: [http://a/]\n",
         "headgate.yml:1:12: group_sla must be a map of groups and percentages such as "
         "99.9%, got \"99%\"; write group_sla: {GROUP: 99.9%}\n"},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, rows[i][0]), rows[i][1]);
    fixture_release(&fixture);
}

static void windows_are_in_their_zone_else_in_that_of_reports(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(
        fixture_load_yaml(&fixture,
                          "report: {tz: Asia/Kathmandu}\n"
                          "defaults: {maintenance: [daily 03:00-03:30, sun 02:00-04:00 "
                          "Europe/Berlin]}\n"
                          "targets: [http://a/, {url: http://b/, maintenance: sat "
                          "02:00-04:00 Europe/Berlin}]\n"),
        "");
    const struct hg_target *targets = fixture.config.targets;
    const struct hg_maintenance_windows *a = &targets[0].policy->maintenance;
    const struct hg_maintenance_windows *b = &targets[1].policy->maintenance;
    CU_ASSERT_EQUAL_FATAL(a->count, 2);
    CU_ASSERT_EQUAL_FATAL(b->count, 1);
    UNIT_ASSERT_TEXT(a->items[0].zone->name, "Asia/Kathmandu");
    UNIT_ASSERT_TEXT(a->items[1].zone->name, "Europe/Berlin");
    CU_ASSERT_PTR_EQUAL(a->items[1].zone, b->items[0].zone);
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, "defaults: {maintenance: daily "
                                                 "03:00-03:30}\ntargets: [http://a/]\n"),
                     "");
    UNIT_ASSERT_TEXT(fixture.config.targets[0].policy->maintenance.items[0].zone->name,
                     "UTC"); /* this machine's, as the tests set it */
    fixture_release(&fixture);
}

static void shares_are_exact(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture,
                                       "group_sla: {shop: 99.95%, default: 100%}\n"
                                       "defaults: {sla: 99.999999%}\n"
                                       "targets: [http://a/]\n"),
                     "");
    const struct hg_group_slas *slas = &fixture.config.settings.group_slas;
    const struct hg_share sla = fixture.config.targets[0].policy->sla;
    CU_ASSERT_EQUAL_FATAL(slas->count, 2);
    UNIT_ASSERT_TEXT(slas->items[0].group, "shop");
    CU_ASSERT_EQUAL(slas->items[0].promised.part, 99950000);
    CU_ASSERT_EQUAL(slas->items[1].promised.part, slas->items[1].promised.whole);
    CU_ASSERT_TRUE(sla.part == 99999999 && sla.whole == 100000000);
    fixture_release(&fixture);
}

CU_TestInfo type_maintenance_tests[] = {
    {"what_is_wrong_is_reported_with_its_location",
     what_is_wrong_is_reported_with_its_location},
    {"windows_are_in_their_zone_else_in_that_of_reports",
     windows_are_in_their_zone_else_in_that_of_reports},
    {"shares_are_exact", shares_are_exact},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* type_conditions: the gate's conditions in configurations and options. */
#include "fixture.h"
#include "unit.h"

#include <stdlib.h>

#include "headgate/banned.h"

#define TARGETS "targets: [{url: http://a/, tags: [critical]}]\n"

static void wrong_conditions_are_reported_with_their_location(void)
{
    static const char *const rows[][2] = {
        {"gate: {conditions: [\"down == 0\", \"p95(critical) < 1s\"]}\n" TARGETS, ""},
        {"gate: {conditions: up(critical) > 0}\n" TARGETS, ""},
        {"gate:\n  conditions:\n    - down == 0\n    - dwon == 0\n    - p95 < 1\n",
         "headgate.yml:4:7: gate.conditions: \"dwon == 0\": unknown name \"dwon\", did "
         "you mean \"down\"?\n"
         "headgate.yml:5:7: gate.conditions: \"p95 < 1\": \"p95\" is compared with a "
         "duration such as 800ms, got \"1\"\n"},
        {"gate: {conditions: [down == 0, down == 0]}\n",
         "headgate.yml:1:32: gate.conditions: duplicate condition \"down == 0\"\n"},
        {"gate: {conditions: [down == 0, down(critcal) == 0]}\n" TARGETS,
         "headgate.yml:1:32: gate.conditions: no target has the tag \"critcal\", did you "
         "mean \"critical\"?\n"},
        {"gate: {conditions: [up(zzzzzz) == 1]}\n" TARGETS,
         "headgate.yml:1:21: gate.conditions: no target has the tag \"zzzzzz\"\n"},
        {"gate: [down == 0]\n", "headgate.yml:1:7: gate must be a map, got a list; write "
                                "gate: {conditions: [down == 0]}\n"},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, rows[i][0]), rows[i][1]);
    fixture_release(&fixture);
}

static void options_take_the_place_of_the_configuration(void)
{
    static const char *const options[] = {"--gate=p95 < 1s, up > 0",
                                          "--gate=down(critical) == 0", NULL};
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write("headgate.yml", "gate: {conditions: [flaky == 0]}\n" TARGETS);
    fixture_load(&fixture, (const char *const[]){"headgate.yml", NULL}, options);
    const struct hg_conditions *conditions = &fixture.config.settings.gate.conditions;
    UNIT_ASSERT_TEXT(fixture.printed.data, "");
    CU_ASSERT_EQUAL_FATAL(conditions->count, 3);
    UNIT_ASSERT_TEXT(conditions->items[0].text, "p95 < 1s");
    UNIT_ASSERT_TEXT(conditions->items[1].text, "up > 0");
    UNIT_ASSERT_TEXT(conditions->items[2].tag, "critical");
    fixture_release(&fixture);
}

static void wrong_options_and_variables_are_reported_by_name(void)
{
    static const char *const options[] = {"--gate=down(nobody) == 0", NULL};
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write("headgate.yml", TARGETS);
    setenv("HEADGATE_GATE", "down", 1);
    fixture_load(&fixture, (const char *const[]){"headgate.yml", NULL}, options);
    unsetenv("HEADGATE_GATE");
    UNIT_ASSERT_TEXT(fixture.printed.data,
                     "HEADGATE_GATE: \"down\": expected ==, !=, <=, >=, < or > after "
                     "\"down\"\n"
                     "--gate: no target has the tag \"nobody\"\n");
    fixture_release(&fixture);
}

CU_TestInfo type_conditions_tests[] = {
    {"wrong_conditions_are_reported_with_their_location",
     wrong_conditions_are_reported_with_their_location},
    {"options_take_the_place_of_the_configuration",
     options_take_the_place_of_the_configuration},
    {"wrong_options_and_variables_are_reported_by_name",
     wrong_options_and_variables_are_reported_by_name},
    CU_TEST_INFO_NULL,
};

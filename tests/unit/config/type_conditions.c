/* SPDX-License-Identifier: MIT */
/* type_conditions: the gate's conditions in configurations and options. */
#include "fixture.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

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
         "duration such as 800ms, got \"1\"; write \"p95 < 1s\"\n"},
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

static void wrong_values_say_what_to_write(void)
{
    static const char *const rows[][2] = {
        {"p95 < 300", "p95 < 300ms"},
        {"p95( critical )<=2", "p95( critical ) <= 2s"},
        {"p95 < 300 ms", "p95 < 300ms"},
        {"max < 1,5 sec", "max < 1.5s"},
        {"p50 < 0.5", "p50 < 0.5s"},
        {"down_percent < 5 %", "down_percent < 5%"},
        {"down < 5%", "down_percent < 5"},
        {"down(critical) < 5 %", "down_percent(critical) < 5"},
        {"certificate_days > 14d", "certificate_days > 14"},
        {"certificate_days >= 14 days", "certificate_days >= 14"},
        {"certificate_days >= 2 weeks", NULL},
        {"down = 0", "down == 0"},
        {"down === 0", "down == 0"},
        {"down => 1", "down >= 1"},
        {"down <> 1", "down != 1"},
        {"p95 = 300", "p95 == 300ms"},
        {"down \xe2\x89\xa4 0", "down <= 0"},
        {"up == 100%", NULL},
        {"p95 < fast", NULL},
        {"p95 < ", NULL},
        {"p95 300ms", NULL},
        {"p95 ><= 300ms", NULL},
        {"down == 0 and up > 1", NULL},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hg_buf text;
        hg_buf_init(&text);
        hg_buf_printf(&text, "gate: {conditions: ['%s']}\n" TARGETS, rows[i][0]);
        const char *printed = fixture_load_yaml(&fixture, text.data);
        const char *answer = strstr(printed, "; write ");
        hg_buf_clear(&text);
        if (rows[i][1] != NULL)
            hg_buf_printf(&text, "; write \"%s\"\n", rows[i][1]);
        UNIT_ASSERT_ROW(*printed != '\0', rows[i][0]);
        UNIT_ASSERT_TEXT(answer == NULL ? "" : answer, text.data);
        hg_buf_release(&text);
    }
    UNIT_ASSERT_TEXT(
        fixture_load_yaml(&fixture, "gate: {conditions: ['[STATUS] == 200']}\n" TARGETS),
        "headgate.yml:1:21: gate.conditions: \"[STATUS] == 200\": conditions are about "
        "the "
        "run; of a target write expect: {status: 200, latency: {fail: 500ms}}\n");
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
    {"wrong_values_say_what_to_write", wrong_values_say_what_to_write},
    {"wrong_conditions_are_reported_with_their_location",
     wrong_conditions_are_reported_with_their_location},
    {"options_take_the_place_of_the_configuration",
     options_take_the_place_of_the_configuration},
    {"wrong_options_and_variables_are_reported_by_name",
     wrong_options_and_variables_are_reported_by_name},
    CU_TEST_INFO_NULL,
};

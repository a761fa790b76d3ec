/* SPDX-License-Identifier: MIT */
/* Tests of statuses. */
#include "headgate/statuses.h"

#include "unit.h"

#include "headgate/banned.h"

static void codes_ranges_and_classes_are_read(void)
{
    static const struct {
        const char *text, *formatted;
    } rows[] = {
        {"200", "200"},         {"100", "100"},         {"599", "599"},
        {"200-299", "200-299"}, {"100-599", "100-599"}, {"404-404", "404"},
        {"2xx", "200-299"},     {"5XX", "500-599"},     {"1xx", "100-199"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_statuses statuses = {{0}};
        char text[64];
        UNIT_ASSERT_ROW(hg_statuses_parse(&statuses, rows[i].text) == 0, rows[i].text);
        hg_statuses_format(&statuses, text, sizeof(text));
        UNIT_ASSERT_TEXT(text, rows[i].formatted);
    }
}

static void everything_else_is_refused_and_adds_nothing(void)
{
    static const char *const rows[] = {
        "",       "0",    "20",      "99",       "099",     "600",     "2000",
        "2x",     "xxx",  "6xx",     "0xx",      "2xX",     "299-200", "200-600",
        "99-200", "-200", "200-",    "200-2999", "abc",     "2 0",     " 200",
        "200 ",   "+20",  "200,201", "2xx-3xx",  "200:299", "2:0",     "29:"};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_statuses statuses = {{0}};
        UNIT_ASSERT_ROW(hg_statuses_parse(&statuses, rows[i]) == -1, rows[i]);
        UNIT_ASSERT_ROW(hg_statuses_is_empty(&statuses), rows[i]);
    }
}

static void a_set_has_its_edges_and_nothing_beyond(void)
{
    struct hg_statuses statuses = {{0}};
    CU_ASSERT_TRUE(hg_statuses_is_empty(&statuses));
    hg_statuses_add(&statuses, 200, 299);
    CU_ASSERT_FALSE(hg_statuses_is_empty(&statuses));
    static const struct {
        const char *name;
        int status;
        bool has;
    } rows[] = {{"199", 199, false}, {"200", 200, true}, {"255", 255, true},
                {"256", 256, true},  {"299", 299, true}, {"300", 300, false},
                {"-1", -1, false},   {"0", 0, false},    {"9999", 9999, false}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        UNIT_ASSERT_ROW(hg_statuses_has(&statuses, rows[i].status) == rows[i].has,
                        rows[i].name);
}

static void neighbours_are_joined_when_formatted(void)
{
    struct hg_statuses statuses = {{0}};
    char text[64];
    hg_statuses_format(&statuses, text, sizeof(text));
    UNIT_ASSERT_TEXT(text, "");
    hg_statuses_add(&statuses, 301, 301);
    hg_statuses_add(&statuses, 250, 299);
    hg_statuses_add(&statuses, 200, 249);
    hg_statuses_add(&statuses, 599, 9999);
    hg_statuses_format(&statuses, text, sizeof(text));
    UNIT_ASSERT_TEXT(text, "200-299, 301, 599");
    hg_statuses_format(&statuses, text, 8);
    UNIT_ASSERT_TEXT(text, "200-299");
}

CU_TestInfo statuses_tests[] = {
    {"codes_ranges_and_classes_are_read", codes_ranges_and_classes_are_read},
    {"everything_else_is_refused_and_adds_nothing",
     everything_else_is_refused_and_adds_nothing},
    {"a_set_has_its_edges_and_nothing_beyond", a_set_has_its_edges_and_nothing_beyond},
    {"neighbours_are_joined_when_formatted", neighbours_are_joined_when_formatted},
    CU_TEST_INFO_NULL,
};

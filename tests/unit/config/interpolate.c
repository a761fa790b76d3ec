/* SPDX-License-Identifier: MIT */
/* interpolate: variables in values. */
#include "config/interpolate.h"

#include "fixture.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

static void set_variables(void)
{
    setenv("HG_TEST_A", "alpha", 1);
    setenv("HG_TEST_EMPTY", "", 1);
    setenv("HG_TEST_NESTED", "${HG_TEST_A} $$", 1);
    setenv("HG_TEST_BAD", "a\033b", 1);
    unsetenv("HG_TEST_NONE");
}

static void references_are_replaced_once(void)
{
    static const char *const rows[][2] = {
        {"plain", "plain"},
        {"x${HG_TEST_A}y", "xalphay"},
        {"${HG_TEST_A}${HG_TEST_A}", "alphaalpha"},
        {"${HG_TEST_NONE:-fall back}", "fall back"},
        {"${HG_TEST_NONE:-}", ""},
        {"${HG_TEST_EMPTY}", ""},
        {"${HG_TEST_EMPTY:-x}", "x"},
        {"${HG_TEST_A:-x}", "alpha"},
        {"${HG_TEST_NESTED}", "${HG_TEST_A} $$"},
        {"$HG_TEST_A costs $5 $", "$HG_TEST_A costs $5 $"},
        {"$${HG_TEST_A}", "${HG_TEST_A}"},
        {"$$$$", "$$"},
        {"${HG_TEST_NONE:-http://h:80/}", "http://h:80/"},
        {"${HG_TEST_NONE:-out-{date}}.json", "out-{date}.json"},
        {"${HG_TEST_A:-out-{date}}.json", "alpha.json"},
        {"${HG_TEST_NONE:-costs $$5 $}", "costs $5 $"},
        {"${HG_TEST_NONE:-$${A}}", "${A}"},
    };
    set_variables();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hg_buf out;
        char problem[512];
        hg_buf_init(&out);
        UNIT_ASSERT_ROW(hg_interpolate_text(rows[i][0], &out, problem, sizeof problem) ==
                            0,
                        rows[i][0]);
        UNIT_ASSERT_TEXT(out.data, rows[i][1]);
        hg_buf_release(&out);
    }
}

static void wrong_references_say_what_is_wrong(void)
{
    static const char expected[] =
        "expected \"${NAME}\", \"${NAME:-default}\" or \"$$\", ";
    static const char *const rows[][2] = {
        {"${HG_TEST_NONE}", "variable \"HG_TEST_NONE\" is not set and has no default"},
        {"${HG_TEST_BAD}",
         "variable \"HG_TEST_BAD\" must be UTF-8 text without control characters"},
        {"${", "got \"${\""},
        {"${}", "got \"${}\""},
        {"${1A}", "got \"${1A}\""},
        {"${A-x}", "got \"${A-x}\""},
        {"${A:-x", "got \"${A:-x\""},
        {"${A:-{}", "got \"${A:-{}\""},
        {"${HG_TEST_A:-${B}}", "got \"${HG_TEST_A:-${B}}\""},
        {"http://me:sec${ret@h/", "got \"${***@h/\""},
    };
    set_variables();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hg_buf out;
        char problem[512] = "";
        hg_buf_init(&out);
        UNIT_ASSERT_ROW(hg_interpolate_text(rows[i][0], &out, problem, sizeof problem) ==
                            -1,
                        rows[i][0]);
        const char *text = strncmp(problem, expected, strlen(expected)) == 0
                               ? problem + strlen(expected)
                               : problem;
        UNIT_ASSERT_TEXT(text, rows[i][1]);
        hg_buf_release(&out);
    }
}

static void values_are_replaced_whatever_their_quotes_and_keys_are_not(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    setenv("HG_TEST_N", "3", 1);
    setenv("HG_TEST_HOST", "h.example", 1);
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture,
                                       "name: '${HG_TEST_HOST}'\n"
                                       "concurrency: {workers: \"${HG_TEST_N}\"}\n"
                                       "x-${HG_TEST_NONE}: 1\n"
                                       "targets: [\"http://${HG_TEST_HOST}/\"]\n"),
                     "");
    UNIT_ASSERT_TEXT(fixture.config.settings.name, "h.example");
    CU_ASSERT_EQUAL(fixture.config.settings.workers, 3);
    UNIT_ASSERT_TEXT(fixture.config.targets[0].url, "http://h.example/");
    fixture_release(&fixture);
}

static void a_variable_brings_no_yaml_with_it(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    setenv("HG_TEST_YAML", "null", 1);
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, "name: ${HG_TEST_YAML}\n"), "");
    UNIT_ASSERT_TEXT(fixture.config.settings.name, "null");
    setenv("HG_TEST_YAML", "[a, b]", 1);
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, "name: ${HG_TEST_YAML}\n"), "");
    UNIT_ASSERT_TEXT(fixture.config.settings.name, "[a, b]");
    fixture_release(&fixture);
}

static void an_unset_variable_is_reported_once_for_an_alias(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(
        fixture_load_yaml(&fixture, "x-a: &a {timeout: \"${HG_TEST_NONE}\"}\n"
                                    "targets:\n"
                                    "  - {url: http://a/, <<: *a}\n"
                                    "  - {url: http://b/, <<: *a}\n"),
        "headgate.yml:1:19: variable \"HG_TEST_NONE\" is not set and has no default\n");
    fixture_release(&fixture);
}

static void an_aliased_value_is_replaced_once(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, "name: &n $$$$\nlocation: *n\n"), "");
    UNIT_ASSERT_TEXT(fixture.config.settings.name, "$$");
    UNIT_ASSERT_TEXT(fixture.config.settings.location, "$$");
    fixture_release(&fixture);
}

/* 100 times 1 MiB, in each place where a text can be shared. */
static void shared_text_is_counted_wherever_it_is_used(void)
{
    static const char *const uses[][2] = {
        {"targets:\n- url: http://a/\n  tags: [", "*a,"},
        {"targets:\n- url: http://a/\n  tags: [", "'${HG_TEST_BIG}',"},
        {"x-b: &b {c: *a}\ndefaults: {headers: {b: c}}\nx-list: [", "{<<: *b},"},
        {"x-list: [", "{*a : 1},"},
        {"x-b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nx-list: [", "*b,"},
    };
    const size_t size = (size_t)1 << 20;
    char *big = malloc(size + 1);
    memset(big, 'x', size);
    big[size] = '\0';
    setenv("HG_TEST_BIG", big, 1);
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) {
        struct fixture fixture;
        struct hg_buf yaml;
        hg_buf_init(&yaml);
        hg_buf_printf(&yaml, "x-a: &a '${HG_TEST_BIG}'\n%s", uses[i][0]);
        for (int use = 0; use < 100; use++)
            hg_buf_add_text(&yaml, uses[i][1]);
        hg_buf_add_text(&yaml, "]\n");
        fixture_init(&fixture);
        const char *problems = fixture_load_yaml(&fixture, yaml.data);
        UNIT_ASSERT_ROW(
            strstr(problems,
                   ": aliases and variables expand to more than 64 MiB of text") != NULL,
            uses[i][1]);
        fixture_release(&fixture);
        hg_buf_release(&yaml);
    }
    unsetenv("HG_TEST_BIG");
    free(big);
}

static void ordinary_sharing_is_no_matter_of_size(void)
{
    struct fixture fixture;
    struct hg_buf yaml;
    hg_buf_init(&yaml);
    hg_buf_add_text(&yaml, "x-a: &a {X: \"");
    for (int i = 0; i < 500; i++)
        hg_buf_add_text(&yaml, "0123456789");
    hg_buf_add_text(&yaml, "\"}\ntargets:\n");
    for (int i = 0; i < 5000; i++)
        hg_buf_printf(&yaml, "- {url: http://h%d/, headers: *a}\n", i);
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, yaml.data), "");
    CU_ASSERT_EQUAL(fixture.config.target_count, 5000);
    fixture_release(&fixture);
    hg_buf_release(&yaml);
}

CU_TestInfo interpolate_tests[] = {
    {"an_aliased_value_is_replaced_once", an_aliased_value_is_replaced_once},
    {"references_are_replaced_once", references_are_replaced_once},
    {"wrong_references_say_what_is_wrong", wrong_references_say_what_is_wrong},
    {"values_are_replaced_whatever_their_quotes_and_keys_are_not",
     values_are_replaced_whatever_their_quotes_and_keys_are_not},
    {"a_variable_brings_no_yaml_with_it", a_variable_brings_no_yaml_with_it},
    {"an_unset_variable_is_reported_once_for_an_alias",
     an_unset_variable_is_reported_once_for_an_alias},
    {"shared_text_is_counted_wherever_it_is_used",
     shared_text_is_counted_wherever_it_is_used},
    {"ordinary_sharing_is_no_matter_of_size", ordinary_sharing_is_no_matter_of_size},
    CU_TEST_INFO_NULL,
};

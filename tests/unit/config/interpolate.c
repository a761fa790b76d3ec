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

static void a_value_that_needs_an_unset_variable_may_be_left_out(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    fixture.allows_unset = true;
    setenv("HG_TEST_EMPTY", "", 1);
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture,
                                       "defaults: {headers: {X: '${HG_TEST_NONE}'}}\n"
                                       "targets:\n"
                                       "- 'http://${HG_TEST_HOST}/'\n"
                                       "- {name: a, url: 'http://${HG_TEST_NONE}/'}\n"
                                       "- {url: http://b/, timeout: '${HG_TEST_EMPTY}'}\n"
                                       "- 'http://${HG_TEST_NONE}${HG_TEST_NONE}/'\n"),
                     "");
    CU_ASSERT_TRUE(fixture.config.has_unset);
    CU_ASSERT_EQUAL_FATAL(fixture.config.target_count, 4);
    UNIT_ASSERT_TEXT(fixture.config.targets[0].url, "http://h.example/");
    UNIT_ASSERT_TEXT(fixture.config.targets[1].name, "a");
    UNIT_ASSERT_TEXT(fixture.config.targets[1].url, "http://unset.invalid/");
    CU_ASSERT_EQUAL(fixture.config.targets[2].policy->timeout_us, 10000000);
    UNIT_ASSERT_TEXT(fixture.config.targets[3].name,
                     "http://${HG_TEST_NONE}${HG_TEST_NONE}/");
    CU_ASSERT_EQUAL_FATAL(fixture.config.note_count, 2);
    UNIT_ASSERT_TEXT(
        fixture.config.notes[0],
        "headgate.yml:1:25: variable \"HG_TEST_NONE\" is not set or empty: 3 settings "
        "were not checked");
    UNIT_ASSERT_TEXT(
        fixture.config.notes[1],
        "headgate.yml:5:29: variable \"HG_TEST_EMPTY\" is not set or empty: 1 setting "
        "was not checked");
    fixture_release(&fixture);
}

static void what_is_wrong_beside_an_unset_variable_is_reported(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    fixture.allows_unset = true;
    UNIT_ASSERT_TEXT(
        fixture_load_yaml(&fixture, "targets:\n"
                                    "- {url: 'http://${HG_TEST_NONE}/', timeout: 0s}\n"
                                    "- {file: '${HG_TEST_NONE}', timeout: 1ns}\n"
                                    "- {url: 'http://a/${HG_TEST_NONE}/${'}\n"
                                    "- {url: http://a/, retries: '${HG_TEST_NONE}', "
                                    "tiemout: 1s}\n"),
        "headgate.yml:2:45: target #1: timeout must be 1ms to 10m, got \"0s\"\n"
        "headgate.yml:3:38: target #2: timeout must be 1ms to 10m, got \"1ns\"\n"
        "headgate.yml:4:9: expected \"${NAME}\", \"${NAME:-default}\" or \"$$\", got "
        "\"${\"\n"
        "headgate.yml:5:48: unknown key \"tiemout\", did you mean \"timeout\"?\n");
    fixture_release(&fixture);
}

/* Each would be reported if the value that is not known were missing. */
static void nothing_is_said_of_what_an_unset_variable_could_be(void)
{
    static const char *const rows[] = {
        "history: $N\noutput: {on_change: true}\n",
        "history: $N\nmail: {send: true, server: $N, from: $N, to: [$N]}\n",
        "mail: {user: $N, password: $N, server: a, tls: $N}\n",
        "gate: {conditions: [down(critical) == 0]}\n"
        "targets: [{url: http://a/, tags: [b, $N]}]\n",
        "targets: [{name: $N, url: http://a/}, {url: http://b/, depends_on: c}]\n",
        "targets: [{name: c, url: $N}, {url: http://b/, depends_on: c}]\n",
        "targets: [$N, {url: http://b/, depends_on: [c]}]\n",
        "targets: [{file: $N}, {url: http://b/, depends_on: [c]}]\n",
        "targets: [{name: c, url: http://c/}, {url: http://b/, depends_on: [$N, c]}]\n",
        "targets: [{url: http://a/, auth: {basic: {user: $N, password: x}}}]\n",
        "targets: [{url: http://a/, tls: {client_key: headgate.yml, "
        "client_certificate: $N}}]\n",
        "defaults: {expect: {latency: {fail: 3s}}}\n"
        "targets: [{url: http://a/, expect: {latency: {warn: 5s, fail: $N}}}]\n",
        "defaults: {method: GET}\n"
        "targets: [{url: http://a/, method: $N, body: x}]\n",
        "targets: [{url: http://a/, waive: {until: $N, reason: $N}}]\n",
        "targets: $N\ndefaults: $N\nversion: $N\ncanaries: [$N]\nbaseline: $N\n",
        "report: {since: $N, tz: $N}\nreports: {json: $N}\ngate: $N\n",
    };
    struct fixture fixture;
    fixture_init(&fixture);
    fixture.allows_unset = true;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hg_buf yaml;
        hg_buf_init(&yaml);
        for (const char *at = rows[i]; *at != '\0'; at++) {
            if (*at == '$')
                hg_buf_add_text(&yaml, "\"${HG_TEST_NONE}\"");
            else if (*at != 'N')
                hg_buf_add_char(&yaml, *at);
        }
        UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, yaml.data), "");
        UNIT_ASSERT_ROW(fixture.config.has_unset, rows[i]);
        hg_buf_release(&yaml);
    }
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
    {"a_value_that_needs_an_unset_variable_may_be_left_out",
     a_value_that_needs_an_unset_variable_may_be_left_out},
    {"what_is_wrong_beside_an_unset_variable_is_reported",
     what_is_wrong_beside_an_unset_variable_is_reported},
    {"nothing_is_said_of_what_an_unset_variable_could_be",
     nothing_is_said_of_what_an_unset_variable_could_be},
    {"shared_text_is_counted_wherever_it_is_used",
     shared_text_is_counted_wherever_it_is_used},
    {"ordinary_sharing_is_no_matter_of_size", ordinary_sharing_is_no_matter_of_size},
    CU_TEST_INFO_NULL,
};

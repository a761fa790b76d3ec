/* SPDX-License-Identifier: MIT */
/* Tests of secret_values: which values of a configuration are secret. */
#include "config/secret_values.h"

#include "config/fixture.h"
#include "headgate/waiver.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

static void set_variables(void)
{
    setenv("ALPHA", "alpha-value", 1);
    setenv("BETA", "beta-value", 1);
    setenv("SHORT", "1234567", 1);
    setenv("NOTHING", "", 1);
}

static void unset_variables(void)
{
    unsetenv("ALPHA");
    unsetenv("BETA");
    unsetenv("SHORT");
    unsetenv("NOTHING");
}

/* What is left of "alpha-value beta-value literal-value". */
struct row {
    const char *yaml, *shown;
};

static void check_row(struct fixture *fixture, const struct row *row)
{
    UNIT_ASSERT_TEXT(fixture_load_yaml(fixture, row->yaml), "");
    char *shown =
        hg_secrets_mask(&fixture->config.secrets, "alpha-value beta-value literal-value");
    if (strcmp(shown, row->shown) != 0)
        printf("\n%s\n", row->yaml);
    UNIT_ASSERT_TEXT(shown, row->shown);
    free(shown);
}

static void check_rows(const struct row *rows, size_t count)
{
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write("token", "literal-value\n");
    set_variables();
    for (size_t i = 0; i < count; i++)
        check_row(&fixture, &rows[i]);
    unset_variables();
    fixture_release(&fixture);
}

#define CHECK_ROWS(rows) check_rows(rows, sizeof rows / sizeof *rows)
#define NONE             "alpha-value beta-value literal-value"
#define TARGET(keys)     "targets: [{url: http://a/, " keys "}]"

static void some_values_are_secret_by_what_they_are(void)
{
    static const struct row rows[] = {
        {TARGET("retries: 1"), NONE},
        {TARGET("auth: {bearer: literal-value}"), "alpha-value beta-value ***"},
        {TARGET("auth: {token_file: token}"), "alpha-value beta-value ***"},
        {TARGET("auth: {basic: {user: literal-value, password: beta-value}}"),
         "alpha-value *** literal-value"},
        {TARGET("auth: {digest: {user: a, password: literal-value}}"),
         "alpha-value beta-value ***"},
        {TARGET("headers: {Authorization: Bearer literal-value}"),
         "alpha-value beta-value ***"},
        {TARGET("headers: {authorization: literal-value}"), "alpha-value beta-value ***"},
        {TARGET("headers: {authorization: Basic dTpsaXRlcmFsLXZhbHVl}"),
         "alpha-value beta-value ***"},
        {TARGET("headers: {Cookie: 'a=literal-value; b=beta-value;c'}"),
         "alpha-value *** ***"},
        {TARGET("headers: {X-Api-Key: literal-value}"), "alpha-value beta-value ***"},
        {TARGET("headers: {private-token: literal-value}"), "alpha-value beta-value ***"},
        {TARGET("headers: {X-SECRET: literal-value}"), "alpha-value beta-value ***"},
        {TARGET("headers: {X-Keys: literal-value, Key: beta-value, Tokens: alpha-value}"),
         NONE},
        {"targets: ['http://me:literal-value@a/']", "alpha-value beta-value ***"},
        {"targets: ['http://me:literal%2Dvalue@a/']", "alpha-value beta-value ***"},
        {"targets: ['http://literal-value@a/']", NONE},
        {"targets: ['http://a/me:literal-value@a/']", NONE},
        {"targets: ['a.example:81/?literal-value']", NONE},
        {"targets: [http://a/]\ncanaries: ['http://me:literal-value@b/']",
         "alpha-value beta-value ***"},
        {TARGET("proxy: 'me:literal-value@b:3128'"), "alpha-value beta-value ***"},
        {TARGET("proxy: 'socks5://me:literal-value@b'"), "alpha-value beta-value ***"},
        {TARGET("retries: 1") "\nmail: {user: alpha-value, password: literal-value}",
         "alpha-value beta-value ***"},
        {TARGET("body: literal-value"), NONE},
    };
    CHECK_ROWS(rows);
}

static void values_of_variables_are_secret_by_where_they_stand(void)
{
    static const struct row rows[] = {
        {TARGET("headers: {X-Any: '${ALPHA}'}"), "*** beta-value literal-value"},
        {TARGET("headers: {X-Any: 'a ${ALPHA} b ${BETA}'}"), "*** *** literal-value"},
        {"defaults: {headers: {X-Any: '${ALPHA}'}}\ntargets: [http://a/]",
         "*** beta-value literal-value"},
        {TARGET("user_agent: 'x/${ALPHA}'"), "*** beta-value literal-value"},
        {TARGET("body: '{\"a\": \"${ALPHA}\"}'"), "*** beta-value literal-value"},
        {TARGET("form: {a: '${ALPHA}'}"), "*** beta-value literal-value"},
        {TARGET("auth: {bearer: '${ALPHA}'}"), "*** beta-value literal-value"},
        {TARGET("auth: {basic: {user: '${ALPHA}', password: '${BETA}'}}"),
         "alpha-value *** literal-value"},
        {"targets: ['http://a/?k=${ALPHA}']", "*** beta-value literal-value"},
        {"targets: ['http://a?${ALPHA}#${BETA}']", "*** beta-value literal-value"},
        {"targets: ['http://a/${ALPHA}']", NONE},
        {"targets: ['http://${ALPHA}.a/?k=${BETA}']", "alpha-value *** literal-value"},
        {"targets: ['http://${ALPHA}:${BETA}@a/']", "alpha-value *** literal-value"},
        {"targets: [http://a/]\ncanaries: ['http://b/?k=${ALPHA}']",
         "*** beta-value literal-value"},
        {TARGET("headers: {Accept: '${ALPHA}', Host: '${BETA}'}"), NONE},
        {"targets: [{name: a, url: 'http://a/?k=${ALPHA}'},\n"
         "  'http://b/?k=${ALPHA}', {url: http://c/, depends_on: "
         "'http://b/?k=${ALPHA}'}]",
         "*** beta-value literal-value"},
        {TARGET("headers: {X-Any: '${GAMMA:-literal-value}'}"), NONE},
        {TARGET("headers: {X-Any: '${NOTHING}'}"), NONE},
        /* What people must recognise is not secret, wherever else it stands. */
        {"targets: [{url: 'http://${ALPHA}/', headers: {Host: '${ALPHA}'}}]", NONE},
        {"targets: [{url: 'http://a/${ALPHA}', headers: {X-Any: '${ALPHA}'}}]", NONE},
        {TARGET("name: 'x ${ALPHA}', headers: {X-Any: '${ALPHA}'}"), NONE},
        {TARGET("group: '${ALPHA}', headers: {X-Any: '${ALPHA}'}"), NONE},
        {TARGET("tags: ['${ALPHA}'], headers: {X-Any: '${ALPHA}'}"), NONE},
        {TARGET("headers: {X-Any: '${ALPHA}'}") "\nname: 'of ${ALPHA}'", NONE},
        {TARGET("name: '${ALPHA}', headers: {X-Key: '${ALPHA}'}"),
         "*** beta-value literal-value"},
        {TARGET("expect: {body: {contains: '${ALPHA}'}}"), NONE},
        {TARGET("expect: {header: {X-Any: '${ALPHA}'}}"), NONE},
    };
    CHECK_ROWS(rows);
}

static void secret_and_public_decide(void)
{
    static const struct row rows[] = {
        {"secret: ALPHA\ntargets: ['http://a/${ALPHA}']", "*** beta-value literal-value"},
        {"secret: [ALPHA, BETA]\ntargets: ['http://a/']", "*** *** literal-value"},
        {"secret: [SHORT, UNSET_ONE, NOTHING]\ntargets: ['http://a/']", NONE},
        {"secret: ALPHA\ntargets: ['http://${ALPHA}.a/']",
         "*** beta-value literal-value"},
        {"public: ALPHA\n" TARGET("headers: {X-Any: '${ALPHA} ${BETA}'}"),
         "alpha-value *** literal-value"},
        {"public: [ALPHA]\n" TARGET("headers: {X-Key: '${ALPHA}'}"), NONE},
        {"public: [ALPHA]\n" TARGET("auth: {bearer: '${ALPHA}'}"), NONE},
        {"public: [ALPHA]\ntargets: ['http://a/?${ALPHA}']", NONE},
        {"public: [ALPHA]\ntargets: ['http://me:${BETA}@a/?${ALPHA}']",
         "alpha-value *** literal-value"},
        {"public: [BETA]\ntargets: ['http://me:${BETA}@a/?${ALPHA}']",
         "*** beta-value literal-value"},
        {"public: [ALPHA]\n" TARGET("headers: {X-Key: '${ALPHA}', Y-Key: alpha-value}"),
         "*** beta-value literal-value"},
    };
    CHECK_ROWS(rows);
}

static void names_of_variables_are_checked_and_never_repeated(void)
{
    static const struct row rows[] = {
        {"secret: '${ALPHA}'",
         "headgate.yml:1:9: secret must be the name of a variable without \"${\" and "
         "\"}\", or a list of names in brackets, got a string\n"},
        {"public: [ALPHA, beta-value]",
         "headgate.yml:1:17: public must be the name of a variable without \"${\" and "
         "\"}\", or a list of names in brackets, got a string\n"},
        {"secret: {ALPHA: true}",
         "headgate.yml:1:9: secret must be the name of a variable without \"${\" and "
         "\"}\", or a list of names in brackets, got a map\n"},
        {"secret: []", "headgate.yml:1:9: secret must be the name of an environment "
                       "variable, or a list of them, got a list\n"},
        {"secret: [ALPHA, BETA]\npublic: BETA",
         "headgate.yml:2:9: public: \"BETA\" is in \"secret\", too\n"},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    set_variables();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, rows[i].yaml), rows[i].shown);
    unset_variables();
    fixture_release(&fixture);
}

static void assert_target(const struct hg_target *target, const char *name,
                          const char *url, const char *request_url)
{
    UNIT_ASSERT_TEXT(target->name, name);
    UNIT_ASSERT_TEXT(target->url, url);
    UNIT_ASSERT_TEXT(hg_target_request_url(target), request_url);
}

static void targets_are_shown_without_secrets(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    set_variables();
    UNIT_ASSERT_TEXT(
        fixture_load_yaml(
            &fixture, "secret: [SHORT, NOTHING]\n"
                      "targets:\n"
                      "- http://a.example/?k=${ALPHA}\n"
                      "- http://a.example/?other=${BETA}\n"
                      "- {name: 'all of ${SHORT}', url: "
                      "'http://me:${BETA}@b.example/x?${SHORT}#f'}\n"
                      "- http://b.example/?${SHORT}${NOTHING}\n"
                      "- {url: 'https://c.example/very/secret?x', hide_url: true}\n"
                      "- {url: 'https://c.example:8443/other', hide_url: true}\n"
                      "- {name: named, url: 'https://c.example/other', hide_url: true}\n"
                      "- {url: https://d.example/, depends_on: "
                      "['http://a.example/?other=${BETA}',\n"
                      "   'https://c.example:8443/other'], hide_url: true}\n"
                      "- http://e.example/beta-value\n"),
        "");
    const struct hg_target *targets = fixture.config.targets;
    CU_ASSERT_EQUAL_FATAL(fixture.config.target_count, 9);
    assert_target(&targets[0], "http://a.example/?k=***", "http://a.example/?k=***",
                  "http://a.example/?k=alpha-value");
    assert_target(&targets[1], "http://a.example/?other=***",
                  "http://a.example/?other=***", "http://a.example/?other=beta-value");
    assert_target(&targets[2], "all of ***", "http://b.example/x?***",
                  "http://b.example/x?1234567");
    assert_target(&targets[3], "http://b.example/?***", "http://b.example/?***",
                  "http://b.example/?1234567");
    assert_target(&targets[4], "https://c.example/***", "https://c.example/***",
                  "https://c.example/very/secret?x");
    assert_target(&targets[5], "https://c.example:8443/***", "https://c.example:8443/***",
                  "https://c.example:8443/other");
    assert_target(&targets[6], "named", "https://c.example/***",
                  "https://c.example/other");
    assert_target(&targets[7], "https://d.example/", "https://d.example/",
                  "https://d.example/");
    CU_ASSERT_EQUAL(hg_target_get_extra(&targets[7])->parent_count, 2);
    assert_target(&targets[8], "http://e.example/***", "http://e.example/***",
                  "http://e.example/beta-value");
    unset_variables();
    fixture_release(&fixture);
}

/* By what is shown of them: their order in the file must not decide which is which. */
static void targets_of_a_configuration_that_are_shown_alike_are_refused(void)
{
    static const char *const rows[][2] = {
        {"- http://a/?k=${ALPHA}\n- http://a/?k=${BETA}\n",
         "headgate.yml:3: two targets are shown as \"http://a/?k=***\", this one and "
         "that of line 2: give them names\n"},
        {"- {url: http://a/b, hide_url: true}\n"
         "- {url: http://a/c, hide_url: true}\n- {url: http://a/d, hide_url: true}\n",
         "headgate.yml:3: two targets are shown as \"http://a/***\", this one and that "
         "of line 2: give them names\n"
         "headgate.yml:4: two targets are shown as \"http://a/***\", this one and that "
         "of line 2: give them names\n"},
        {"- {name: 'of alpha-value', url: http://a/, auth: {bearer: '${ALPHA}'}}\n"
         "- {name: 'of beta-value', url: http://a/, auth: {bearer: '${BETA}'}}\n",
         "headgate.yml:3: two targets are shown as \"of ***\", this one and that of line "
         "2: "
         "give one of them another name\n"},
        {"- {url: http://a/b, hide_url: true}\n"
         "- {name: 'http://a/***', url: http://b/}\n",
         "headgate.yml:2: two targets are shown as \"http://a/***\", this one and that "
         "of line 3: give one of them another name\n"},
        {"- http://a/?k=${ALPHA}\n- {name: b, url: 'http://a/?k=${BETA}'}\n", ""},
        {"- {url: http://a/b, hide_url: true}\n- {url: http://a/c}\n"
         "- {url: 'http://a:81/b', hide_url: true}\n",
         ""},
    };
    struct fixture fixture;
    set_variables();
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char yaml[500];
        snprintf(yaml, sizeof yaml, "targets:\n%s", rows[i][0]);
        UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, yaml), rows[i][1]);
    }
    fixture_write("a.yml", "targets:\n- http://a/?k=${ALPHA}\n");
    fixture_write("b.yml", "targets:\n\n- http://a/?k=${BETA}\n");
    fixture_load(&fixture, (const char *const[]){"a.yml", "b.yml", NULL}, NULL);
    UNIT_ASSERT_TEXT(
        fixture.printed.data,
        "b.yml:3: two targets are shown as \"http://a/?k=***\", this one and "
        "that of a.yml:2: give them names\n");
    fixture_release(&fixture);
    unset_variables();
}

/* Where no names can be given, their order counts; what a configuration has keeps its name. */
static void addresses_of_lists_that_are_shown_alike_get_numbers(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write("urls.txt", "http://a/b\nhttp://a/c\nhttp://a/d\n");
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture,
                                       "defaults: {hide_url: true}\n"
                                       "targets:\n- file: urls.txt\n- http://a/e\n"),
                     "");
    const struct hg_target *targets = fixture.config.targets;
    CU_ASSERT_EQUAL_FATAL(fixture.config.target_count, 4);
    assert_target(&targets[0], "http://a/*** #2", "http://a/***", "http://a/b");
    assert_target(&targets[1], "http://a/*** #3", "http://a/***", "http://a/c");
    assert_target(&targets[2], "http://a/*** #4", "http://a/***", "http://a/d");
    assert_target(&targets[3], "http://a/***", "http://a/***", "http://a/e");
    fixture_release(&fixture);
}

static void what_is_said_of_a_run_and_a_waiver_has_no_secrets(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(
        fixture_load_yaml(&fixture,
                          "name: of literal-value\n"
                          "location: at literal-value\n"
                          "targets:\n"
                          "- {url: http://a/, auth: {bearer: literal-value}, waive:\n"
                          "   {until: 2099-01-01, reason: literal-value!, ticket: \n"
                          "   'http://b/?literal-value'}}\n"),
        "");
    UNIT_ASSERT_TEXT(fixture.config.settings.name, "of ***");
    UNIT_ASSERT_TEXT(fixture.config.settings.location, "at ***");
    const struct hg_waiver *waiver =
        hg_target_get_extra(&fixture.config.targets[0])->waiver;
    UNIT_ASSERT_TEXT(waiver->reason, "***!");
    UNIT_ASSERT_TEXT(waiver->ticket, "http://b/?***");
    fixture_release(&fixture);
}

static void problems_and_notes_have_no_secrets(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    set_variables();
    UNIT_ASSERT_TEXT(
        fixture_load_yaml(&fixture, "targets:\n"
                                    "- ftp://a.example/?${ALPHA}\n"
                                    "- {url: http://a/, ip: '${ALPHA}', timeout: 1x}\n"
                                    "- {url: http://b/, headers: {X-Any: '${ALPHA}'}}\n"
                                    "- {url: http://c/x/y, hide_url: true, ip: 5}\n"),
        "headgate.yml:2:3: target #1: expected an http or https address, got scheme "
        "\"ftp\"\n"
        "headgate.yml:3:24: target \"http://a/\": ip must be any, 4 or 6, got \"***\"\n"
        "headgate.yml:3:45: target \"http://a/\": timeout must be 1ms to 10m, got "
        "\"1x\"\n"
        "headgate.yml:5:43: target #4: ip must be any, 4 or 6, got \"5\"\n");
    unset_variables();
    fixture_release(&fixture);
}

/* By `defaults`, by a key of its own, in whatever is wrong: the URL itself, its kind, another key, its name. */
static void problems_have_no_hidden_urls(void)
{
    static const char *const texts[] = {
        "defaults: {hide_url: true}\n"
        "targets:\n"
        "- {url: 'https://a.example/TOP-SECRET', timeout: 1x}\n"
        "- https://a.example/TOP-SECRET?q\n"
        "- {url: 'https://a.example/TOP-SECRET?q'}\n"
        "- 'https://a.example:x/TOP-SECRET'\n"
        "- 'a.example:x/TOP-SECRET'\n"
        "- https://a.example/TOP-SECRET: {timeout: 1s}\n"
        "- shop: https://a.example/TOP-SECRET\n",
        "defaults: {hide_url: true}\n"
        "targets: https://a.example/TOP-SECRET\n",
        "targets:\n"
        "- {name: a, hide_url: true, url: 'http://a/S TOP-SECRET'}\n"
        "- {name: b, hide_url: true, url: ['http://a/LIST-SECRET']}\n"
        "- {name: c, hide_url: true, url: 'htp://a/TOP-SECRET',\n"
        "   depends_on: ['http://a/OTHER-SECRET']}\n"
        "- {hide_url: 5, url: 'http://a/TOP-SECRET', timeout: 1x}\n"
        "- {hide_url: true, url: 'http://a\\TOP-SECRET'}\n"
        "- https://a/TOP-SECRET: {hide_url: true}\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct fixture fixture;
        fixture_init(&fixture);
        const char *problems = fixture_load_yaml(&fixture, texts[i]);
        UNIT_ASSERT_ROW(problems[0] != '\0', texts[i]);
        UNIT_ASSERT_ROW(strstr(problems, "SECRET") == NULL, problems);
        fixture_release(&fixture);
    }
}

static void urls_that_are_not_hidden_stay_in_problems(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(
        fixture_load_yaml(
            &fixture, "defaults: {hide_url: true}\n"
                      "targets:\n"
                      "- {url: 'https://a.example/in/sight', hide_url: false, ip: 5}\n"),
        "headgate.yml:3:60: target \"https://a.example/in/sight\": ip must be any, 4 or "
        "6, got \"5\"\n");
    fixture_release(&fixture);
}

CU_TestInfo secret_values_tests[] = {
    {"targets_of_a_configuration_that_are_shown_alike_are_refused",
     targets_of_a_configuration_that_are_shown_alike_are_refused},
    {"addresses_of_lists_that_are_shown_alike_get_numbers",
     addresses_of_lists_that_are_shown_alike_get_numbers},
    {"problems_have_no_hidden_urls", problems_have_no_hidden_urls},
    {"urls_that_are_not_hidden_stay_in_problems",
     urls_that_are_not_hidden_stay_in_problems},
    {"some_values_are_secret_by_what_they_are", some_values_are_secret_by_what_they_are},
    {"values_of_variables_are_secret_by_where_they_stand",
     values_of_variables_are_secret_by_where_they_stand},
    {"secret_and_public_decide", secret_and_public_decide},
    {"names_of_variables_are_checked_and_never_repeated",
     names_of_variables_are_checked_and_never_repeated},
    {"targets_are_shown_without_secrets", targets_are_shown_without_secrets},
    {"what_is_said_of_a_run_and_a_waiver_has_no_secrets",
     what_is_said_of_a_run_and_a_waiver_has_no_secrets},
    {"problems_and_notes_have_no_secrets", problems_and_notes_have_no_secrets},
    CU_TEST_INFO_NULL,
};

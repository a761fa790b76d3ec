/* SPDX-License-Identifier: MIT */
/* load: structure, precedence, several configurations, filters. */
#include "fixture.h"
#include "headgate/units.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

static void structure_is_checked(void)
{
    static const char *const rows[][2] = {
        {"- a\n", "headgate.yml:1:1: expected a map of keys, such as targets: [URL], got "
                  "a list\n"},
        {"text\n", "headgate.yml:1:1: expected a map of keys, such as targets: [URL], "
                   "got \"text\"\n"},
        {"version: 2\n", "headgate.yml:1:10: version must be 1, got \"2\"\n"},
        {"version: '1'\n",
         "headgate.yml:1:10: version must be 1 without quotation marks, got \"1\"\n"},
        {"version:\n", "headgate.yml:1:9: version must be 1, got nothing\n"},
        {"version: 1\n", ""},
        {"x-anything: {free: [1]}\n", ""},
        {"defaults: 5\n", "headgate.yml:1:11: defaults must be a map, got \"5\"\n"},
        {"targets: {file: a}\n",
         "headgate.yml:1:10: targets must be a list of URLs and maps, such as - {name: "
         "NAME, url: URL}, got a map\n"},
        {"targets: [[]]\n",
         "headgate.yml:1:11: target #1: must be a URL or a map, got a list\n"},
        {"targets: [~]\n",
         "headgate.yml:1:11: target #1: must be a URL or a map, got nothing\n"},
        {"concurrency: 5\n", "headgate.yml:1:14: concurrency must be a map, got \"5\"; "
                             "write concurrency: {workers: 5}\n"},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, rows[i][0]), rows[i][1]);
    fixture_release(&fixture);
}

static void passwords_of_addresses_in_wrong_places_are_not_repeated(void)
{
    static const char *const rows[][2] = {
        {"http://me:secret@h/\n", "headgate.yml:1:1: expected a map of keys, such as "
                                  "targets: [URL], got \"http://***@h/\"\n"},
        {"targets: http://me:secret@h/\n", "headgate.yml:1:10: targets must be a list of "
                                           "URLs and maps, such as - {name: NAME, url: "
                                           "URL}, got \"http://***@h/\"\n"},
        {"defaults: {timeout: 'http://me:secret@h/'}\n",
         "headgate.yml:1:21: defaults: timeout must be 1ms to 10m, got "
         "\"http://***@h/\"\n"},
        {"targets:\n  - http://me:secret@h/: {}\n",
         "headgate.yml:2:5: target #1: a URL is no key; write - {url: "
         "\"http://***@h/\"}, "
         "with its keys beside it\n"},
        {"targets:\n  - {name: x, http://h/: {}}\n",
         "headgate.yml:2:15: target #1: a URL is no key; write - {url: \"http://h/\"}, "
         "with its keys beside it\n"},
        {"targets:\n  - shop: http://me:secret@h/\n",
         "headgate.yml:2:5: target #1: unknown key \"shop\"; write - {name: \"shop\", "
         "url: "
         "\"http://***@h/\"}\n"},
        {"targets:\n  - shop: {url: http://h/, timeout: 5s}\n",
         "headgate.yml:2:5: target #1: unknown key \"shop\"; write - {name: \"shop\", "
         "url: "
         "\"http://h/\"}\n"},
        {"targets: ['http:/me:secret@h/', 'http:/me:secret@h/']\n",
         "headgate.yml:1:33: target name \"http:/h/\" is already used at line 1; give "
         "one "
         "of them another name\n"},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, rows[i][0]), rows[i][1]);
    fixture_release(&fixture);
}

static void block_scalars_end_before_their_last_line_break(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, "name: |\n  one\n"
                                                 "location: >+\n  two\n  words\n\n\n"
                                                 "targets:\n  - >\n    http://h/\n"),
                     "");
    UNIT_ASSERT_TEXT(fixture.config.settings.name, "one");
    UNIT_ASSERT_TEXT(fixture.config.settings.location, "two words");
    UNIT_ASSERT_TEXT(fixture.config.targets[0].name, "http://h/");
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, "name: |\n  one\n  two\n"),
                     "headgate.yml:1:7: name must be a non-empty string without "
                     "control characters, got \"one\xEF\xBF\xBDtwo\"\n");
    fixture_release(&fixture);
}

static void unknown_keys_name_the_nearest_one(void)
{
    static const char *const rows[][2] = {
        {"defaults: {timeuot: 5s}\n",
         "headgate.yml:1:12: defaults: unknown key \"timeuot\", "
         "did you mean \"timeout\"?\n"},
        {"targts: []\n",
         "headgate.yml:1:1: unknown key \"targts\", did you mean \"targets\"?\n"},
        {"timeout: 5s\n", "headgate.yml:1:1: unknown key \"timeout\" here; it belongs in "
                          "\"defaults\" or in a target\n"},
        {"timeuot: 5s\n", "headgate.yml:1:1: unknown key \"timeuot\", did you mean "
                          "\"timeout\", which belongs in \"defaults\" or in a target?\n"},
        {"defaults: {group: a}\n", "headgate.yml:1:12: defaults: unknown key \"group\" "
                                   "here; it belongs in a target\n"},
        {"defaults: {expect: {latency: {wran: 1s}}}\n",
         "headgate.yml:1:31: defaults: unknown key \"expect.latency.wran\", did you mean "
         "\"expect.latency.warn\"?\n"},
        {"expect.status: 200\n", "headgate.yml:1:1: unknown key \"expect.status\" here; "
                                 "it belongs in \"defaults\" or in a target\n"},
        /* A section, and near "headers". */
        {"targets: [{url: \"http://a/\", header: {A: b}}]\n",
         "headgate.yml:1:30: unknown key \"header\", did you mean \"expect.header\"?\n"},
        {"zzzzzzzzzz: 1\n", "headgate.yml:1:1: unknown key \"zzzzzzzzzz\"\n"},
        {"workers: 4\n", "headgate.yml:1:1: unknown key \"workers\", did you mean "
                         "\"concurrency.workers\"? Write concurrency: {workers: 4}\n"},
        {"defaults: {insecure: true, tls: {insecure: true}}\n",
         "headgate.yml:1:34: defaults: duplicate key: \"tls.insecure\" is also set at "
         "line 1\n"},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, rows[i][0]), rows[i][1]);
    fixture_release(&fixture);
}

static void every_problem_is_reported_together(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(
        fixture_load_yaml(&fixture, "version: 3\n"
                                    "concurrency: {workers: no}\n"
                                    "defaults:\n"
                                    "  retries: many\n"
                                    "targets:\n"
                                    "  - name: api\n"
                                    "    url: http://a/\n"
                                    "    timeout: \"0\"\n"
                                    "  - ftp://b/\n"),
        "headgate.yml:1:10: version must be 1, got \"3\"\n"
        "headgate.yml:2:24: concurrency.workers must be 1 to 4096, got \"no\"\n"
        "headgate.yml:4:12: defaults: retries must be 0 to 20, got \"many\"\n"
        "headgate.yml:8:14: target \"api\": timeout must be 1ms to 10m, got \"0\"\n"
        "headgate.yml:9:5: target #2: expected an http or https address, got scheme "
        "\"ftp\"\n");
    fixture_release(&fixture);
}

static const struct hg_policy *policy_of(const struct fixture *fixture, size_t index)
{
    return fixture->config.targets[index].policy;
}

static void each_layer_beats_the_one_below(void)
{
    static const char yaml[] =
        "defaults: {retries: 3, redirects: 3, retry_delay: 3s, timeout: 3s}\n"
        "targets: [http://a/, {url: http://b/, redirects: 4, "
        "retry_delay: 4s, timeout: 4s}]\n";
    static const char *const options[] = {"--timeout=6s", NULL};
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write("headgate.yml", yaml);
    setenv("HEADGATE_TIMEOUT", "5s", 1);
    setenv("HEADGATE_RETRY_DELAY", "5s", 1);
    setenv("HEADGATE_NAME", "", 1);
    fixture_load(&fixture, (const char *const[]){"headgate.yml", NULL}, options);
    unsetenv("HEADGATE_TIMEOUT");
    unsetenv("HEADGATE_RETRY_DELAY");
    unsetenv("HEADGATE_NAME");
    UNIT_ASSERT_TEXT(fixture.printed.data, "");
    CU_ASSERT_PTR_NULL(fixture.config.settings.name);
    CU_ASSERT_EQUAL(policy_of(&fixture, 0)->connect_timeout_us, 5 * HG_US_PER_S);
    CU_ASSERT_EQUAL(policy_of(&fixture, 0)->retries, 3);
    CU_ASSERT_EQUAL(policy_of(&fixture, 0)->redirects, 3);
    CU_ASSERT_EQUAL(policy_of(&fixture, 1)->retries, 3);
    CU_ASSERT_EQUAL(policy_of(&fixture, 1)->redirects, 4);
    CU_ASSERT_EQUAL(policy_of(&fixture, 1)->retry_delay_us, 5 * HG_US_PER_S);
    CU_ASSERT_EQUAL(policy_of(&fixture, 1)->timeout_us, 6 * HG_US_PER_S);
    fixture_release(&fixture);
}

static void wrong_options_and_variables_are_reported_once_by_name(void)
{
    static const char *const options[] = {"--timeout=0",       "--workers=x",
                                          "--header=secret",   "--latency-warn=2s",
                                          "--latency-fail=1s", NULL};
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write("headgate.yml", "targets: [http://a/, {url: http://b/, retries: 1}]\n");
    setenv("HEADGATE_RETRIES", "99", 1);
    fixture_load(&fixture, (const char *const[]){"headgate.yml", NULL}, options);
    unsetenv("HEADGATE_RETRIES");
    CU_ASSERT_PTR_NOT_NULL(
        strstr(fixture.printed.data, "HEADGATE_RETRIES: must be 0 to 20, got \"99\"\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(fixture.printed.data, "expected \"Name: value\"\n"));
    CU_ASSERT_PTR_NULL(strstr(fixture.printed.data, "secret"));
    CU_ASSERT_EQUAL(fixture.problems.count, 5);
    fixture_release(&fixture);
}

static void lists_on_the_command_line_take_commas_and_repetition(void)
{
    static const char *const options[] = {"--expect-status=  200-299 , 301 ",
                                          "--expect-status=404",
                                          "--fail-on=down ,flaky ",
                                          "--header=A: 1",
                                          "--header=b:2",
                                          "--header=a: 3",
                                          "--output=json=a.json",
                                          "--output=csv=b.csv",
                                          NULL};
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write("headgate.yml", "reports: {text: t.txt}\n"
                                  "defaults: {headers: {B: old, C: kept}}\n"
                                  "targets: [http://a/]\n");
    fixture_load(&fixture, (const char *const[]){"headgate.yml", NULL}, options);
    UNIT_ASSERT_TEXT(fixture.printed.data, "");
    char statuses[64];
    const struct hg_policy *policy = policy_of(&fixture, 0);
    hg_statuses_format(&policy->expect.status, statuses, sizeof statuses);
    UNIT_ASSERT_TEXT(statuses, "200-299, 301, 404");
    CU_ASSERT_EQUAL_FATAL(policy->headers.count, 3);
    UNIT_ASSERT_TEXT(policy->headers.items[0].value, "2");
    UNIT_ASSERT_TEXT(policy->headers.items[1].value, "kept");
    UNIT_ASSERT_TEXT(policy->headers.items[2].name, "a");
    UNIT_ASSERT_TEXT(policy->headers.items[2].value, "3");
    CU_ASSERT_EQUAL_FATAL(fixture.config.settings.reports.count, 2);
    UNIT_ASSERT_TEXT(fixture.config.settings.reports.items[1].file, "b.csv");
    fixture_release(&fixture);
}

static void arguments_that_end_in_yml_are_configurations(void)
{
    static const struct {
        struct hg_input input;
        bool is_config;
    } rows[] = {
        {{HG_INPUT_ARGUMENT, "a.yml"}, true},
        {{HG_INPUT_ARGUMENT, "a.yaml"}, true},
        {{HG_INPUT_ARGUMENT, ".yml"}, false},
        {{HG_INPUT_ARGUMENT, "a.yml.txt"}, false},
        {{HG_INPUT_ARGUMENT, "yml"}, false},
        {{HG_INPUT_ARGUMENT, "http://a/a.yml"}, false},
        {{HG_INPUT_CONFIG, "a.txt"}, true},
        {{HG_INPUT_LIST, "a.yml"}, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        UNIT_ASSERT_ROW(hg_input_is_config(&rows[i].input) == rows[i].is_config,
                        rows[i].input.text);
}

static void several_configurations_add_up(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write("a.yml", "name: a\nconcurrency: {workers: 3}\nreports: {json: a}\n"
                           "defaults: {retries: 1}\ntargets: [http://a/]\n");
    fixture_write("b.yaml", "name: b\nreports: {csv: b}\ndefaults: {retries: 2}\n"
                            "targets: [http://b/]\n");
    fixture_load(&fixture, (const char *const[]){"http://c/", "a.yml", "b.yaml", NULL},
                 NULL);
    UNIT_ASSERT_TEXT(fixture.printed.data, "");
    UNIT_ASSERT_TEXT(fixture.config.files, "a.yml, b.yaml");
    UNIT_ASSERT_TEXT(fixture.config.settings.name, "b");
    CU_ASSERT_EQUAL(fixture.config.settings.workers, 3);
    CU_ASSERT_EQUAL(fixture.config.settings.reports.count, 2);
    CU_ASSERT_EQUAL_FATAL(fixture.config.target_count, 3);
    UNIT_ASSERT_TEXT(fixture.config.targets[0].name, "http://c/");
    CU_ASSERT_EQUAL(policy_of(&fixture, 0)->retries, 2);
    CU_ASSERT_EQUAL(policy_of(&fixture, 1)->retries, 1);
    CU_ASSERT_EQUAL(policy_of(&fixture, 2)->retries, 2);
    fixture_release(&fixture);
}

static void a_number_of_workers_is_the_limit_unless_extra_workers_are_given(void)
{
    static const struct {
        const char *yaml;
        const char *option;
        int64_t extra_workers;
    } rows[] = {
        {"", NULL, 48},
        {"concurrency: {workers: 16}\n", NULL, 0},
        {"", "--workers=16", 0},
        {"concurrency: {spares: 5}\n", "--workers=16", 5},
        {"concurrency: {workers: 16}\n", "--spares=7", 7},
        {"", "--spares=0", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *const options[] = {rows[i].option, NULL};
        char yaml[128];
        struct fixture fixture;
        fixture_init(&fixture);
        snprintf(yaml, sizeof yaml, "%stargets: [http://a/]\n", rows[i].yaml);
        fixture_write("headgate.yml", yaml);
        fixture_load(&fixture, (const char *const[]){"headgate.yml", NULL}, options);
        UNIT_ASSERT_TEXT(fixture.printed.data, "");
        CU_ASSERT_EQUAL(fixture.config.settings.extra_workers, rows[i].extra_workers);
        fixture_release(&fixture);
    }
}

static void filters_keep_what_matches_and_note_what_nothing_matches(void)
{
    static const char yaml[] = "targets:\n"
                               "- {url: http://a/, group: web, tags: [x, y]}\n"
                               "- {url: http://b/, group: web, tags: []}\n"
                               "- {url: http://c/, tags: y}\n";
    static const struct {
        const char *option;
        const char *names; /* of the targets left, one letter each */
        const char *note;
    } rows[] = {
        {"--group=web", "ab", NULL},
        {"--group=default", "c", NULL},
        {"--tag=y", "ac", NULL},
        {"--tag=x,nope", "a", "tag \"nope\" matches no target"},
        {"--group=nope", "", "group \"nope\" matches no target"},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write("headgate.yml", yaml);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char names[8] = "";
        const char *const options[] = {rows[i].option, NULL};
        fixture_load(&fixture, (const char *const[]){"headgate.yml", NULL}, options);
        for (size_t t = 0; t < fixture.config.target_count; t++)
            names[t] = fixture.config.targets[t].url[7];
        UNIT_ASSERT_TEXT(names, rows[i].names);
        CU_ASSERT_EQUAL(fixture.config.host_count, strlen(rows[i].names));
        UNIT_ASSERT_TEXT(fixture.config.note_count == 0 ? NULL : fixture.config.notes[0],
                         rows[i].note);
    }
    fixture_release(&fixture);
}

static void files_that_cannot_be_read_are_reported(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_load(&fixture, (const char *const[]){"none.yml", NULL}, NULL);
    CU_ASSERT_EQUAL(fixture.result, -1);
    CU_ASSERT_PTR_NOT_NULL(strstr(fixture.printed.data, "none.yml"));
    fixture_load(&fixture, (const char *const[]){"http://x/y.yml", NULL}, NULL);
    CU_ASSERT_EQUAL(fixture.result, 0);
    fixture_release(&fixture);
}

static void retries_can_be_off_unless_set(void)
{
    static const struct {
        const char *yaml;
        int64_t retries;
    } rows[] = {
        {"targets: [http://a/]\n", 0},
        {"defaults: {retries: 2}\ntargets: [http://a/]\n", 2},
        {"targets: [{url: http://a/, retries: 5}]\n", 5},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    fixture.without_retries = true;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, rows[i].yaml), "");
        UNIT_ASSERT_ROW(fixture.config.targets[0].policy->retries == rows[i].retries,
                        rows[i].yaml);
    }
    fixture_release(&fixture);
}

static void http_3_alone_needs_a_libcurl_that_has_it(void)
{
    static const char lacking[] = "expect.http_version 3 needs a libcurl with HTTP/3, "
                                  "and this machine's has none\n";
    static const struct {
        const char *yaml, *place; /* NULL: no problem */
    } rows[] = {
        {"targets: [{url: https://a/, expect: {http_version: 3}}]\n",
         "headgate.yml:1:52: target \"https://a/\": "},
        {"targets: [{url: https://a/, expect: {http_version: [3]}}]\n",
         "headgate.yml:1:52: target \"https://a/\": "},
        {"defaults: {expect: {http_version: 3}}\ntargets: [https://a/, https://b/]\n",
         "headgate.yml:1:35: defaults: "},
        {"targets: [{url: https://a/, expect: {http_version: [2, 3]}}]\n", NULL},
        {"targets: [{url: https://a/, expect: {http_version: 2}}]\n", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture fixture;
        char problem[256] = "";
        fixture_init(&fixture);
        UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, rows[i].yaml), "");
        fixture.lacks_http3 = true;
        if (rows[i].place != NULL)
            snprintf(problem, sizeof problem, "%s%s", rows[i].place, lacking);
        UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, rows[i].yaml), problem);
        fixture_release(&fixture);
    }
}

static void waiting_has_limits(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, "wait: {for: 90s, successes: 3}\n"), "");
    CU_ASSERT_EQUAL(fixture.config.settings.wait.for_us, 90 * HG_US_PER_S);
    CU_ASSERT_EQUAL(fixture.config.settings.wait.every_us, 2 * HG_US_PER_S);
    CU_ASSERT_EQUAL(fixture.config.settings.wait.successes, 3);
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, "wait: {every: 0s, successes: 0}\n"),
                     "headgate.yml:1:15: wait.every must be 10ms to 1h, got \"0s\"\n"
                     "headgate.yml:1:30: wait.successes must be 1 to 1000, got \"0\"\n");
    fixture_release(&fixture);
}

static void example_configurations_load(void)
{
    static const char *const paths[] = {
        PROJECT_DIR "/configs/demo.yml", PROJECT_DIR "/configs/minimal.yml",
        PROJECT_DIR "/configs/api.yml", PROJECT_DIR "/configs/nightly.yml",
        PROJECT_DIR "/configs/pipeline.yml"};
    static const char *const formats[] = {"text", "json", "jsonl", "csv", "junit"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        const struct hg_input input = {HG_INPUT_CONFIG, paths[i]};
        const struct hg_config_inputs inputs = {
            .inputs = &input, .input_count = 1, .formats = formats, .format_count = 5};
        struct hg_config config;
        struct hg_problems problems;
        struct hg_buf printed;
        hg_problems_init(&problems);
        hg_buf_init(&printed);
        UNIT_ASSERT_ROW(hg_config_load(&config, &inputs, &problems) == 0, paths[i]);
        hg_problems_print(&problems, &printed);
        UNIT_ASSERT_TEXT(printed.data, "");
        UNIT_ASSERT_ROW(config.target_count >= 2, paths[i]);
        hg_buf_release(&printed);
        hg_problems_release(&problems);
        hg_config_release(&config);
    }
}

CU_TestInfo load_tests[] = {
    {"http 3 alone needs a libcurl that has it",
     http_3_alone_needs_a_libcurl_that_has_it},
    {"retries_can_be_off_unless_set", retries_can_be_off_unless_set},
    {"waiting_has_limits", waiting_has_limits},
    {"structure_is_checked", structure_is_checked},
    {"passwords_of_addresses_in_wrong_places_are_not_repeated",
     passwords_of_addresses_in_wrong_places_are_not_repeated},
    {"block_scalars_end_before_their_last_line_break",
     block_scalars_end_before_their_last_line_break},
    {"unknown_keys_name_the_nearest_one", unknown_keys_name_the_nearest_one},
    {"every_problem_is_reported_together", every_problem_is_reported_together},
    {"each_layer_beats_the_one_below", each_layer_beats_the_one_below},
    {"wrong_options_and_variables_are_reported_once_by_name",
     wrong_options_and_variables_are_reported_once_by_name},
    {"lists_on_the_command_line_take_commas_and_repetition",
     lists_on_the_command_line_take_commas_and_repetition},
    {"arguments_that_end_in_yml_are_configurations",
     arguments_that_end_in_yml_are_configurations},
    {"several_configurations_add_up", several_configurations_add_up},
    {"a number of workers is the limit unless spares are given",
     a_number_of_workers_is_the_limit_unless_extra_workers_are_given},
    {"filters_keep_what_matches_and_note_what_nothing_matches",
     filters_keep_what_matches_and_note_what_nothing_matches},
    {"files_that_cannot_be_read_are_reported", files_that_cannot_be_read_are_reported},
    {"example_configurations_load", example_configurations_load},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* suggestion: tests of what a message says to write instead, and that it is accepted. */
#include "config/suggestion.h"

#include "fixture.h"
#include "headgate/buf.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

/* What follows "write " in the message about a file, without the line feed. */
static void take_suggestion(const char *printed, char *out, size_t size)
{
    const char *instead = strstr(printed, "rite ");
    snprintf(out, size, "%s", instead == NULL ? "" : instead + strlen("rite "));
    out[strcspn(out, "\n")] = '\0';
}

/* The frame with the text in place of its "@". */
static const char *load_in_frame(struct fixture *fixture, const char *frame,
                                 const char *text)
{
    struct hg_buf yaml;
    const size_t len = strcspn(frame, "@");
    hg_buf_init(&yaml);
    hg_buf_printf(&yaml, "%.*s%s%s\n", (int)len, frame, text, frame + len + 1);
    const char *printed = fixture_load_yaml(fixture, yaml.data);
    hg_buf_release(&yaml);
    return printed;
}

struct row {
    const char *typed;
    const char *meant; /* "": nothing is suggested */
};

/* What is suggested is accepted in the same place; of two that are equally likely, the first. */
static void check_rows(const char *frame, const struct row *rows, size_t count)
{
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < count; i++) {
        char suggestion[512];
        take_suggestion(load_in_frame(&fixture, frame, rows[i].typed), suggestion,
                        sizeof suggestion);
        CU_ASSERT_EQUAL(fixture.result, -1);
        UNIT_ASSERT_TEXT(suggestion, rows[i].meant);
        char *other = strstr(suggestion, " or ");
        if (other != NULL)
            *other = '\0';
        if (*suggestion != '\0')
            UNIT_ASSERT_TEXT(load_in_frame(&fixture, frame, suggestion), "");
    }
    fixture_release(&fixture);
}

#define CHECK(frame, rows) check_rows(frame, rows, sizeof(rows) / sizeof *(rows))

static void durations_get_the_unit_that_fits(void)
{
    static const struct row policy[] = {
        {"timeout: 5", "timeout: 5s"},
        {"timeout: \"5\"", "timeout: 5s"},
        {"timeout: 1.5", "timeout: 1.5s"},
        {"timeout: 500", "timeout: 500ms or 500s"},
        {"timeout: 5000", "timeout: 5000ms"},
        {"timeout: 5 s", "timeout: 5s"},
        {"timeout: 5sec", "timeout: 5s"},
        {"timeout: 5 Seconds", "timeout: 5s"},
        {"timeout: 1 min 30 s", "timeout: 1m30s"},
        {"timeout: '1,5s'", "timeout: 1.5s"},
        {"timeout: 5S", "timeout: 5s"},
        {"timeout: [5s]", "timeout: 5s"},
        {"timeout: 0", ""},
        {"timeout: soon", ""},
        {"timeout: 5 parsec", ""},
        {"timeout: -5", ""},
    };
    static const struct row certificate[] = {
        {"warn: false", "warn: off"}, {"warn: 14", "warn: 14d"}, {"fail: 3", "fail: 3d"}};
    static const struct row keep[] = {{"raw: 90", "raw: 90d"},
                                      {"rollup: 3", "rollup: 3y"}};
    static const struct row wait[] = {{"for: 60", "for: 60m or 60s"},
                                      {"every: 5", "every: 5s"}};
    static const struct row run[] = {{"deadline: 60", "deadline: 60s"},
                                     {"max_gap: 5 min", "max_gap: 5m"}};
    CHECK("defaults: {@}", policy);
    CHECK("defaults: {expect: {certificate: {@}}}", certificate);
    CHECK("keep: {@}", keep);
    CHECK("wait: {@}", wait);
    CHECK("@", run);
    static const struct row output[] = {{"color: true", "color: always"},
                                        {"progress: off", "progress: never"},
                                        {"color: sometimes", ""}};
    static const struct row proxies[] = {{"proxy: false", "proxy: none"},
                                         {"proxy: off", "proxy: none"},
                                         {"proxy: true", ""}};
    static const struct row switches[] = {{"output: quiet", "output: {quiet: true}"},
                                          {"canaries: true", ""},
                                          {"history: true", ""},
                                          {"history: no", ""}};
    CHECK("defaults: {@}", proxies);
    CHECK("@", switches);
    CHECK("output: {@}", output);
}

static void other_values_are_rewritten_too(void)
{
    static const struct row rows[] = {
        {"insecure: yes", "insecure: true"},
        {"insecure: \"true\"", "insecure: true"},
        {"retries: \"2\"", "retries: 2"},
        {"retries: 1_0", "retries: 10"},
        {"retries: off", "retries: 0"},
        {"redirects: false", "redirects: 0"},
        {"body_limit: 1MB", "body_limit: 1MiB"},
        {"body_limit: 64 kb", "body_limit: 64KiB"},
        {"sla: 99.9", "sla: 99.9%"},
        {"sla: \"99,9 %\"", "sla: 99.9%"},
        {"ip: IPv6", "ip: 6"},
        {"blocked: Down", "blocked: down"},
        {"sla: 99 percent", "sla: 99%"},
        {"method: FETCH", ""},
        {"method: PSOT", "method: POST"},
        {"tls: {min_version: 1.4}", ""},
        {"addresses: every", ""},
        {"sla: high", ""},
    };
    static const struct row expectations[] = {
        {"status: \"200,404\"", "status: [200, 404]"},
        {"status: 200 404", "status: [200, 404]"},
        {"status: 200 - 299", "status: 200-299"},
        {"status: 200..=204", "status: 200-204"},
        {"status: \">=200\"", ""},
        {"http_version: HTTP/2", "http_version: 2"},
        {"http_version: HTTP/2.0", "http_version: 2"},
        {"tls: require", "tls: required"},
        {"final_url: www.example.com", "final_url: https://www.example.com"},
        {"header: 'Server: nginx'", "header: {Server: nginx}"},
    };
    CHECK("defaults: {@}", rows);
    CHECK("defaults: {expect: {@}}", expectations);
}

static void a_value_in_place_of_a_section_finds_its_key(void)
{
    static const struct row policy[] = {
        {"expect: 200", "expect: {status: 200}"},
        {"expect: \"200,404\"", "expect: {status: [200, 404]}"},
        {"expect: [200, 301]", "expect: {status: [200, 301]}"},
        {"expect: 500ms", "expect: {latency: {warn: 500ms}}"},
        {"expect: 21d", "expect: {certificate: {warn: 21d}}"},
        {"expect: up", ""},
        {"expect: true", ""},
        {"latency: 500ms", "expect: {latency: {warn: 500ms}}"},
        {"latency: 500", "expect: {latency: {warn: 500ms}} or {latency: {warn: 500s}}"},
        {"status: 200", "expect: {status: 200}"},
        {"status: \"200,404\"", "expect: {status: [200, 404]}"},
        {"contains: a", "expect: {body: {contains: a}}"},
        {"tls: 1.3", "tls: {min_version: 1.3}"},
        {"tls: true", ""},
        {"auth: secret1", ""},
        {"auth: {basic: 'me:secret1'}", ""},
    };
    static const struct row expectations[] = {
        {"latency: 500ms", "latency: {warn: 500ms}"},
        {"latency: 2", "latency: {warn: 2s}"},
        {"latency: 500", "latency: {warn: 500ms} or {warn: 500s}"},
        {"certificate: 10%", "certificate: {warn: 10%}"},
        {"body: hello", "body: {contains: hello}"},
        {"body: 'a, b'", "body: {contains: \"a, b\"}"},
    };
    static const struct row run[] = {
        {"concurrency: 8", "concurrency: {workers: 8}"},
        {"keep: 30d", "keep: {raw: 30d}"},
        {"gate: 5%", "gate: {max_down: 5%}"},
        {"gate: [down == 0]", "gate: {conditions: [down == 0]}"},
        {"wait: 10m", "wait: {for: 10m}"},
        {"report: last-week", "report: {since: last-week}"},
        {"workers: 8", "concurrency: {workers: 8}"},
        {"mail: secret1", ""},
    };
    CHECK("defaults: {@}", policy);
    CHECK("defaults: {expect: {@}}", expectations);
    CHECK("@", run);
}

static void secrets_are_in_no_suggestion(void)
{
    static const char *const rows[] = {
        "auth: secret1",
        "auth: {bearer: [secret1]}",
        "auth: {basic: {user: me, password: [secret1]}}",
        "headers: 'X-Key: secret1'",
        "password: secret1",
        "bearer: secret1",
        "form: secret1",
    };
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *printed = load_in_frame(&fixture, "defaults: {@}", rows[i]);
        UNIT_ASSERT_ROW(*printed != '\0' && strstr(printed, "secret1") == NULL, rows[i]);
    }
    fixture_release(&fixture);
}

static void options_and_variables_are_suggested_as_they_were_typed(void)
{
    static const struct row rows[] = {
        {"--timeout=5", "--timeout 5s"},
        {"--expect-status=200;404", "--expect-status 200,404"},
        {"--insecure=yes", "--insecure=true"},
        {"--workers=all", ""},
    };
    struct fixture fixture;
    char suggestion[512];
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fixture_load(&fixture, (const char *const[]){"http://a/", NULL},
                     (const char *const[]){rows[i].typed, NULL});
        take_suggestion(fixture.printed.data, suggestion, sizeof suggestion);
        UNIT_ASSERT_TEXT(suggestion, rows[i].meant);
    }
    setenv("HEADGATE_TIMEOUT", "5", 1);
    fixture_load(&fixture, (const char *const[]){"http://a/", NULL}, NULL);
    take_suggestion(fixture.printed.data, suggestion, sizeof suggestion);
    UNIT_ASSERT_TEXT(suggestion, "HEADGATE_TIMEOUT=5s");
    unsetenv("HEADGATE_TIMEOUT");
    fixture_release(&fixture);
}

static void words_of_other_tools_are_answered(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(
        fixture_load_yaml(&fixture,
                          "endpoints: []\n"
                          "storage: {}\n"
                          "defaults: {verify_ssl: false, schedule: 60s, retry: 3}\n"
                          "targets: [{url: http://a/, conditions: [x]}]\n"),
        "headgate.yml:1:1: unknown key \"endpoints\": write targets: [URL, ...]\n"
        "headgate.yml:2:1: unknown key \"storage\": write history: FILE\n"
        "headgate.yml:3:12: defaults: unknown key \"verify_ssl\": certificates are "
        "verified "
        "unless you write insecure: true\n"
        "headgate.yml:3:31: defaults: unknown key \"schedule\": write interval: "
        "DURATION, and let headgate watch keep going\n"
        "headgate.yml:3:46: defaults: unknown key \"retry\": write retries: N\n"
        "headgate.yml:4:28: unknown key \"conditions\": write expect: {status: 200, "
        "latency: "
        "{fail: 500ms}} for a target, or gate: {conditions: [...]} for the run\n");
    fixture_release(&fixture);
}

CU_TestInfo suggestion_tests[] = {
    {"durations_get_the_unit_that_fits", durations_get_the_unit_that_fits},
    {"other_values_are_rewritten_too", other_values_are_rewritten_too},
    {"a_value_in_place_of_a_section_finds_its_key",
     a_value_in_place_of_a_section_finds_its_key},
    {"secrets_are_in_no_suggestion", secrets_are_in_no_suggestion},
    {"options_and_variables_are_suggested_as_they_were_typed",
     options_and_variables_are_suggested_as_they_were_typed},
    {"words_of_other_tools_are_answered", words_of_other_tools_are_answered},
    CU_TEST_INFO_NULL,
};

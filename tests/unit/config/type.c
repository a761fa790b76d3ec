/* SPDX-License-Identifier: MIT */
/* type: what each type of key accepts and how it refuses the rest. */
#include "fixture.h"
#include "headgate/units.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

struct row {
    const char *yaml;     /* one line */
    const char *expected; /* behind "headgate.yml:1:" */
};

static void check_rows(const struct row *rows, size_t count)
{
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < count; i++) {
        const char *printed = fixture_load_yaml(&fixture, rows[i].yaml);
        struct hg_buf expected;
        hg_buf_init(&expected);
        if (*rows[i].expected != '\0')
            hg_buf_printf(&expected, "headgate.yml:1:%s\n", rows[i].expected);
        UNIT_ASSERT_TEXT(printed, expected.data);
        UNIT_ASSERT_ROW((fixture.result == 0) == (*rows[i].expected == '\0'),
                        rows[i].yaml);
        hg_buf_release(&expected);
    }
    fixture_release(&fixture);
}

#define CHECK_ROWS(rows) check_rows(rows, sizeof(rows) / sizeof *(rows))

static void scalars_are_strict(void)
{
    static const struct row rows[] = {
        {"concurrency: {workers: 0}",
         "24: concurrency.workers must be 1 to 4096, got \"0\""},
        {"concurrency: {workers: 010}",
         "24: concurrency.workers must be 1 to 4096, got \"010\""},
        {"concurrency: {workers: 0x10}",
         "24: concurrency.workers must be 1 to 4096, got \"0x10\""},
        {"concurrency: {workers: 1_000}",
         "24: concurrency.workers must be 1 to 4096, got \"1_000\"; write workers: 1000"},
        {"concurrency: {workers: 1:30}",
         "24: concurrency.workers must be 1 to 4096, got \"1:30\""},
        {"concurrency: {workers: +5}",
         "24: concurrency.workers must be 1 to 4096, got \"+5\""},
        {"concurrency: {workers: 1e3}",
         "24: concurrency.workers must be 1 to 4096, got \"1e3\""},
        {"concurrency: {workers: '5'}",
         "24: concurrency.workers must be 1 to 4096 without quotation marks, got \"5\"; "
         "write workers: 5"},
        {"concurrency: {workers: }",
         "24: concurrency.workers must be 1 to 4096, got nothing"},
        {"concurrency: {workers: [5]}",
         "24: concurrency.workers must be 1 to 4096, got a list; write workers: 5"},
        {"concurrency: {workers: 4096}", ""},
        {"output: {quiet: yes}",
         "17: output.quiet must be true or false, got \"yes\"; write quiet: true"},
        {"output: {quiet: on}",
         "17: output.quiet must be true or false, got \"on\"; write quiet: true"},
        {"output: {quiet: \"true\"}", "17: output.quiet must be true or false without "
                                      "quotation marks, got \"true\"; write quiet: true"},
        {"output: {quiet: true}", ""},
        {"defaults: {timeout: 0s}",
         "21: defaults: timeout must be 1ms to 10m, got \"0s\""},
        {"defaults: {timeout: 5}",
         "21: defaults: timeout must be 1ms to 10m, got \"5\"; write timeout: 5s"},
        {"defaults: {timeout: 11m}",
         "21: defaults: timeout must be 1ms to 10m, got \"11m\""},
        {"defaults: {timeout: ~}",
         "21: defaults: timeout must be 1ms to 10m, got nothing"},
        {"defaults: {timeout: \"250ms\"}", ""},
        {"output: {order: inputs}", "17: output.order must be completion or input, got "
                                    "\"inputs\"; write order: input"},
        {"output: {color: {}}",
         "17: output.color must be auto, always or never, got a map"},
        {"defaults: {ip: 5}", "16: defaults: ip must be any, 4 or 6, got \"5\""},
        {"defaults: {ip: 4}", ""},
        {"defaults: {method: trace}", "20: defaults: method must be auto, HEAD, GET, "
                                      "OPTIONS, POST, PUT, PATCH or DELETE, got "
                                      "\"trace\""},
        {"defaults: {method: get}", ""},
        {"name: ''",
         "7: name must be a non-empty string without control characters, got \"\""},
        {"name: \"a\\tb\"", "7: name must be a non-empty string without control "
                            "characters, got \"a\xEF\xBF\xBD"
                            "b\""},
        {"name: null", "7: name must be a string, got nothing"},
        {"name: 404", ""},
    };
    CHECK_ROWS(rows);
}

static void lists_accept_one_and_refuse_each_wrong_element(void)
{
    static const struct row rows[] = {
        {"defaults: {expect: {status: 99}}",
         "29: defaults: expect.status must be status codes from 100 to 599 such as 200, "
         "200-299 or 2xx, got \"99\""},
        {"defaults: {expect: {status: [200, 4xx, 500-400]}}",
         "40: defaults: expect.status must be status codes from 100 to 599 such as 200, "
         "200-299 or 2xx, got \"500-400\""},
        {"defaults: {expect: {status: []}}",
         "29: defaults: expect.status must be status codes from 100 to 599 such as 200, "
         "200-299 or 2xx, got a list"},
        {"defaults: {expect: {status: [200-299, 301]}}", ""},
        {"gate: {fail_on: [down, up]}",
         "24: gate.fail_on must be never or outcomes: flaky, degraded, down, unknown, "
         "skipped, got \"up\""},
        {"gate: {fail_on: [down, never]}",
         "24: gate.fail_on must be never or outcomes: flaky, degraded, down, unknown, "
         "skipped, got \"never\""},
        {"gate: {fail_on: never}", ""},
        {"gate: {max_down: -1}", "18: gate.max_down must be a number or a percentage "
                                 "such as 5 or 2.5%, got \"-1\""},
        {"gate: {max_down: 2.5%}", ""},
        {"select: {tags: [a, {}]}",
         "20: select.tags must be a string or a list of strings, got a map"},
    };
    CHECK_ROWS(rows);
}

static void texts_with_a_form_are_checked(void)
{
    static const struct row rows[] = {
        {"defaults: {resolve: a.example:443:192.0.2.1}", ""},
        {"defaults: {resolve: [\"a:443:[2001:db8::1]\", \"a:80:2001:db8::1\"]}", ""},
        {"defaults: {resolve: a:0:192.0.2.1}",
         "21: defaults: resolve must be HOST:PORT:ADDRESS with an IP address, got "
         "\"a:0:192.0.2.1\""},
        {"defaults: {resolve: a:443:b.example}",
         "21: defaults: resolve must be HOST:PORT:ADDRESS with an IP address, got "
         "\"a:443:b.example\""},
        {"defaults: {resolve: \"a:443:[192.0.2.1]\"}",
         "21: defaults: resolve must be HOST:PORT:ADDRESS with an IP address, got "
         "\"a:443:[192.0.2.1]\""},
        {"defaults: {proxy: none}", ""},
        {"defaults: {proxy: 'socks5h://u:p@proxy:1080'}", ""},
        {"defaults: {proxy: proxy:3128}", ""},
        {"defaults: {proxy: 'ftp://u:secret@proxy'}",
         "19: defaults: proxy must be none or a URL that starts with http://, https://, "
         "socks4://, socks4a://, socks5:// or socks5h://, got \"ftp://***@proxy\""},
        {"defaults: {expect: {final_url: example.com}}",
         "32: defaults: expect.final_url must be a string that starts with http:// or "
         "https://, got \"example.com\"; write final_url: https://example.com"},
        {"defaults: {ca_file: none.pem}",
         "21: defaults: tls.ca: \"none.pem\" can't be read: No such file or directory"},
        {"defaults: {tls: {ca: .}}", "22: defaults: tls.ca: \".\" is a folder"},
        {"defaults: {tls: {ca: headgate.yml}}", ""},
    };
    CHECK_ROWS(rows);
}

static void headers_are_checked_and_their_values_never_shown(void)
{
    static const struct row rows[] = {
        {"defaults: {headers: {Host: a, X-1: 2}}", ""},
        {"defaults: {headers: [a]}",
         "21: defaults: headers must be a map of header names and values, got a list; "
         "write headers: {NAME: VALUE}"},
        {"defaults: {headers: \"Authorization: secret\"}",
         "21: defaults: headers must be a map of header names and values, got a "
         "string; write headers: {NAME: VALUE}"},
        {"defaults: {headers: {A: 1, B: 2, a: 3}}",
         "34: defaults: headers: duplicate header \"a\": also set as \"A\" at line 1"},
        {"defaults: {headers: {a: 3, <<: {A: 1}}}",
         "33: defaults: headers: duplicate header \"A\": also set as \"a\" at line 1"},
        {"defaults: {expect: {header: {A: present, a: absent}}}",
         "42: defaults: expect.header: duplicate header \"a\": also set as \"A\" at line "
         "1"},
        {"defaults: {headers: {\"A B\": 1}}",
         "22: defaults: headers: \"A B\" is not a header name"},
        {"defaults: {headers: {A: \"secret\\r\\nX: y\"}}",
         "25: defaults: headers: the value of \"A\" must be a string without control "
         "characters"},
        {"defaults: {expect: {header: {A: \"(\"}}}",
         "33: defaults: expect.header: \"A\": missing closing parenthesis at character "
         "1"},
        {"defaults: {expect: {header: {A: present, B: absent, C: ^x}}}", ""},
        {"defaults: {expect: {header: {A: {any: x}, B: {every: x}, C: {none: x}}}}", ""},
        {"defaults: {expect: {header: {A: {all: x}}}}",
         "33: defaults: expect.header: the map of \"A\" must have one of the keys any, "
         "every "
         "and none, and a regular expression"},
        {"defaults: {expect: {header: {A: {any: x, none: y}}}}",
         "33: defaults: expect.header: the map of \"A\" must have one of the keys any, "
         "every "
         "and none, and a regular expression"},
        {"defaults: {expect: {header: {A: {}}}}",
         "33: defaults: expect.header: the map of \"A\" must have one of the keys any, "
         "every "
         "and none, and a regular expression"},
        {"defaults: {expect: {header: {A: {every: \"(\"}}}}",
         "41: defaults: expect.header: \"A\": missing closing parenthesis at character "
         "1"},
        {"defaults: {expect: {header: {A: {every: [x]}}}}",
         "41: defaults: expect.header: the value of \"A\" must be a string without "
         "control "
         "characters"},
        {"defaults: {expect: {header: {A: [x]}}}",
         "33: defaults: expect.header: the value of \"A\" must be a string without "
         "control "
         "characters"},
    };
    CHECK_ROWS(rows);
}

static void bodies_are_checked(void)
{
    static const struct row rows[] = {
        {"defaults: {expect: {body: {contains: [a, b], not_contains: c, matches: [^x, "
         "y$],"
         " min_size: 1, max_size: 64KiB, json: {/a: 1, /b: ~, \"\": x}}}}",
         ""},
        {"defaults: {expect: {body: {matches: [a, \"(\"]}}}",
         "41: defaults: expect.body.matches: \"(\": missing closing parenthesis at "
         "character 1"},
        {"defaults: {expect: {body: {json: {a: 1}}}}",
         "35: defaults: expect.body.json: \"a\" is not a JSON pointer such as "
         "\"/status\" (RFC 6901)"},
        {"defaults: {expect: {body: {json: {/a: [1, {b: c}], /b: {eq: {lt: 5}, ne: 1, "
         "lt: 2.5, le: 1, gt: -1e3, ge: 0, matches: ^x, exists: true, absent: false, "
         "type: ~, contains: x, length: 3}, /c: {length: {gt: 0, lt: 9}}, /d: <html>, "
         "/e: \">\", /f: \"<-->\", /g: \"=x\"}}}}",
         ""},
        {"defaults: {expect: {body: {json: {/n: \"< 5\"}}}}",
         "39: defaults: expect.body.json: \"< 5\" looks like a comparison: write {lt: "
         "5}, or {eq: \"< 5\"} for that text"},
        {"defaults: {expect: {body: {json: {/n: \">=3\"}}}}",
         "39: defaults: expect.body.json: \">=3\" looks like a comparison: write {ge: "
         "3}, or {eq: \">=3\"} for that text"},
        {"defaults: {expect: {body: {json: {/n: \"!= x\"}}}}",
         "39: defaults: expect.body.json: \"!= x\" looks like a comparison: write {ne: "
         "x}, or {eq: \"!= x\"} for that text"},
        {"defaults: {expect: {body: {json: {/n: <5}}}}",
         "39: defaults: expect.body.json: \"<5\" looks like a comparison: write {lt: 5}, "
         "or {eq: \"<5\"} for that text"},
        {"defaults: {expect: {body: {json: {/n: \"=~ ^v\"}}}}",
         "39: defaults: expect.body.json: \"=~ ^v\" looks like a comparison: write "
         "{matches: ^v}, or {eq: \"=~ ^v\"} for that text"},
        {"defaults: {expect: {body: {json: {/n: {lt: x}}}}}",
         "44: defaults: expect.body.json: \"/n\": lt must be a number"},
        {"defaults: {expect: {body: {json: {/n: {gt: \"5\"}}}}}",
         "44: defaults: expect.body.json: \"/n\": gt must be a number"},
        {"defaults: {expect: {body: {json: {/n: {ge: [1]}}}}}",
         "44: defaults: expect.body.json: \"/n\": ge must be a number"},
        {"defaults: {expect: {body: {json: {/n: {exists: maybe}}}}}",
         "48: defaults: expect.body.json: \"/n\": exists must be true or false"},
        {"defaults: {expect: {body: {json: {/n: {type: text}}}}}",
         "46: defaults: expect.body.json: \"/n\": type must be string, number, integer, "
         "boolean, array, object or null"},
        {"defaults: {expect: {body: {json: {/n: {length: many}}}}}",
         "48: defaults: expect.body.json: \"/n\": length must be a number, or compared "
         "by eq, ne, lt, le, gt and ge"},
        {"defaults: {expect: {body: {json: {/n: {length: {type: 1}}}}}}",
         "55: defaults: expect.body.json: \"/n\": length must be a number, or compared "
         "by eq, ne, lt, le, gt and ge"},
        {"defaults: {expect: {body: {json: {/n: {}}}}}",
         "39: defaults: expect.body.json: \"/n\": the value must be a comparison such as "
         "{lt: 5}"},
        {"defaults: {expect: {body: {json: {/n: {less: 5}}}}}",
         "40: defaults: expect.body.json: \"/n\": unknown comparison \"less\", known "
         "are: eq, ne, lt, le, gt, ge, matches, exists, absent, type, contains, length; "
         "an object is compared by {eq: {...}}"},
        {"defaults: {expect: {body: {json: x}}}",
         "34: defaults: expect.body.json must be a map of JSON pointers and values, or "
         "comparisons such as {lt: 5}, got \"x\"; write json: {/POINTER: VALUE}"},
        {"defaults: {body_limit: 65MiB}",
         "24: defaults: body_limit must be a size from 1 byte to 64 MiB such as 100, "
         "64KiB or 2MiB, got \"65MiB\""},
        {"defaults: {body_limit: 1KiB, expect: {body: {max_size: 2KiB}}}",
         "24: defaults: expect.body.max_size must not exceed body_limit"},
        {"defaults: {expect: {body: {min_size: 3, max_size: 2}}}",
         "38: defaults: expect.body.min_size must not exceed expect.body.max_size"},
        {"defaults: {method: HEAD, expect: {body: {matches: x}}}",
         "20: defaults: expect.body needs a body, but responses to HEAD have none"},
    };
    CHECK_ROWS(rows);
}

static void no_answer_is_expected_in_a_word(void)
{
    static const struct row rows[] = {
        {"defaults: {expect: down}", ""},
        {"defaults: {expect: {down: true}}", ""},
        {"defaults: {expect: up}",
         "20: defaults: expect must be a map, got \"up\"; its keys are status, latency, "
         "header, certificate, tls, final_url, down, body, content_type, http_version"},
        {"defaults: {ip: down}", "16: defaults: ip must be any, 4 or 6, got \"down\""},
        {"defaults: {tls: insecure}", "17: defaults: tls must be a map, got "
                                      "\"insecure\"; write tls: {insecure: true}"},
        {"defaults: {expect: {latency: {max: 5s}}}",
         "31: defaults: unknown key \"expect.latency.max\"; the keys of expect.latency "
         "are "
         "warn, fail"},
        {"defaults: {tls: down}",
         "17: defaults: tls must be a map, got \"down\"; its keys are ca, insecure, "
         "min_version, crl, client_certificate, client_key, pin, server_name"},
    };
    struct fixture fixture;
    CHECK_ROWS(rows);
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture,
                                       "defaults: {expect: down}\n"
                                       "targets:\n"
                                       "- http://a/\n"
                                       "- {url: http://b/, retries: 1}\n"
                                       "- {url: http://c/, expect: {status: 200}}\n"
                                       "- {url: http://d/, expect: {down: true}}\n"),
                     "");
    static const bool expected[] = {true, true, false, true};
    CU_ASSERT_EQUAL_FATAL(fixture.config.target_count, 4);
    for (size_t i = 0; i < 4; i++)
        UNIT_ASSERT_ROW(fixture.config.targets[i].policy->expect.down == expected[i],
                        fixture.config.targets[i].url);
    fixture_release(&fixture);
}

static void requests_are_checked_and_their_secrets_never_shown(void)
{
    static const struct row rows[] = {
        {"defaults: {auth: {basic: {user: me, password: secret1}}}", ""},
        {"defaults: {auth: {bearer: secret1}, body: secret2}", ""},
        {"defaults: {auth: secret1}", "18: defaults: auth must be a map, got a string; "
                                      "its keys are basic, digest, bearer, token_file, "
                                      "such as auth: {basic: {user: NAME, password: "
                                      "\"${PASSWORD}\"}}"},
        {"defaults: {auth: {basic: me:secret1}}",
         "26: defaults: auth.basic must be a map, got a string; its keys are user, "
         "password, password_file, such as basic: {user: NAME, password: "
         "\"${PASSWORD}\"}"},
        {"defaults: {form: a=secret1}", "18: defaults: form must be a map of fields and "
                                        "values, got a string; write form: "
                                        "{FIELD: VALUE}"},
        {"defaults: {expect: {header: {}, body: {json: [secret]}}}",
         "46: defaults: expect.body.json must be a map of JSON pointers and values, or "
         "comparisons such as {lt: 5}, got "
         "a "
         "list; write json: {/POINTER: VALUE}"},
        {"defaults: {auth: {bearer: [secret1]}}",
         "27: defaults: auth.bearer must be a string, got a list"},
        {"defaults: {auth: {bearer: \"secret1\\n\"}}",
         "27: defaults: auth.bearer: must be a non-empty string without control "
         "characters"},
        {"defaults: {auth: {bearer: \"\"}}",
         "27: defaults: auth.bearer: must be a non-empty string without control "
         "characters"},
        {"defaults: {auth: {basic: {user: a:b, password: secret1}}}",
         "33: defaults: auth.basic.user must be a user name without a colon, got "
         "a string"},
        {"defaults: {auth: {basic: {user: \":\", password: secret1}}}",
         "33: defaults: auth.basic.user must be a user name without a colon, got "
         "a string"},
        {"defaults: {auth: {basic: {user: a, password: \"${EMPTY}\"}}}",
         "46: defaults: auth.basic.password: the variable is empty; an empty password is "
         "written \"\""},
        {"defaults: {auth: {digest: {user: \"${EMPTY}\"}}}",
         "34: defaults: auth.digest.user must be a non-empty string without control "
         "characters, got \"\""},
        {"defaults: {auth: {basic: {user: a, password: }}}",
         "46: defaults: auth.basic.password must be a string, got nothing"},
        {"defaults: {auth: {basic: {password: \"\"}}}",
         "37: defaults: auth has a password but no user"},
        {"defaults: {auth: {basic: {password: secret1}}}",
         "37: defaults: auth has a password but no user"},
        {"defaults: {auth: {bearer: secret1, digest: {user: u}}}",
         "51: defaults: auth must be only one of basic, digest and bearer"},
        {"defaults: {auth: {token_file: none}}",
         "31: defaults: auth.token_file: file \"none\" can't be read: no such file or "
         "directory"},
        {"defaults: {body: {a: secret1}}", "18: defaults: body: must be a string; put "
                                           "JSON in quotation marks or in a block (|)"},
        {"defaults: {form: {a: [secret1]}}",
         "22: defaults: form: the value of \"a\" must be a string"},
        {"defaults: {body: secret1, form: {a: secret2}}",
         "18: defaults: body and form can't both be set"},
        {"defaults: {method: GET, body: secret1}",
         "20: defaults: body needs method POST, PUT, PATCH, DELETE or auto"},
    };
    setenv("EMPTY", "", 1);
    CHECK_ROWS(rows);
    unsetenv("EMPTY");
}

/* RFC 7617 2: user and password may be empty; the credentials are "k:" and ":x" in Base64. */
static void users_and_passwords_may_be_empty(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(fixture_load_yaml(
                         &fixture,
                         "targets:\n"
                         "- {url: http://a/, auth: {basic: {user: k, password: \"\"}}}\n"
                         "- {url: http://b/, auth: {basic: {user: '', password: x}}}\n"
                         "- {url: http://c/, auth: {digest: {user: k, password: ''}}}\n"),
                     "");
    CU_ASSERT_EQUAL_FATAL(fixture.config.target_count, 3);
    UNIT_ASSERT_TEXT(fixture.config.targets[0].policy->credentials, "azo=");
    UNIT_ASSERT_TEXT(fixture.config.targets[1].policy->credentials, "Ong=");
    UNIT_ASSERT_TEXT(fixture.config.targets[2].policy->password, "");
    CU_ASSERT_TRUE(fixture.config.targets[2].policy->uses_digest);
    fixture_release(&fixture);
}

static void requests_are_completed(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write("secret", "hunter2\r\n");
    UNIT_ASSERT_TEXT(
        fixture_load_yaml(&fixture,
                          "defaults: {auth: {basic: {user: me, password_file: secret}}}\n"
                          "targets:\n"
                          "- {url: http://a/, form: {a b: 'c&d', u: ü}}\n"
                          "- {url: 'http://u:p@b/', body: x}\n"
                          "- {url: http://c/, auth: {bearer: abc}}\n"
                          "- {url: http://d/, auth: {digest: {user: d}}}\n"),
        "");
    CU_ASSERT_EQUAL_FATAL(fixture.config.target_count, 4);
    const struct hg_policy *policies[4];
    for (size_t i = 0; i < 4; i++)
        policies[i] = fixture.config.targets[i].policy;
    UNIT_ASSERT_TEXT(policies[0]->password, "hunter2");
    UNIT_ASSERT_TEXT(policies[0]->credentials, "bWU6aHVudGVyMg==");
    UNIT_ASSERT_TEXT(policies[0]->content, "a+b=c%26d&u=%C3%BC");
    UNIT_ASSERT_TEXT(policies[1]->credentials, "dTpw");
    UNIT_ASSERT_TEXT(policies[1]->content, "x");
    UNIT_ASSERT_TEXT(policies[2]->bearer, "Bearer abc");
    CU_ASSERT_PTR_NULL(policies[2]->user);
    UNIT_ASSERT_TEXT(policies[3]->user, "d");
    CU_ASSERT_TRUE(policies[3]->uses_digest);
    CU_ASSERT_FALSE(policies[0]->uses_digest);
    fixture_release(&fixture);
}

static void versions_and_types_are_checked(void)
{
    static const struct row rows[] = {
        {"defaults: {blocked: down, expect: {http_version: [1.1, 2], content_type: "
         "text/html}}",
         ""},
        {"defaults: {expect: {http_version: 4}}",
         "35: defaults: expect.http_version must be 1.0, 1.1, 2 or 3, got \"4\""},
        {"defaults: {expect: {content_type: [text/html, json]}}",
         "47: defaults: expect.content_type must be a media type such as text/html, got "
         "\"json\""},
        {"defaults: {blocked: unknown}",
         "21: defaults: blocked must be degraded, down or up, got \"unknown\""},
    };
    CHECK_ROWS(rows);
}

static void expectations_of_bodies_land_in_the_policy(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(
        fixture_load_yaml(&fixture,
                          "defaults: {expect: {body: {json: {/a: 1, /b: 'no'}}}}\n"
                          "targets:\n"
                          "- {url: http://a/, body_limit: 2KiB, expect: {body: {\n"
                          "   json: {/b: '1', /c: ok, /d: ~}, max_size: 10}}}\n"),
        "");
    const struct hg_policy *policy = fixture.config.targets[0].policy;
    const struct hg_json_expectations *json = &policy->expect.body.json;
    CU_ASSERT_EQUAL(policy->body_limit, 2048);
    CU_ASSERT_EQUAL(policy->expect.body.max_size, 10);
    CU_ASSERT_EQUAL_FATAL(json->count, 4);
    static const struct hg_json_expectation expected[] = {
        {.pointer = "/a", .value = "1", .kind = HG_JSON_VALUE},
        {.pointer = "/b", .value = "1", .kind = HG_JSON_TEXT},
        {.pointer = "/c", .value = "ok", .kind = HG_JSON_TEXT},
        {.pointer = "/d", .value = "null", .kind = HG_JSON_VALUE}};
    for (size_t i = 0; i < json->count; i++) {
        UNIT_ASSERT_TEXT(json->items[i].pointer, expected[i].pointer);
        UNIT_ASSERT_TEXT(json->items[i].value, expected[i].value);
        UNIT_ASSERT_ROW(json->items[i].kind == expected[i].kind, expected[i].pointer);
    }
    fixture_release(&fixture);
}

static void reports_are_checked(void)
{
    static const struct row rows[] = {
        {"reports: {json: a.json, csv: [a.csv, b.csv]}", ""},
        {"reports: [text, json=a.json]", ""},
        {"reports: text", ""},
        {"reports: {jsn: a}",
         "11: reports: unknown format \"jsn\", did you mean \"json\"?"},
        {"reports: [quarterly]",
         "11: reports: unknown format \"quarterly\", known are: text, json, csv"},
        {"reports: [text, json]",
         "17: reports: two reports are written to standard output"},
        {"reports: {text: a, csv: a}", "25: reports: two reports are written to a"},
        {"reports: [json=]", "11: reports: \"json\" needs a file name"},
        {"reports: {json: }",
         "17: reports must be a file name, or \"-\" for standard output, got nothing"},
        {"reports: ~", "10: reports must be a map of formats and files, or a list of "
                       "FORMAT[=FILE], got "
                       "nothing; write reports: {junit: report.xml}"},
    };
    CHECK_ROWS(rows);
}

static void contradictions_are_reported(void)
{
    static const struct row rows[] = {
        {"defaults: {expect: {latency: {warn: 2s, fail: 1s}}}",
         "37: defaults: expect.latency.warn must be below expect.latency.fail"},
        {"defaults: {expect: {latency: {warn: 1s, fail: 1s}}}",
         "37: defaults: expect.latency.warn must be below expect.latency.fail"},
        {"defaults: {expect: {latency: {warn: 1s}}}", ""},
        {"defaults: {allow_private: true, deny_private: true}",
         "27: defaults: allow_private and deny_private can't both be true"},
    };
    CHECK_ROWS(rows);
}

static void values_land_in_their_fields(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(
        fixture_load_yaml(
            &fixture,
            "concurrency: {queue: 7, host_interval: 50ms}\n"
            "deadline: 1m30s\n"
            "gate: {fail_on: [down, unknown], max_down: 5%}\n"
            "output: {order: input, color: never}\n"
            "reports: {json: a.json}\n"
            "targets:\n"
            "- {url: http://a/, ip: 6, method: get, expect: {status: 3xx,\n"
            "   latency: {warn: 1s}, header: {A: absent, B: ^x, C: {none: ^y}}},\n"
            "   headers: {X: y}, tls: {insecure: true}}\n"),
        "");
    const struct hg_settings *settings = &fixture.config.settings;
    CU_ASSERT_EQUAL(settings->queue, 7);
    CU_ASSERT_EQUAL(settings->host_interval_us, 50 * HG_US_PER_MS);
    CU_ASSERT_EQUAL(settings->deadline_us, 90 * HG_US_PER_S);
    CU_ASSERT_EQUAL(settings->gate.fail_on,
                    1U << HG_OUTCOME_DOWN | 1U << HG_OUTCOME_UNKNOWN);
    CU_ASSERT_TRUE(settings->gate.max_down.is_percent);
    CU_ASSERT_EQUAL(settings->order, HG_ORDER_INPUT);
    CU_ASSERT_EQUAL(settings->color, HG_WHEN_NEVER);
    CU_ASSERT_EQUAL_FATAL(settings->reports.count, 1);
    UNIT_ASSERT_TEXT(settings->reports.items[0].file, "a.json");
    const struct hg_policy *policy = fixture.config.targets[0].policy;
    CU_ASSERT_EQUAL(policy->ip_version, HG_IP_6);
    CU_ASSERT_EQUAL(policy->method, HG_METHOD_GET);
    CU_ASSERT_TRUE(hg_statuses_has(&policy->expect.status, 302));
    CU_ASSERT_FALSE(hg_statuses_has(&policy->expect.status, 200));
    CU_ASSERT_EQUAL(policy->expect.latency_warn_us, HG_US_PER_S);
    CU_ASSERT_EQUAL_FATAL(policy->expect.headers.count, 3);
    CU_ASSERT_EQUAL(policy->expect.headers.items[0].rule, HG_HEADER_ABSENT);
    CU_ASSERT_EQUAL(policy->expect.headers.items[1].rule, HG_HEADER_ANY);
    CU_ASSERT_TRUE(hg_pattern_matches(policy->expect.headers.items[1].pattern, "xy"));
    CU_ASSERT_EQUAL(policy->expect.headers.items[2].rule, HG_HEADER_NONE);
    CU_ASSERT_TRUE(hg_pattern_matches(policy->expect.headers.items[2].pattern, "yx"));
    UNIT_ASSERT_TEXT(policy->headers.items[0].value, "y");
    CU_ASSERT_TRUE(policy->insecure);
    fixture_release(&fixture);
}

static void builtin_defaults_hold_without_any_configuration(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_load(&fixture, (const char *const[]){"http://a/", NULL}, NULL);
    const struct hg_settings *settings = &fixture.config.settings;
    CU_ASSERT_EQUAL_FATAL(fixture.result, 0);
    CU_ASSERT_EQUAL(settings->workers, 16);
    CU_ASSERT_EQUAL(settings->queue, 0);
    CU_ASSERT_EQUAL(settings->per_host, 2);
    CU_ASSERT_EQUAL(settings->deadline_us, 0);
    CU_ASSERT_EQUAL(settings->gate.fail_on, 1U << HG_OUTCOME_DOWN);
    const struct hg_policy *policy = fixture.config.targets[0].policy;
    CU_ASSERT_EQUAL(policy->timeout_us, 10 * HG_US_PER_S);
    CU_ASSERT_EQUAL(policy->connect_timeout_us, 5 * HG_US_PER_S);
    CU_ASSERT_EQUAL(policy->redirects, 10);
    CU_ASSERT_EQUAL(policy->retries, 2);
    CU_ASSERT_EQUAL(policy->retry_after_max_us, 60 * HG_US_PER_S);
    UNIT_ASSERT_TEXT(policy->user_agent, "headgate/" HEADGATE_VERSION);
    CU_ASSERT_PTR_NULL(policy->proxy);
    CU_ASSERT_TRUE(hg_statuses_is_empty(&policy->expect.status));
    fixture_release(&fixture);
}

static void tls_settings_are_checked(void)
{
    static const struct row rows[] = {
        {"defaults: {expect: {certificate: {warn: 21d, fail: 10%}}}", ""},
        {"defaults: {expect: {certificate: {warn: off}}}", ""},
        {"defaults: {expect: {certificate: {warn: 21}}}",
         "41: defaults: expect.certificate.warn must be off, a duration such as 14d, a "
         "percentage such as 10%, or the lesser of both such as \"14d or 25%\", got "
         "\"21\"; "
         "write warn: 21d"},
        {"defaults: {expect: {tls: must}}",
         "26: defaults: expect.tls must be any, required or forbidden, got \"must\""},
        {"defaults: {tls: {min_version: 1.2}}", ""},
        {"defaults: {tls: {min_version: 1.4}}",
         "31: defaults: tls.min_version must be 1.0, 1.1, 1.2 or 1.3, got \"1.4\""},
        {"defaults: {tls: {pin: sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=}}",
         ""},
        {"defaults: {tls: {pin: sha1//AAAA}}",
         "23: defaults: tls.pin must be sha256// and 32 bytes in Base64, several "
         "separated by ;, got \"sha1//AAAA\""},
        {"defaults: {tls: {server_name: 'https://x'}}",
         "31: defaults: tls.server_name must be a host name without scheme and port, got "
         "\"https://x\""},
        {"defaults: {tls: {client_key: /dev/null}}",
         "30: defaults: tls.client_key needs tls.client_certificate"},
    };
    CHECK_ROWS(rows);
}

CU_TestInfo type_tests[] = {
    {"scalars_are_strict", scalars_are_strict},
    {"lists_accept_one_and_refuse_each_wrong_element",
     lists_accept_one_and_refuse_each_wrong_element},
    {"texts_with_a_form_are_checked", texts_with_a_form_are_checked},
    {"headers_are_checked_and_their_values_never_shown",
     headers_are_checked_and_their_values_never_shown},
    {"bodies_are_checked", bodies_are_checked},
    {"no_answer_is_expected_in_a_word", no_answer_is_expected_in_a_word},
    {"requests_are_checked_and_their_secrets_never_shown",
     requests_are_checked_and_their_secrets_never_shown},
    {"users_and_passwords_may_be_empty", users_and_passwords_may_be_empty},
    {"requests_are_completed", requests_are_completed},
    {"versions_and_types_are_checked", versions_and_types_are_checked},
    {"expectations_of_bodies_land_in_the_policy",
     expectations_of_bodies_land_in_the_policy},
    {"reports_are_checked", reports_are_checked},
    {"contradictions_are_reported", contradictions_are_reported},
    {"values_land_in_their_fields", values_land_in_their_fields},
    {"builtin_defaults_hold_without_any_configuration",
     builtin_defaults_hold_without_any_configuration},
    {"tls_settings_are_checked", tls_settings_are_checked},
    CU_TEST_INFO_NULL,
};

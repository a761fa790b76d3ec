/* SPDX-License-Identifier: MIT */
/* dump: the targets that would be checked, as text and as JSON. */
#include "fixture.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "headgate/banned.h"

static const char yaml[] =
    "name: n\n"
    "targets:\n"
    "- {name: a, url: 'https://u:secret1@a/', group: g, tags: [x, y],\n"
    "   headers: {Authorization: secret2, Accept: all},\n"
    "   auth: {bearer: secret4}, form: {a: secret5},\n"
    "   proxy: 'http://u:secret3@p:1/', redirects: 0}\n"
    "- {url: http://b/, enabled: false}\n";

static void targets_are_listed_one_a_line(void)
{
    struct fixture fixture;
    struct hg_sink sink;
    fixture_init(&fixture);
    hg_sink_init(&sink, -1);
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, yaml), "");
    hg_config_write_targets(&fixture.config, &sink);
    UNIT_ASSERT_TEXT(sink.buffer.data, "a  https://a/  group: g  tags: x y\n"
                                       "http://b/  disabled\n");
    hg_sink_release(&sink);
    fixture_release(&fixture);
}

static const char *text_at(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static void json_has_every_setting_and_no_secret(void)
{
    struct fixture fixture;
    struct hg_sink sink;
    fixture_init(&fixture);
    hg_sink_init(&sink, -1);
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, yaml), "");
    hg_config_write_targets_json(&fixture.config, &sink);
    CU_ASSERT_PTR_NULL(strstr(sink.buffer.data, "secret1"));
    json_t *root = json_loads(sink.buffer.data, 0, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(root);
    const json_t *run = json_object_get(root, "run");
    const json_t *target = json_array_get(json_object_get(root, "targets"), 0);
    UNIT_ASSERT_TEXT(text_at(run, "name"), "n");
    UNIT_ASSERT_TEXT(text_at(run, "config"), "headgate.yml");
    UNIT_ASSERT_TEXT(text_at(target, "timeout"), "10s");
    UNIT_ASSERT_TEXT(text_at(target, "proxy"), "http://***@p:1/");
    UNIT_ASSERT_TEXT(text_at(json_object_get(target, "expect"), "status"), "200-399");
    UNIT_ASSERT_TEXT(text_at(json_object_get(target, "headers"), "Accept"), "all");
    UNIT_ASSERT_TEXT(text_at(json_object_get(target, "headers"), "Authorization"), "***");
    CU_ASSERT_TRUE(json_is_true(json_object_get(target, "authentication")));
    json_decref(root);
    hg_sink_release(&sink);
    fixture_release(&fixture);
}

/* The value at a path with dots, as compact JSON in `out`. */
static void write_value(const json_t *map, const char *path, char *out, size_t size)
{
    while (strchr(path, '.') != NULL) {
        char word[32];
        snprintf(word, sizeof word, "%.*s", (int)strcspn(path, "."), path);
        map = json_object_get(map, word);
        path = strchr(path, '.') + 1;
    }
    char *text = json_dumps(json_object_get(map, path), JSON_ENCODE_ANY | JSON_COMPACT);
    snprintf(out, size, "%s", text == NULL ? "missing" : text);
    free(text);
}

struct shown {
    const char *path;
    const char *json;
};

static void check_shown(const json_t *map, const struct shown *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char value[256];
        write_value(map, rows[i].path, value, sizeof value);
        UNIT_ASSERT_TEXT(value, rows[i].json);
    }
}

static const char all_types[] =
    "concurrency: {workers: 7, host_interval: 1500ms}\n"
    "history: runs.db\n"
    "gate: {fail_on: [down, unknown], max_down: 2.5%, conditions: [down == 0]}\n"
    "group_sla: {shop: 99.95%}\n"
    "reports: {json: a.json, text: '-'}\n"
    "output: {color: never, quiet: true}\n"
    "targets:\n"
    "- url: http://a/\n"
    "  method: post\n"
    "  body: secret1\n"
    "  tls: {ca: headgate.yml}\n"
    "  resolve: 'a:80:192.0.2.1'\n"
    "  sla: 99.9%\n"
    "  maintenance: daily 03:00-03:30\n"
    "  expect:\n"
    "    status: [200, 3xx]\n"
    "    latency: {warn: 250ms}\n"
    "    header: {A: present, B: absent, C: ^x, D: {every: y},\n"
    "             E: {any: absent}}\n"
    "    certificate: {warn: 10%, fail: 'off'}\n"
    "    http_version: [1.1, 2]\n"
    "    body: {matches: [^x, y$], json: {/a: 1, /b: ~}, max_size: 64KiB}\n";

static const struct shown shown_settings[] = {
    {"concurrency.workers", "7"},
    {"concurrency.queue", "null"},
    {"concurrency.host_interval", "\"1.5s\""},
    {"deadline", "null"},
    {"history", "\"runs.db\""},
    {"gate.fail_on", "[\"unknown\",\"down\"]"},
    {"gate.max_down", "\"2.5%\""},
    {"gate.conditions", "[\"down == 0\"]"},
    {"group_sla", "{\"shop\":\"99.95%\"}"},
    {"reports", "[{\"format\":\"json\",\"file\":\"a.json\"},"
                "{\"format\":\"text\",\"file\":\"-\"}]"},
    {"output.color", "\"never\""},
    {"output.quiet", "true"},
    {"mail.password", "null"},
};

static const struct shown shown_policy[] = {
    {"method", "\"POST\""},
    {"body", "\"***\""},
    {"tls.ca", "\"headgate.yml\""},
    {"resolve", "[\"a:80:192.0.2.1\"]"},
    {"sla", "\"99.9%\""},
    {"maintenance", "[\"daily 03:00-03:30\"]"},
    {"expect.status", "\"200, 300-399\""},
    {"expect.latency.warn", "\"250ms\""},
    {"expect.latency.fail", "null"},
    {"expect.header", "{\"A\":\"present\",\"B\":\"absent\",\"C\":\"^x\","
                      "\"D\":{\"every\":\"y\"},\"E\":{\"any\":\"absent\"}}"},
    {"expect.certificate.warn", "\"10%\""},
    {"expect.certificate.fail", "\"off\""},
    {"expect.http_version", "[\"1.1\",\"2\"]"},
    {"expect.body.matches", "[\"^x\",\"y$\"]"},
    {"expect.body.json", "{\"/a\":\"1\",\"/b\":\"null\"}"},
    {"expect.body.max_size", "65536"},
    {"expect.body.min_size", "null"},
    {"form", "{}"},
};

static void each_type_shows_its_value(void)
{
    struct fixture fixture;
    struct hg_sink sink;
    fixture_init(&fixture);
    hg_sink_init(&sink, -1);
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, all_types), "");
    hg_config_write_targets_json(&fixture.config, &sink);
    json_t *root = json_loads(sink.buffer.data, 0, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(root);
    check_shown(json_object_get(root, "run"), shown_settings,
                sizeof shown_settings / sizeof *shown_settings);
    check_shown(json_array_get(json_object_get(root, "targets"), 0), shown_policy,
                sizeof shown_policy / sizeof *shown_policy);
    json_decref(root);
    hg_sink_release(&sink);
    fixture_release(&fixture);
}

CU_TestInfo dump_tests[] = {
    {"targets_are_listed_one_a_line", targets_are_listed_one_a_line},
    {"json_has_every_setting_and_no_secret", json_has_every_setting_and_no_secret},
    {"each_type_shows_its_value", each_type_shows_its_value},
    CU_TEST_INFO_NULL,
};

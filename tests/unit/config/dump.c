/* SPDX-License-Identifier: MIT */
/* dump: the targets that would be checked, as text and as JSON. */
#include "fixture.h"
#include "unit.h"

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
    CU_ASSERT_PTR_NULL(strstr(sink.buffer.data, "secret"));
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

CU_TestInfo dump_tests[] = {
    {"targets_are_listed_one_a_line", targets_are_listed_one_a_line},
    {"json_has_every_setting_and_no_secret", json_has_every_setting_and_no_secret},
    CU_TEST_INFO_NULL,
};

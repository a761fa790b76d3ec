/* SPDX-License-Identifier: MIT */
/* written: what the room writes: the targets; and the example configurations. */
#include "fixture.h"
#include "unit.h"

#include <string.h>

#include <jansson.h>

#include "headgate/banned.h"

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

CU_TestInfo written_tests[] = {
    {"example_configurations_load", example_configurations_load},
    {"targets_are_listed_one_a_line", targets_are_listed_one_a_line},
    {"json_has_every_setting_and_no_secret", json_has_every_setting_and_no_secret},
    CU_TEST_INFO_NULL,
};

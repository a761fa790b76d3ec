/* SPDX-License-Identifier: MIT */
/* key: the table and its look-ups. */
#include "config/type.h"
#include "headgate/key.h"
#include "headgate/method.h"
#include "unit.h"

#include <string.h>

#include "headgate/banned.h"

static void options_letters_and_paths_are_unique(void)
{
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < i; j++) {
            const bool same_scope = keys[i].scope == keys[j].scope;
            UNIT_ASSERT_ROW(!same_scope || strcmp(keys[i].path, keys[j].path) != 0,
                            keys[i].path);
            UNIT_ASSERT_ROW(keys[i].option == NULL || keys[j].option == NULL ||
                                strcmp(keys[i].option, keys[j].option) != 0,
                            keys[i].path);
            UNIT_ASSERT_ROW(keys[i].letter == 0 || keys[i].letter != keys[j].letter,
                            keys[i].path);
        }
    }
}

static void every_row_is_complete(void)
{
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    for (size_t i = 0; i < count; i++) {
        const struct hg_key *key = &keys[i];
        const bool is_bool = key->type == &hg_type_bool;
        /* Outcomes have a definition of their own in the schema. */
        const bool has_choices = strstr(key->type->schema, "@choices") != NULL ||
                                 key->type == &hg_type_outcomes;
        UNIT_ASSERT_ROW(key->summary != NULL && strlen(key->summary) > 10, key->path);
        UNIT_ASSERT_ROW(key->summary[strlen(key->summary) - 1] != '.', key->path);
        UNIT_ASSERT_ROW((key->choices != NULL) == has_choices, key->path);
        UNIT_ASSERT_ROW(key->option == NULL || (key->argument == NULL) == is_bool,
                        key->path);
        UNIT_ASSERT_ROW(strlen(key->path) < HG_KEYS_PATH_MAX, key->path);
        UNIT_ASSERT_ROW(key->min <= key->max, key->path);
    }
}

static void every_type_is_complete(void)
{
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    for (size_t i = 0; i < count; i++) {
        const struct hg_key_type *type = keys[i].type;
        UNIT_ASSERT_ROW(type->name != NULL && type->read != NULL && type->write != NULL,
                        keys[i].path);
        UNIT_ASSERT_ROW((type->phrase == NULL) == (type->write_phrase != NULL),
                        keys[i].path);
        UNIT_ASSERT_ROW(type->schema != NULL && *type->schema == '{', keys[i].path);
    }
}

static void choices_of_methods_are_all_methods(void)
{
    const struct hg_key *key = hg_key_find("method");
    char word[32];
    for (int i = 0; i < HG_METHOD_COUNT; i++) {
        CU_ASSERT_TRUE(hg_key_choice(key, (size_t)i, word, sizeof word));
        UNIT_ASSERT_TEXT(word, hg_method_word((enum hg_method)i));
    }
    CU_ASSERT_FALSE(hg_key_choice(key, HG_METHOD_COUNT, word, sizeof word));
}

static void rows_are_found_by_path(void)
{
    CU_ASSERT_EQUAL(hg_key_find("expect.latency.warn")->type, &hg_type_duration);
    CU_ASSERT_EQUAL(hg_key_find("name")->scope, HG_KEY_RUN);
    CU_ASSERT_PTR_NULL(hg_key_find("expect"));
    CU_ASSERT_PTR_EQUAL(hg_keys_find(HG_KEYS_ENTRY, "ca_file"), hg_key_find("tls.ca"));
    CU_ASSERT_EQUAL(hg_keys_find(HG_KEYS_ENTRY, "name")->scope, HG_KEY_TARGET);
    CU_ASSERT_PTR_NULL(hg_keys_find(HG_KEYS_TOP, "timeout"));
}

static void variable_is_the_option_in_capitals(void)
{
    char variable[64];
    CU_ASSERT_TRUE(
        hg_key_variable(hg_key_find("connect_timeout"), variable, sizeof variable));
    UNIT_ASSERT_TEXT(variable, "HEADGATE_CONNECT_TIMEOUT");
    CU_ASSERT_FALSE(
        hg_key_variable(hg_keys_find(HG_KEYS_ENTRY, "url"), variable, sizeof variable));
}

CU_TestInfo key_tests[] = {
    {"options_letters_and_paths_are_unique", options_letters_and_paths_are_unique},
    {"every_row_is_complete", every_row_is_complete},
    {"every_type_is_complete", every_type_is_complete},
    {"choices_of_methods_are_all_methods", choices_of_methods_are_all_methods},
    {"rows_are_found_by_path", rows_are_found_by_path},
    {"variable_is_the_option_in_capitals", variable_is_the_option_in_capitals},
    CU_TEST_INFO_NULL,
};

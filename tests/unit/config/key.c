/* SPDX-License-Identifier: MIT */
/* key: the table and its look-ups. */
#include "config/keys.h"
#include "headgate/key.h"
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
        const bool is_bool = key->type == HG_KEY_BOOL;
        UNIT_ASSERT_ROW(key->summary != NULL && strlen(key->summary) > 10, key->path);
        UNIT_ASSERT_ROW(key->summary[strlen(key->summary) - 1] != '.', key->path);
        UNIT_ASSERT_ROW((key->choices != NULL) ==
                            (key->type == HG_KEY_ENUM || key->type == HG_KEY_ENUM_SET),
                        key->path);
        UNIT_ASSERT_ROW(key->option == NULL || (key->argument == NULL) == is_bool,
                        key->path);
        UNIT_ASSERT_ROW(strlen(key->path) < HG_KEYS_PATH_MAX, key->path);
        UNIT_ASSERT_ROW(key->min <= key->max, key->path);
    }
}

static void rows_are_found_by_path(void)
{
    CU_ASSERT_EQUAL(hg_key_find("expect.latency.warn")->type, HG_KEY_DURATION);
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
    {"rows_are_found_by_path", rows_are_found_by_path},
    {"variable_is_the_option_in_capitals", variable_is_the_option_in_capitals},
    CU_TEST_INFO_NULL,
};

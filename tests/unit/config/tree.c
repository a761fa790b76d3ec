/* SPDX-License-Identifier: MIT */
/* tree: what is refused in a YAML file, and where; merge keys and aliases. */
#include "config/tree.h"

#include "headgate/buf.h"
#include "unit.h"

#include <string.h>

#include "headgate/banned.h"

struct reading {
    struct hg_arena arena;
    struct hg_problems problems;
    struct hg_buf printed;
    struct hg_node *root;
};

static void read_bytes(struct reading *reading, const char *bytes, size_t len)
{
    hg_arena_init(&reading->arena);
    hg_problems_init(&reading->problems);
    hg_buf_init(&reading->printed);
    reading->root = hg_tree_read("f", bytes, len, &reading->arena, &reading->problems);
    hg_problems_print(&reading->problems, &reading->printed);
}

static void release(struct reading *reading)
{
    hg_buf_release(&reading->printed);
    hg_problems_release(&reading->problems);
    hg_arena_release(&reading->arena);
}

static void check_problems(const char *yaml, const char *expected)
{
    struct reading reading;
    read_bytes(&reading, yaml, strlen(yaml));
    UNIT_ASSERT_TEXT(reading.printed.data, expected);
    release(&reading);
}

static const struct hg_node *get(const struct hg_node *map, const char *key)
{
    for (size_t i = 0; i < map->count; i++) {
        if (strcmp(map->pairs[i].key->text, key) == 0)
            return map->pairs[i].value;
    }
    return NULL;
}

static void structure_faults_are_reported_with_their_location(void)
{
    static const struct {
        const char *yaml;
        const char *expected;
    } rows[] = {
        {"", "f:1:1: expected a map of keys, but the file is empty\n"},
        {"# nothing\n", "f:1:1: expected a map of keys, but the file is empty\n"},
        {"a: [1\n", "f:2:1: invalid YAML: did not find expected ',' or ']'\n"},
        {"a: 1\n---\nb: 2\n", "f:2:1: a configuration must be a single YAML document\n"},
        {"a: 1\nb: 2\na: 3\n", "f:3:1: duplicate key: \"a\" is also set at line 1\n"},
        {"\"a\": 1\na: 3\n", "f:2:1: duplicate key: \"a\" is also set at line 1\n"},
        {"a: *x\n",
         "f:1:4: alias \"x\" refers to an anchor that is not defined before it\n"},
        {"a: &x [*x]\n", "f:1:8: alias \"x\" refers to a value that contains it\n"},
        {"[1]: 2\n", "f:1:1: a key must be a string, got a list\n"},
        {"? {a: 1}\n: 2\n", "f:1:3: a key must be a string, got a map\n"},
        {"a: \"x\\0y\"\n", "f:1:4: a NUL character is not allowed\n"},
        {"a: !x 1\n", "f:1:4: tag \"!x\" is not supported here\n"},
        {"a: !!map 1\n", "f:1:4: tag \"tag:yaml.org,2002:map\" is not supported here\n"},
        {"a: {<<: 1}\n", "f:1:9: \"<<\" needs a map or a list of maps to merge\n"},
        {"<<: {}\n<<: {}\n", "f:2:1: duplicate key: \"<<\" is also set at line 1\n"},
        {"a: ok\nb: \x01\n", "f:2:4: invalid YAML: control characters are not allowed\n"},
        {"\xC3\xA4: \xFF\n", "f:1:4: must be UTF-8, got the byte 0xFF\n"},
        {"\xFF\xFE"
         "a",
         "f:1:1: must be UTF-8, got UTF-16\n"},
        {"\xC3\xA4\xC3\xB6: *x\n",
         "f:1:5: alias \"x\" refers to an anchor that is not defined before it\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_problems(rows[i].yaml, rows[i].expected);
}

static void all_faults_are_reported_together(void)
{
    check_problems(
        "a: 1\na: 2\nb: *x\nc: !t y\n",
        "f:2:1: duplicate key: \"a\" is also set at line 1\n"
        "f:3:4: alias \"x\" refers to an anchor that is not defined before it\n"
        "f:4:4: tag \"!t\" is not supported here\n");
}

static void good_files_are_read(void)
{
    static const char *const rows[] = {
        ("\xEF\xBB\xBF"
         "a: 1\n"),
        "a: 1\r\nb: 2\r\n",
        "%YAML 1.1\n---\na: 1\n...\n",
        "a: &x 1\nb: &x 2\nc: *x\n",
        "a: !!str 1\nb: !!int 2\nc: !!seq [1]\n",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct reading reading;
        read_bytes(&reading, rows[i], strlen(rows[i]));
        UNIT_ASSERT_ROW(reading.root != NULL && reading.problems.count == 0, rows[i]);
        UNIT_ASSERT_ROW(strcmp(reading.root->pairs[0].key->text, "a") == 0, rows[i]);
        release(&reading);
    }
}

static void nodes_know_line_column_and_style(void)
{
    static const char yaml[] = "a:\n  - \"x\"\n  - y\n  - !!str 7\n";
    struct reading reading;
    read_bytes(&reading, yaml, strlen(yaml));
    const struct hg_node *list = get(reading.root, "a");
    CU_ASSERT_EQUAL_FATAL(list->count, 3);
    CU_ASSERT_EQUAL(list->items[1]->location.line, 3);
    CU_ASSERT_EQUAL(list->items[1]->location.column, 5);
    CU_ASSERT_FALSE(list->items[0]->is_plain);
    CU_ASSERT_TRUE(list->items[1]->is_plain);
    CU_ASSERT_FALSE(list->items[2]->is_plain);
    release(&reading);
}

static void own_keys_win_over_merged_ones_and_earlier_over_later(void)
{
    static const char yaml[] = "x: &x {a: x, b: x, c: x}\n"
                               "y: &y {<<: *x, b: y, d: y}\n"
                               "m: {<<: [*y, {d: z, e: z}], c: m}\n";
    static const char *const expected[][2] = {
        {"a", "x"}, {"b", "y"}, {"c", "m"}, {"d", "y"}, {"e", "z"}};
    struct reading reading;
    read_bytes(&reading, yaml, strlen(yaml));
    UNIT_ASSERT_TEXT(reading.printed.data, "");
    const struct hg_node *map = get(reading.root, "m");
    CU_ASSERT_EQUAL(map->count, 5);
    for (size_t i = 0; i < 5; i++)
        UNIT_ASSERT_TEXT(get(map, expected[i][0])->text, expected[i][1]);
    release(&reading);
}

static void aliases_point_at_the_same_node(void)
{
    static const char yaml[] = "a: &x {b: 1}\nc: *x\n";
    struct reading reading;
    read_bytes(&reading, yaml, strlen(yaml));
    CU_ASSERT_PTR_EQUAL(get(reading.root, "a"), get(reading.root, "c"));
    release(&reading);
}

static void nesting_has_a_limit(void)
{
    struct hg_buf yaml;
    hg_buf_init(&yaml);
    for (int i = 0; i < HG_TREE_DEPTH_MAX; i++)
        hg_buf_add_char(&yaml, '[');
    for (int i = 0; i < HG_TREE_DEPTH_MAX; i++)
        hg_buf_add_char(&yaml, ']');
    check_problems(yaml.data, "");
    hg_buf_clear(&yaml);
    for (int i = 0; i < 200000; i++)
        hg_buf_add_char(&yaml, '[');
    check_problems(yaml.data,
                   "f:1:33: lists and maps are nested more than 32 levels deep\n");
    hg_buf_release(&yaml);
}

static void alias_bombs_are_refused(void)
{
    struct hg_buf yaml;
    hg_buf_init(&yaml);
    hg_buf_add_text(&yaml, "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++)
        hg_buf_printf(&yaml,
                      "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n", i,
                      i, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
    check_problems(yaml.data, "f:7:20: aliases expand to more than 1000000 nodes\n");
    hg_buf_release(&yaml);
}

static void an_alias_that_many_entries_share_is_no_bomb(void)
{
    struct reading reading;
    struct hg_buf yaml;
    hg_buf_init(&yaml);
    hg_buf_add_text(&yaml, "x: &x {a: 1, b: 2, c: 3, d: 4, e: 5}\nl:\n");
    for (int i = 0; i < 120000; i++)
        hg_buf_add_text(&yaml, "- <<: *x\n");
    read_bytes(&reading, yaml.data, yaml.len);
    UNIT_ASSERT_TEXT(reading.printed.data, "");
    CU_ASSERT_EQUAL(get(reading.root, "l")->count, 120000);
    release(&reading);
    hg_buf_release(&yaml);
}

CU_TestInfo tree_tests[] = {
    {"structure_faults_are_reported_with_their_location",
     structure_faults_are_reported_with_their_location},
    {"all_faults_are_reported_together", all_faults_are_reported_together},
    {"good_files_are_read", good_files_are_read},
    {"nodes_know_line_column_and_style", nodes_know_line_column_and_style},
    {"own_keys_win_over_merged_ones_and_earlier_over_later",
     own_keys_win_over_merged_ones_and_earlier_over_later},
    {"aliases_point_at_the_same_node", aliases_point_at_the_same_node},
    {"nesting_has_a_limit", nesting_has_a_limit},
    {"alias_bombs_are_refused", alias_bombs_are_refused},
    {"an_alias_that_many_entries_share_is_no_bomb",
     an_alias_that_many_entries_share_is_no_bomb},
    CU_TEST_INFO_NULL,
};

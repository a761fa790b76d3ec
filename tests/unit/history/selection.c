/* SPDX-License-Identifier: MIT */
/* Tests of selection: groups, tags, and targets of the configuration. */
#include "history/query/selection.h"

#include "unit.h"

#include <string.h>

#include "fixture.h"

#include "history/store/history_file.h"

#include "headgate/banned.h"

static const char *const shop_tags[] = {"shop", "eu"};
static const char *const eu_tags[] = {"eu"};
static const struct hg_origin shop = {.group = "pay", .tags = {shop_tags, 2}};
static const struct hg_origin eu = {.tags = {eu_tags, 1}};

/* "a" has two tags and a group, "b" one tag, and "c" and "d" none. */
static void add_run(struct fixture *fixture)
{
    fixture_open(fixture);
    fixture->targets[0].origin = &shop;
    fixture->targets[1].origin = &eu;
    fixture_add(fixture, 0, "UUUU");
}

static void load(struct fixture *fixture, const struct hg_uptime_request *request,
                 struct hg_arena *arena, struct hg_selection *selection)
{
    struct hg_database *database = &fixture->history->database;
    struct hg_error err = {0};
    hg_arena_init(arena);
    CU_ASSERT_EQUAL(hg_database_begin_reading(database, arena, &err), 0);
    hg_selection_load(selection, database, request);
    CU_ASSERT_EQUAL(hg_database_end_reading(database, &err), 0);
    UNIT_ASSERT_TEXT(err.text, "");
}

/* Names without a blank. */
static void check(struct fixture *fixture, struct hg_texts groups, struct hg_texts tags,
                  const char *expected)
{
    const struct hg_uptime_request request = {.groups = groups, .tags = tags};
    struct hg_arena arena;
    struct hg_selection selection;
    char names[FIXTURE_TARGETS + 1] = "";
    load(fixture, &request, &arena, &selection);
    for (size_t i = 0; i < selection.count; i++)
        names[i] = selection.items[i].name[0];
    UNIT_ASSERT_TEXT(names, expected);
    hg_selection_release(&selection);
    hg_arena_release(&arena);
}

static void targets_are_selected_by_group_and_by_tag(void)
{
    static const char *const pay[] = {"pay"};
    static const char *const both[] = {"pay", "default"};
    static const char *const none[] = {"default"};
    static const char *const other[] = {"shop", "us"};
    static const char *const joined[] = {"shop\neu"};
    const struct hg_texts all = {NULL, 0};
    struct fixture fixture;
    add_run(&fixture);
    check(&fixture, all, all, "abcd");
    check(&fixture, all, (struct hg_texts){shop_tags, 1}, "a");
    check(&fixture, all, (struct hg_texts){eu_tags, 1}, "ab");
    check(&fixture, all, (struct hg_texts){other, 2}, "a");
    check(&fixture, all, (struct hg_texts){other + 1, 1}, "");
    check(&fixture, all, (struct hg_texts){joined, 1}, "");
    check(&fixture, (struct hg_texts){pay, 1}, all, "a");
    check(&fixture, (struct hg_texts){none, 1}, all, "bcd");
    check(&fixture, (struct hg_texts){both, 2}, all, "abcd");
    check(&fixture, (struct hg_texts){none, 1}, (struct hg_texts){eu_tags, 1}, "b");
    fixture_close(&fixture);
}

static void tags_are_stored_and_read_as_they_were(void)
{
    const struct hg_uptime_request request = {0};
    struct fixture fixture;
    struct hg_arena arena;
    struct hg_selection selection;
    add_run(&fixture);
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT quote(tags) FROM targets"),
                     "'shop\neu' 'eu' '' ''");
    load(&fixture, &request, &arena, &selection);
    CU_ASSERT_EQUAL_FATAL(selection.count, 4);
    CU_ASSERT_EQUAL_FATAL(selection.items[0].tags.count, 2);
    UNIT_ASSERT_TEXT(selection.items[0].tags.items[0], "shop");
    UNIT_ASSERT_TEXT(selection.items[0].tags.items[1], "eu");
    CU_ASSERT_EQUAL(selection.items[1].tags.count, 1);
    CU_ASSERT_EQUAL(selection.items[2].tags.count, 0);
    hg_selection_release(&selection);
    hg_arena_release(&arena);
    /* And those of the last run hold. */
    fixture.targets[0].origin = &eu;
    fixture_add(&fixture, MINUTE_S, "UUUU");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT tags FROM targets WHERE name = 'a'"),
                     "eu");
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM targets"
                                             " WHERE group_name IS NULL"),
                    4);
    fixture_close(&fixture);
}

static void rows_belong_to_targets_of_the_configuration(void)
{
    static const char *const names[] = {"shop", "shop [192.0.2.1]", "shop [",
                                        "other [x]"};
    const struct hg_target targets[] = {{.name = "shop"}, {.name = "api"}};
    const struct hg_uptime_request request = {.targets = targets, .target_count = 2};
    struct fixture fixture;
    struct hg_arena arena;
    struct hg_selection selection;
    fixture_open(&fixture);
    for (size_t i = 0; i < FIXTURE_TARGETS; i++)
        fixture.targets[i].name = names[i];
    fixture_add(&fixture, 0, "UDXU");
    load(&fixture, &request, &arena, &selection);
    CU_ASSERT_EQUAL_FATAL(selection.count, 4);
    for (size_t i = 0; i < selection.count; i++) {
        const struct hg_candidate *row = &selection.items[i];
        const bool belongs =
            strcmp(row->name, "shop") == 0 || strcmp(row->name, "shop [192.0.2.1]") == 0;
        UNIT_ASSERT_ROW(row->configured == (belongs ? &targets[0] : NULL), row->name);
    }
    UNIT_ASSERT_TEXT(selection.items[0].reason, "");
    UNIT_ASSERT_TEXT(selection.items[1].name, "shop");
    UNIT_ASSERT_TEXT(selection.items[3].reason, "no answer");
    CU_ASSERT_EQUAL(selection.items[3].open_interval.outcome, HG_OUTCOME_DOWN);
    CU_ASSERT_EQUAL(selection.items[3].open_interval.checks, 1);
    hg_selection_release(&selection);
    hg_arena_release(&arena);
    fixture_close(&fixture);
}

CU_TestInfo selection_tests[] = {
    {"targets_are_selected_by_group_and_by_tag",
     targets_are_selected_by_group_and_by_tag},
    {"tags_are_stored_and_read_as_they_were", tags_are_stored_and_read_as_they_were},
    {"rows_belong_to_targets_of_the_configuration",
     rows_belong_to_targets_of_the_configuration},
    CU_TEST_INFO_NULL,
};

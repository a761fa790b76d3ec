/* SPDX-License-Identifier: MIT */
/* dependents: tests of who waits for whom. */
#include "unit.h"

#include "engine/dependents.h"

enum { COUNT = 4 };

/* 3 depends on 0 and 2; 1 depends on 0. */
static const uint32_t both[] = {0, 2};
static struct hg_target_extra of_three = {.parents = both, .parent_count = 2};
static struct hg_target_extra of_one = {.parents = both, .parent_count = 1};
static struct hg_target targets[COUNT];

static void set_targets(bool has_dependencies)
{
    for (size_t i = 0; i < COUNT; i++)
        targets[i] = (struct hg_target){.enabled = true};
    targets[1].extra = has_dependencies ? &of_one : NULL;
    targets[3].extra = has_dependencies ? &of_three : NULL;
}

static void children_are_listed_with_each_parent(void)
{
    struct hg_dependents dependents;
    size_t count;

    set_targets(true);
    hg_dependents_init(&dependents, targets, COUNT);
    const uint32_t *children = hg_dependents_children(&dependents, 0, &count);
    CU_ASSERT_EQUAL_FATAL(count, 2);
    CU_ASSERT_EQUAL(children[0], 1);
    CU_ASSERT_EQUAL(children[1], 3);
    children = hg_dependents_children(&dependents, 2, &count);
    CU_ASSERT_EQUAL_FATAL(count, 1);
    CU_ASSERT_EQUAL(children[0], 3);
    hg_dependents_children(&dependents, 3, &count);
    CU_ASSERT_EQUAL(count, 0);
    hg_dependents_release(&dependents);
}

static void a_child_waits_for_its_last_parent(void)
{
    struct hg_dependents dependents;

    set_targets(true);
    hg_dependents_init(&dependents, targets, COUNT);
    CU_ASSERT_FALSE(hg_dependents_waits(&dependents, 0));
    CU_ASSERT_TRUE(hg_dependents_waits(&dependents, 1));
    CU_ASSERT_TRUE(hg_dependents_waits(&dependents, 3));
    CU_ASSERT_TRUE(hg_dependents_count_down(&dependents, 1));
    CU_ASSERT_FALSE(hg_dependents_count_down(&dependents, 3));
    CU_ASSERT_TRUE(hg_dependents_waits(&dependents, 3));
    CU_ASSERT_TRUE(hg_dependents_count_down(&dependents, 3));
    CU_ASSERT_FALSE(hg_dependents_waits(&dependents, 3));
    hg_dependents_release(&dependents);
}

static void a_disabled_parent_has_no_children(void)
{
    struct hg_dependents dependents;
    size_t count;

    set_targets(true);
    targets[0].enabled = false;
    hg_dependents_init(&dependents, targets, COUNT);
    CU_ASSERT_FALSE(hg_dependents_waits(&dependents, 1));
    CU_ASSERT_TRUE(hg_dependents_waits(&dependents, 3));
    hg_dependents_children(&dependents, 0, &count);
    CU_ASSERT_EQUAL(count, 0);
    hg_dependents_release(&dependents);
}

static void without_dependencies_nothing_is_kept(void)
{
    struct hg_dependents dependents;
    uint32_t target;
    size_t count;

    set_targets(false);
    hg_dependents_init(&dependents, targets, COUNT);
    CU_ASSERT_FALSE(hg_dependents_waits(&dependents, 3));
    CU_ASSERT_PTR_NULL(hg_dependents_children(&dependents, 0, &count));
    CU_ASSERT_EQUAL(count, 0);
    hg_dependents_push(&dependents, 0);
    CU_ASSERT_FALSE(hg_dependents_pop(&dependents, &target));
    hg_dependents_release(&dependents);
}

static void the_last_target_pushed_is_popped_first(void)
{
    struct hg_dependents dependents;
    uint32_t target;

    set_targets(true);
    hg_dependents_init(&dependents, targets, COUNT);
    hg_dependents_push(&dependents, 2);
    hg_dependents_push(&dependents, 0);
    CU_ASSERT_TRUE(hg_dependents_pop(&dependents, &target));
    CU_ASSERT_EQUAL(target, 0);
    CU_ASSERT_TRUE(hg_dependents_pop(&dependents, &target));
    CU_ASSERT_EQUAL(target, 2);
    CU_ASSERT_FALSE(hg_dependents_pop(&dependents, &target));
    hg_dependents_release(&dependents);
}

static void children_are_skipped_for_a_reason(void)
{
    static const struct {
        const char *row;
        enum hg_outcome outcome;
        enum hg_outcome observed; /* when it is excused */
        bool is_waived;
        bool is_in_maintenance;
        const char *reason; /* NULL: they are checked */
    } rows[] = {
        {"up", HG_OUTCOME_UP, HG_OUTCOME_UP, false, false, NULL},
        {"flaky", HG_OUTCOME_FLAKY, HG_OUTCOME_FLAKY, false, false, NULL},
        {"degraded", HG_OUTCOME_DEGRADED, HG_OUTCOME_DEGRADED, false, false, NULL},
        {"down", HG_OUTCOME_DOWN, HG_OUTCOME_DOWN, false, false, "is down"},
        {"unknown", HG_OUTCOME_UNKNOWN, HG_OUTCOME_UNKNOWN, false, false,
         "has no verdict"},
        {"skipped", HG_OUTCOME_SKIPPED, HG_OUTCOME_SKIPPED, false, false, "was skipped"},
        {"waived", HG_OUTCOME_SKIPPED, HG_OUTCOME_DOWN, true, false, "is down"},
        {"in maintenance, up", HG_OUTCOME_SKIPPED, HG_OUTCOME_UP, false, true, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_result result;
        hg_result_init(&result);
        result.outcome = (uint8_t)rows[i].outcome;
        result.observed = (uint8_t)rows[i].observed;
        result.is_waived = rows[i].is_waived;
        result.is_in_maintenance = rows[i].is_in_maintenance;
        const char *reason = hg_dependents_skip_reason(&result);
        UNIT_ASSERT_ROW((reason == NULL) == (rows[i].reason == NULL), rows[i].row);
        UNIT_ASSERT_TEXT(reason, rows[i].reason);
    }
}

CU_TestInfo dependents_tests[] = {
    {"children are listed with each parent", children_are_listed_with_each_parent},
    {"a child waits for its last parent", a_child_waits_for_its_last_parent},
    {"a disabled parent has no children", a_disabled_parent_has_no_children},
    {"without dependencies nothing is kept", without_dependencies_nothing_is_kept},
    {"the last target pushed is popped first", the_last_target_pushed_is_popped_first},
    {"children are skipped for a reason", children_are_skipped_for_a_reason},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* Tests of gate. */
#include "headgate/gate.h"

#include "headgate/text.h"
#include "unit.h"

#include <string.h>

#include "headgate/banned.h"

#define BIT(outcome) (1U << HG_OUTCOME_##outcome)

struct row {
    const char *name;
    uint32_t fail_on;
    struct hg_limit max_down;
    struct hg_gate_counts
        counts; /* unknown, up, flaky, degraded, down, skipped; then excused */
    enum hg_gate_state state;
    const char *reason;
};

static void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct hg_gate gate = {.fail_on = rows[i].fail_on,
                                     .max_down = rows[i].max_down};
        struct hg_gate_verdict verdict;
        hg_gate_judge(&gate, &rows[i].counts, &verdict);
        UNIT_ASSERT_ROW(verdict.state == rows[i].state, rows[i].name);
        UNIT_ASSERT_TEXT(verdict.reason, rows[i].reason);
    }
}

static void down_targets_close_the_gate_beyond_the_limit(void)
{
    static const struct row rows[] = {
        {"all up",
         BIT(DOWN),
         {0, false},
         {.outcomes = {0, 9, 0, 0, 0, 0}},
         HG_GATE_OPEN,
         ""},
        {"one down",
         BIT(DOWN),
         {0, false},
         {.outcomes = {0, 9, 0, 0, 1, 0}},
         HG_GATE_CLOSED,
         "1 down, at most 0 allowed"},
        {"at the limit",
         BIT(DOWN),
         {2, false},
         {.outcomes = {0, 9, 0, 0, 2, 0}},
         HG_GATE_OPEN,
         ""},
        {"beyond it",
         BIT(DOWN),
         {2, false},
         {.outcomes = {0, 9, 0, 0, 3, 0}},
         HG_GATE_CLOSED,
         "3 down, at most 2 allowed"},
        {"10% of 20",
         BIT(DOWN),
         {10, true},
         {.outcomes = {0, 18, 0, 0, 2, 0}},
         HG_GATE_OPEN,
         ""},
        {"10% without the skipped",
         BIT(DOWN),
         {10, true},
         {.outcomes = {0, 17, 0, 0, 2, 1}},
         HG_GATE_CLOSED,
         "2 down, at most 10% of 19 allowed"},
        {"down tolerated",
         BIT(FLAKY),
         {0, false},
         {.outcomes = {0, 1, 0, 0, 9, 0}},
         HG_GATE_OPEN,
         ""},
        {"never", 0, {0, false}, {.outcomes = {0, 0, 1, 1, 9, 0}}, HG_GATE_OPEN, ""},
    };
    check_rows(rows, sizeof(rows) / sizeof(rows[0]));
}

static void what_is_tolerated_is_known_for_each_outcome(void)
{
    static const struct {
        const char *name;
        uint32_t fail_on;
        struct hg_limit max_down;
        struct hg_limit max_unknown;
        struct hg_gate_counts counts;
        uint32_t tolerated;
    } rows[] = {
        {"within max_down",
         BIT(DOWN),
         {2, false},
         {0, false},
         {.outcomes = {0, 1, 0, 0, 2, 0}},
         BIT(DOWN) | BIT(UNKNOWN)},
        {"beyond max_down",
         BIT(DOWN),
         {1, false},
         {0, false},
         {.outcomes = {0, 1, 0, 0, 2, 0}},
         BIT(UNKNOWN)},
        {"fail_on without down",
         BIT(FLAKY),
         {0, false},
         {0, false},
         {.outcomes = {0, 1, 1, 0, 2, 0}},
         BIT(DOWN) | BIT(UNKNOWN)},
        {"never",
         0,
         {0, false},
         {0, false},
         {.outcomes = {0, 1, 0, 0, 2, 0}},
         BIT(DOWN) | BIT(UNKNOWN)},
        {"known ones don't count",
         BIT(DOWN),
         {1, false},
         {0, false},
         {.outcomes = {0, 1, 0, 0, 2, 0}, .known = {0, 0, 0, 0, 1, 0}},
         BIT(DOWN) | BIT(UNKNOWN)},
        {"too many unknown, some down",
         BIT(DOWN),
         {1, false},
         {0, false},
         {.outcomes = {1, 1, 0, 0, 1, 0}},
         BIT(DOWN)},
        {"within max_unknown, too many down",
         BIT(DOWN),
         {0, false},
         {1, false},
         {.outcomes = {1, 1, 0, 0, 1, 0}},
         BIT(UNKNOWN)},
        {"fail_on has unknown",
         BIT(DOWN) | BIT(UNKNOWN),
         {1, false},
         {9, false},
         {.outcomes = {1, 1, 0, 0, 1, 0}},
         BIT(DOWN)},
        {"all unknown",
         BIT(DOWN),
         {0, false},
         {100, true},
         {.outcomes = {3, 0, 0, 0, 0, 0}},
         BIT(DOWN)},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct hg_gate gate = {.fail_on = rows[i].fail_on,
                                     .max_down = rows[i].max_down,
                                     .max_unknown = rows[i].max_unknown};
        struct hg_gate_verdict verdict;
        hg_gate_judge(&gate, &rows[i].counts, &verdict);
        UNIT_ASSERT_ROW(verdict.tolerated == rows[i].tolerated, rows[i].name);
    }
}

static void other_outcomes_close_the_gate_when_fail_on_includes_them(void)
{
    static const struct row rows[] = {
        {"flaky",
         BIT(DOWN) | BIT(FLAKY),
         {0, false},
         {.outcomes = {0, 1, 1, 0, 0, 0}},
         HG_GATE_CLOSED,
         "1 flaky, and fail_on includes flaky"},
        {"no flaky",
         BIT(DOWN) | BIT(FLAKY),
         {0, false},
         {.outcomes = {0, 1, 0, 0, 0, 0}},
         HG_GATE_OPEN,
         ""},
        {"several",
         BIT(DOWN) | BIT(DEGRADED) | BIT(UNKNOWN),
         {0, false},
         {.outcomes = {4, 1, 1, 2, 3, 0}},
         HG_GATE_CLOSED,
         "3 down, at most 0 allowed; 4 unknown, and fail_on includes unknown; "
         "2 degraded, and fail_on includes degraded"},
        {"degraded is fine",
         BIT(DOWN),
         {0, false},
         {.outcomes = {0, 1, 1, 2, 0, 0}},
         HG_GATE_OPEN,
         ""},
    };
    check_rows(rows, sizeof(rows) / sizeof(rows[0]));
}

static void unknown_targets_are_tolerated_up_to_the_limit_but_never_all(void)
{
    static const struct {
        struct hg_limit max_unknown;
        size_t up;
        size_t unknown;
        size_t skipped;
        const char *reason; /* "": open */
    } rows[] = {
        {{2, false}, 8, 2, 0, ""},
        {{2, false}, 7, 3, 0, "3 targets have no verdict; at most 2 allowed"},
        {{20, true}, 8, 2, 5, ""},
        {{10, true}, 8, 2, 5, "2 targets have no verdict; at most 10% allowed"},
        {{9, false}, 0, 2, 0, "2 targets have no verdict"},
        {{100, true}, 0, 1, 3, "1 target has no verdict"},
        {{100, true}, 1, 9, 0, ""},
        {{0, false}, 9, 1, 0, "1 target has no verdict"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct hg_gate gate = {.fail_on = BIT(DOWN),
                                     .max_unknown = rows[i].max_unknown};
        const struct hg_gate_counts counts = {
            .outcomes = {rows[i].unknown, rows[i].up, 0, 0, 0, rows[i].skipped}};
        struct hg_gate_verdict verdict;
        hg_gate_judge(&gate, &counts, &verdict);
        UNIT_ASSERT_ROW((verdict.state == HG_GATE_OPEN) == (rows[i].reason[0] == '\0'),
                        verdict.reason);
        UNIT_ASSERT_TEXT(verdict.reason, rows[i].reason);
    }
}

static void the_gate_is_unknown_when_targets_could_not_be_judged(void)
{
    static const struct row rows[] = {
        {"one",
         BIT(DOWN),
         {0, false},
         {.outcomes = {1, 9, 0, 0, 0, 0}},
         HG_GATE_UNKNOWN,
         "1 target has no verdict"},
        {"two",
         BIT(DOWN),
         {0, false},
         {.outcomes = {2, 9, 0, 0, 0, 0}},
         HG_GATE_UNKNOWN,
         "2 targets have no verdict"},
        {"closed weighs more",
         BIT(DOWN),
         {0, false},
         {.outcomes = {2, 9, 0, 0, 1, 0}},
         HG_GATE_CLOSED,
         "1 down, at most 0 allowed"},
        {"all skipped",
         BIT(DOWN),
         {0, false},
         {.outcomes = {0, 0, 0, 0, 0, 3}},
         HG_GATE_UNKNOWN,
         "every target was skipped"},
        {"all skipped, one waived",
         BIT(DOWN),
         {0, false},
         {.outcomes = {0, 0, 0, 0, 0, 3}, .excused = 1},
         HG_GATE_OPEN,
         ""},
        {"some skipped",
         BIT(DOWN),
         {0, false},
         {.outcomes = {0, 1, 0, 0, 0, 3}},
         HG_GATE_OPEN,
         ""},
        {"empty",
         BIT(DOWN),
         {0, false},
         {.outcomes = {0, 0, 0, 0, 0, 0}},
         HG_GATE_OPEN,
         ""},
    };
    check_rows(rows, sizeof(rows) / sizeof(rows[0]));
}

static void what_the_baseline_knows_does_not_count(void)
{
    static const struct row rows[] = {
        {"all known",
         BIT(DOWN),
         {0, false},
         {.outcomes = {0, 1, 0, 0, 2, 0}, .known = {0, 0, 0, 0, 2, 0}},
         HG_GATE_OPEN,
         ""},
        {"one is new",
         BIT(DOWN) | BIT(DEGRADED),
         {0, false},
         {.outcomes = {0, 1, 0, 2, 3, 0}, .known = {0, 0, 0, 1, 2, 0}},
         HG_GATE_CLOSED,
         "1 down (2 more known from the baseline), at most 0 allowed; "
         "1 degraded (1 more known from the baseline), and fail_on includes degraded"},
        {"worse",
         BIT(DOWN),
         {5, false},
         {.outcomes = {0, 3, 0, 0, 0, 0},
          .changes = {[HG_CHANGE_SLOWER] = 2, [HG_CHANGE_MOVED] = 1}},
         HG_GATE_CLOSED,
         "2 slower than in the baseline; 1 at another URL than in the baseline"},
        {"worse, and never",
         0,
         {0, false},
         {.outcomes = {0, 3, 0, 0, 0, 0}, .changes = {[HG_CHANGE_SLOWER] = 2}},
         HG_GATE_OPEN,
         ""},
    };
    check_rows(rows, sizeof(rows) / sizeof(rows[0]));
}

/* Histories have these numbers: a failure here is not mended here. */
static void the_number_of_a_state_never_changes(void)
{
    static const char *const words[] = {[0] = "unknown", [1] = "open", [2] = "closed"};
    for (int i = 0; i < 3; i++)
        UNIT_ASSERT_TEXT(hg_gate_word((enum hg_gate_state)i), words[i]);
}

static void conditions_close_the_gate_or_make_it_unknown(void)
{
    static const struct hg_condition condition = {.text = "down == 0"};
    static const struct {
        enum hg_gate_state before;
        enum hg_condition_state state;
        enum hg_gate_state after;
        const char *reason;
    } rows[] = {
        {HG_GATE_OPEN, HG_CONDITION_HOLDS, HG_GATE_OPEN, ""},
        {HG_GATE_UNKNOWN, HG_CONDITION_HOLDS, HG_GATE_UNKNOWN, ""},
        {HG_GATE_OPEN, HG_CONDITION_FAILS, HG_GATE_CLOSED, "down == 0 does not hold: 7"},
        {HG_GATE_UNKNOWN, HG_CONDITION_FAILS, HG_GATE_CLOSED,
         "down == 0 does not hold: 7"},
        {HG_GATE_OPEN, HG_CONDITION_UNKNOWN, HG_GATE_UNKNOWN, "down == 0: 7"},
        {HG_GATE_CLOSED, HG_CONDITION_UNKNOWN, HG_GATE_CLOSED, "down == 0: 7"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct hg_condition_verdict verdict = {
            .condition = &condition, .state = rows[i].state, .detail = "7"};
        struct hg_gate_verdict gate = {.state = rows[i].before};
        hg_gate_judge_conditions(&verdict, 1, &gate);
        UNIT_ASSERT_ROW(gate.state == rows[i].after, rows[i].reason);
        UNIT_ASSERT_TEXT(gate.reason, rows[i].reason);
    }
}

static void a_reason_that_is_too_long_is_cut_between_characters(void)
{
    static const struct hg_condition condition = {.text = "p95(größe) < 1s"};
    const struct hg_condition_verdict verdict = {
        .condition = &condition, .state = HG_CONDITION_FAILS, .detail = "2.00 s"};
    struct hg_gate_verdict gate = {.state = HG_GATE_OPEN};
    for (int i = 0; i < 100; i++)
        hg_gate_judge_conditions(&verdict, 1, &gate);
    const size_t len = strlen(gate.reason);
    CU_ASSERT_TRUE(len > sizeof(gate.reason) - 3);
    CU_ASSERT_EQUAL(hg_text_whole(gate.reason, len), len);
}

CU_TestInfo gate_tests[] = {
    {"unknown targets are tolerated up to the limit but never all",
     unknown_targets_are_tolerated_up_to_the_limit_but_never_all},
    {"down_targets_close_the_gate_beyond_the_limit",
     down_targets_close_the_gate_beyond_the_limit},
    {"what is tolerated is known for each outcome",
     what_is_tolerated_is_known_for_each_outcome},
    {"other_outcomes_close_the_gate_when_fail_on_includes_them",
     other_outcomes_close_the_gate_when_fail_on_includes_them},
    {"the_gate_is_unknown_when_targets_could_not_be_judged",
     the_gate_is_unknown_when_targets_could_not_be_judged},
    {"what_the_baseline_knows_does_not_count", what_the_baseline_knows_does_not_count},
    {"the_number_of_a_state_never_changes", the_number_of_a_state_never_changes},
    {"conditions_close_the_gate_or_make_it_unknown",
     conditions_close_the_gate_or_make_it_unknown},
    {"a_reason_that_is_too_long_is_cut_between_characters",
     a_reason_that_is_too_long_is_cut_between_characters},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* Tests of gate. */
#include "headgate/gate.h"

#include "unit.h"

#include <string.h>

#include "headgate/banned.h"

#define BIT(outcome) (1U << HG_OUTCOME_##outcome)

struct row {
    const char *name;
    uint32_t fail_on;
    struct hg_limit max_down;
    size_t counts[HG_OUTCOME_COUNT]; /* unknown, up, flaky, degraded, down, skipped */
    enum hg_gate_state state;
    const char *reason;
};

static void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct hg_gate gate = {rows[i].fail_on, rows[i].max_down};
        struct hg_gate_verdict verdict;
        hg_gate_judge(&gate, rows[i].counts, &verdict);
        UNIT_ASSERT_ROW(verdict.state == rows[i].state, rows[i].name);
        UNIT_ASSERT_TEXT(verdict.reason, rows[i].reason);
    }
}

static void down_targets_close_the_gate_beyond_the_limit(void)
{
    static const struct row rows[] = {
        {"all up", BIT(DOWN), {0, false}, {0, 9, 0, 0, 0, 0}, HG_GATE_OPEN, ""},
        {"one down",
         BIT(DOWN),
         {0, false},
         {0, 9, 0, 0, 1, 0},
         HG_GATE_CLOSED,
         "1 down, at most 0 allowed"},
        {"at the limit", BIT(DOWN), {2, false}, {0, 9, 0, 0, 2, 0}, HG_GATE_OPEN, ""},
        {"beyond it",
         BIT(DOWN),
         {2, false},
         {0, 9, 0, 0, 3, 0},
         HG_GATE_CLOSED,
         "3 down, at most 2 allowed"},
        {"10% of 20", BIT(DOWN), {10, true}, {0, 18, 0, 0, 2, 0}, HG_GATE_OPEN, ""},
        {"10% without the skipped",
         BIT(DOWN),
         {10, true},
         {0, 17, 0, 0, 2, 1},
         HG_GATE_CLOSED,
         "2 down, at most 10% of 19 allowed"},
        {"down tolerated", BIT(FLAKY), {0, false}, {0, 1, 0, 0, 9, 0}, HG_GATE_OPEN, ""},
        {"never", 0, {0, false}, {0, 0, 1, 1, 9, 0}, HG_GATE_OPEN, ""},
    };
    check_rows(rows, sizeof(rows) / sizeof(rows[0]));
}

static void other_outcomes_close_the_gate_when_fail_on_includes_them(void)
{
    static const struct row rows[] = {
        {"flaky",
         BIT(DOWN) | BIT(FLAKY),
         {0, false},
         {0, 1, 1, 0, 0, 0},
         HG_GATE_CLOSED,
         "1 flaky, and fail_on includes flaky"},
        {"no flaky",
         BIT(DOWN) | BIT(FLAKY),
         {0, false},
         {0, 1, 0, 0, 0, 0},
         HG_GATE_OPEN,
         ""},
        {"several",
         BIT(DOWN) | BIT(DEGRADED) | BIT(UNKNOWN),
         {0, false},
         {4, 1, 1, 2, 3, 0},
         HG_GATE_CLOSED,
         "3 down, at most 0 allowed; 4 unknown, and fail_on includes unknown; "
         "2 degraded, and fail_on includes degraded"},
        {"degraded is fine", BIT(DOWN), {0, false}, {0, 1, 1, 2, 0, 0}, HG_GATE_OPEN, ""},
    };
    check_rows(rows, sizeof(rows) / sizeof(rows[0]));
}

static void the_gate_is_unknown_when_targets_could_not_be_judged(void)
{
    static const struct row rows[] = {
        {"one",
         BIT(DOWN),
         {0, false},
         {1, 9, 0, 0, 0, 0},
         HG_GATE_UNKNOWN,
         "1 target could not be judged"},
        {"two",
         BIT(DOWN),
         {0, false},
         {2, 9, 0, 0, 0, 0},
         HG_GATE_UNKNOWN,
         "2 targets could not be judged"},
        {"closed weighs more",
         BIT(DOWN),
         {0, false},
         {2, 9, 0, 0, 1, 0},
         HG_GATE_CLOSED,
         "1 down, at most 0 allowed"},
        {"all skipped",
         BIT(DOWN),
         {0, false},
         {0, 0, 0, 0, 0, 3},
         HG_GATE_UNKNOWN,
         "every target was skipped"},
        {"some skipped", BIT(DOWN), {0, false}, {0, 1, 0, 0, 0, 3}, HG_GATE_OPEN, ""},
        {"empty", BIT(DOWN), {0, false}, {0, 0, 0, 0, 0, 0}, HG_GATE_OPEN, ""},
    };
    check_rows(rows, sizeof(rows) / sizeof(rows[0]));
}

static void every_state_has_its_word(void)
{
    UNIT_ASSERT_TEXT(hg_gate_word(HG_GATE_UNKNOWN), "unknown");
    UNIT_ASSERT_TEXT(hg_gate_word(HG_GATE_OPEN), "open");
    UNIT_ASSERT_TEXT(hg_gate_word(HG_GATE_CLOSED), "closed");
}

static void the_longest_reason_fits(void)
{
    const struct hg_gate gate = {0xffffffffU, {0, true}};
    size_t counts[HG_OUTCOME_COUNT];
    for (size_t i = 0; i < HG_OUTCOME_COUNT; i++)
        counts[i] = SIZE_MAX / HG_OUTCOME_COUNT / 4;
    struct hg_gate_verdict verdict;
    hg_gate_judge(&gate, counts, &verdict);
    CU_ASSERT_EQUAL(strlen(verdict.reason), sizeof(verdict.reason) - 1);
}

CU_TestInfo gate_tests[] = {
    {"down_targets_close_the_gate_beyond_the_limit",
     down_targets_close_the_gate_beyond_the_limit},
    {"other_outcomes_close_the_gate_when_fail_on_includes_them",
     other_outcomes_close_the_gate_when_fail_on_includes_them},
    {"the_gate_is_unknown_when_targets_could_not_be_judged",
     the_gate_is_unknown_when_targets_could_not_be_judged},
    {"every_state_has_its_word", every_state_has_its_word},
    {"the_longest_reason_fits", the_longest_reason_fits},
    CU_TEST_INFO_NULL,
};

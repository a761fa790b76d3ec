/* SPDX-License-Identifier: MIT */
/* Tests of outcome. */
#include "headgate/outcome.h"

#include "unit.h"

#include "headgate/banned.h"

/* Histories have these numbers: a failure here is not mended here. */
static void the_number_of_an_outcome_never_changes(void)
{
    static const char *const words[] = {
        [0] = "unknown",  [1] = "up",   [2] = "flaky",
        [3] = "degraded", [4] = "down", [5] = "skipped",
    };
    CU_ASSERT_EQUAL(sizeof words / sizeof words[0], HG_OUTCOME_COUNT);
    for (int i = 0; i < HG_OUTCOME_COUNT; i++) {
        enum hg_outcome outcome = HG_OUTCOME_COUNT;
        UNIT_ASSERT_TEXT(hg_outcome_word((enum hg_outcome)i), words[i]);
        UNIT_ASSERT_ROW(hg_outcome_parse(words[i], &outcome), words[i]);
        UNIT_ASSERT_ROW((int)outcome == i, words[i]);
    }
}

static void other_words_name_no_outcome(void)
{
    static const char *const wrong[] = {"", "UP", "never", "downs", "none"};
    enum hg_outcome outcome = HG_OUTCOME_FLAKY;
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
        UNIT_ASSERT_ROW(!hg_outcome_parse(wrong[i], &outcome), wrong[i]);
    CU_ASSERT_EQUAL(outcome, HG_OUTCOME_FLAKY);
}

/* Likewise. */
static void the_number_of_a_cause_never_changes(void)
{
    static const struct {
        const char *word;
        bool is_transport;
    } rows[] = {
        [0] = {"none", false},          [1] = {"dns", true},
        [2] = {"connect", true},        [3] = {"tls", true},
        [4] = {"certificate", false},   [5] = {"timeout", true},
        [6] = {"protocol", true},       [7] = {"redirect", false},
        [8] = {"status", false},        [9] = {"latency", false},
        [10] = {"header", false},       [11] = {"body", false},
        [12] = {"rate_limited", false}, [13] = {"blocked", false},
        [14] = {"canary", true},        [15] = {"local", true},
        [16] = {"deadline", true},      [17] = {"cancelled", true},
        [18] = {"proxy", true},         [19] = {"resolver", true},
        [20] = {"clock", true},
    };
    CU_ASSERT_EQUAL(sizeof rows / sizeof rows[0], HG_CAUSE_COUNT);
    for (int i = 0; i < HG_CAUSE_COUNT; i++) {
        enum hg_cause cause = HG_CAUSE_COUNT;
        UNIT_ASSERT_TEXT(hg_cause_word((enum hg_cause)i), rows[i].word);
        UNIT_ASSERT_ROW(hg_cause_parse(rows[i].word, &cause), rows[i].word);
        UNIT_ASSERT_ROW((int)cause == i, rows[i].word);
        UNIT_ASSERT_ROW(hg_cause_is_transport((enum hg_cause)i) == rows[i].is_transport,
                        rows[i].word);
    }
}

CU_TestInfo outcome_tests[] = {
    {"the_number_of_an_outcome_never_changes", the_number_of_an_outcome_never_changes},
    {"other_words_name_no_outcome", other_words_name_no_outcome},
    {"the_number_of_a_cause_never_changes", the_number_of_a_cause_never_changes},
    CU_TEST_INFO_NULL,
};

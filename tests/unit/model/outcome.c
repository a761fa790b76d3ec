/* SPDX-License-Identifier: MIT */
/* Tests of outcome. */
#include "headgate/outcome.h"

#include "unit.h"

#include "headgate/banned.h"

static void every_outcome_has_a_word_that_is_read_back(void)
{
    static const char *const words[HG_OUTCOME_COUNT] = {"unknown",  "up",   "flaky",
                                                        "degraded", "down", "skipped"};
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

static void every_cause_has_a_word_and_a_kind(void)
{
    static const struct {
        const char *word;
        bool is_transport;
    } rows[HG_CAUSE_COUNT] = {
        {"none", false},         {"dns", true},          {"connect", true},
        {"tls", true},           {"certificate", false}, {"timeout", true},
        {"protocol", true},      {"redirect", false},    {"status", false},
        {"latency", false},      {"header", false},      {"body", false},
        {"rate_limited", false}, {"blocked", false},     {"canary", true},
        {"local", true},         {"deadline", true},     {"cancelled", true},
    };
    for (int i = 0; i < HG_CAUSE_COUNT; i++) {
        UNIT_ASSERT_TEXT(hg_cause_word((enum hg_cause)i), rows[i].word);
        UNIT_ASSERT_ROW(hg_cause_is_transport((enum hg_cause)i) == rows[i].is_transport,
                        rows[i].word);
    }
}

CU_TestInfo outcome_tests[] = {
    {"every_outcome_has_a_word_that_is_read_back",
     every_outcome_has_a_word_that_is_read_back},
    {"other_words_name_no_outcome", other_words_name_no_outcome},
    {"every_cause_has_a_word_and_a_kind", every_cause_has_a_word_and_a_kind},
    CU_TEST_INFO_NULL,
};

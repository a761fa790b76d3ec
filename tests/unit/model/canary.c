/* SPDX-License-Identifier: MIT */
/* Tests of canary. */
#include "headgate/canary.h"

#include "headgate/memory.h"

#include "fixture.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

static void a_percentage_is_rounded_up(void)
{
    static const struct {
        struct hg_limit need;
        size_t count;
        size_t needed;
        const char *row;
    } rows[] = {
        {{50, true}, 1, 1, "50% of 1"},   {{50, true}, 2, 1, "50% of 2"},
        {{50, true}, 3, 2, "50% of 3"},   {{30, true}, 10, 3, "30% of 10"},
        {{100, true}, 3, 3, "100% of 3"}, {{0, true}, 3, 0, "0% of 3"},
        {{2, false}, 3, 2, "2 of 3"},     {{9, false}, 3, 3, "9 of 3"},
        {{50, true}, 0, 0, "50% of 0"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        UNIT_ASSERT_ROW(hg_canary_needed(rows[i].need, rows[i].count) == rows[i].needed,
                        rows[i].row);
}

static void only_targets_that_were_not_reached_are_doubtful(void)
{
    for (int cause = 0; cause < HG_CAUSE_COUNT; cause++) {
        const struct hg_result result = {.outcome = HG_OUTCOME_DOWN,
                                         .cause = (uint8_t)cause};
        const bool expected = cause == HG_CAUSE_DNS || cause == HG_CAUSE_CONNECT ||
                              cause == HG_CAUSE_TIMEOUT;
        UNIT_ASSERT_ROW(hg_canary_is_doubtful(&result) == expected,
                        hg_cause_word((enum hg_cause)cause));
    }
    const struct hg_result unknown = {.cause = HG_CAUSE_TIMEOUT};
    const struct hg_result up = {.outcome = HG_OUTCOME_UP, .status = 200, .attempts = 1};
    const struct hg_result silent = {.outcome = HG_OUTCOME_UP, .attempts = 1};
    CU_ASSERT_FALSE(hg_canary_is_doubtful(&unknown));
    CU_ASSERT_FALSE(hg_canary_is_doubtful(&up));
    CU_ASSERT_TRUE(hg_canary_is_doubtful(&silent));
}

/* A run of one target that could not be reached, with canaries of these outcomes and statuses. */
static void set_up(struct fixture *fixture, struct hg_run *run,
                   struct hg_settings *settings, const struct hg_result *canaries,
                   size_t count)
{
    static const struct hg_target names[] = {{.url = "https://a.example/"},
                                             {.url = "http://b.example/"}};
    struct hg_reply reply;
    fixture_init(fixture);
    *settings = (struct hg_settings){.workers = 1, .canaries_need = {50, true}};
    hg_run_init(run, &fixture->target, 1, settings);
    fixture_failure(&reply, HG_CAUSE_CONNECT, "connection refused by 127.0.0.1:81");
    fixture_add(fixture, &run->results[0], &reply);
    run->canaries = names;
    run->canary_count = count;
    run->canary_results = hg_memory_new(count, sizeof(*run->canary_results));
    memcpy(run->canary_results, canaries, count * sizeof(*canaries));
}

static void canaries_that_were_cut_off_leave_doubts_undecided(void)
{
    static const struct hg_result rows[][2] = {
        {{.outcome = HG_OUTCOME_DOWN}, {.outcome = HG_OUTCOME_UP, .status = 200}},
        {{.outcome = HG_OUTCOME_DOWN}, {.outcome = HG_OUTCOME_UNKNOWN}},
    };
    for (size_t i = 0; i < 2; i++) {
        struct fixture fixture;
        struct hg_settings settings;
        struct hg_run run;
        set_up(&fixture, &run, &settings, rows[i], 2);
        CU_ASSERT_EQUAL(hg_canary_is_undecided(&run), i == 1);
        run.results[0].outcome = HG_OUTCOME_DEGRADED; /* nothing to doubt */
        CU_ASSERT_FALSE(hg_canary_is_undecided(&run));
        run.results[0].outcome = HG_OUTCOME_DOWN;
        free(run.canary_results);
        run.canary_results = NULL;
        CU_ASSERT_TRUE(hg_canary_is_undecided(&run));
        run.canary_count = 0;
        CU_ASSERT_FALSE(hg_canary_is_undecided(&run));
        hg_run_release(&run);
    }
}

static void a_run_without_answers_is_offline_and_excuses_its_targets(void)
{
    const struct hg_result canaries[] = {{.outcome = HG_OUTCOME_DOWN},
                                         {.outcome = HG_OUTCOME_DOWN}};
    struct fixture fixture;
    struct hg_settings settings;
    struct hg_run run;
    set_up(&fixture, &run, &settings, canaries, 2);
    hg_canary_judge(&run);
    CU_ASSERT_NOT_EQUAL(run.offline_reason[0], '\0');
    hg_canary_make_unknown(&run, &run.results[0]);
    CU_ASSERT_EQUAL(run.results[0].outcome, HG_OUTCOME_UNKNOWN);
    CU_ASSERT_EQUAL(run.results[0].cause, HG_CAUSE_CANARY);
    UNIT_ASSERT_TEXT(hg_result_reason(&run.results[0]),
                     "this machine appears to be offline; the check reported: connection "
                     "refused by 127.0.0.1:81");
    hg_run_summarise(&run);
    CU_ASSERT_EQUAL(run.gate.state, HG_GATE_UNKNOWN);
    UNIT_ASSERT_TEXT(run.gate.reason,
                     "this machine appears to be offline: 0 of 2 canaries "
                     "answered, 1 required");
    hg_run_release(&run);
}

static void any_status_is_an_answer(void)
{
    const struct hg_result canaries[] = {{.outcome = HG_OUTCOME_DOWN, .status = 500},
                                         {.outcome = HG_OUTCOME_DOWN}};
    struct fixture fixture;
    struct hg_settings settings;
    struct hg_run run;
    set_up(&fixture, &run, &settings, canaries, 2);
    hg_canary_judge(&run);
    UNIT_ASSERT_TEXT(run.offline_reason, "");
    CU_ASSERT_EQUAL(hg_canary_answer_count(&run), 1);
    hg_canary_make_unknown(&run, &run.results[0]);
    CU_ASSERT_EQUAL(run.results[0].outcome, HG_OUTCOME_DOWN);
    hg_run_release(&run);
}

/* A canary, where its redirects led, if there were any, and what came at the end. */
struct answer {
    const char *url;
    const char *hops[3];
    const char *final_url;
    int status;
    enum hg_cause cause;
    bool counts;
};

static void make_result(const struct answer *answer, struct hg_result *result)
{
    struct hg_detail *detail = hg_memory_new(1, sizeof *detail);
    hg_result_init(result);
    result->detail = detail;
    result->attempts = 1;
    result->status = (uint16_t)answer->status;
    result->cause = (uint8_t)answer->cause;
    result->outcome = HG_OUTCOME_DOWN;
    detail->hops = hg_memory_new(3, sizeof *detail->hops);
    for (; answer->hops[detail->hop_count] != NULL; detail->hop_count++)
        detail->hops[detail->hop_count] =
            (struct hg_hop){hg_memory_copy_text(answer->hops[detail->hop_count]), 302};
    detail->final_url = hg_memory_copy_text(answer->final_url);
}

static void a_canary_counts_when_it_answers_itself(void)
{
#define HTTP  "http://a.example/"
#define HTTPS "https://a.example/"
#define LOGIN "http://login.hotel/"
    static const struct answer rows[] = {
        {HTTPS, {NULL}, NULL, 0, HG_CAUSE_CERTIFICATE, false},
        {HTTPS, {NULL}, NULL, 200, HG_CAUSE_NONE, true},
        {HTTPS, {NULL}, NULL, 511, HG_CAUSE_STATUS, true},
        {HTTPS, {NULL}, NULL, 302, HG_CAUSE_REDIRECT, true},
        {HTTPS, {HTTPS}, LOGIN, 200, HG_CAUSE_NONE, true},
        {HTTP, {NULL}, NULL, 0, HG_CAUSE_CONNECT, false},
        {HTTP, {NULL}, NULL, 200, HG_CAUSE_NONE, true},
        {HTTP, {NULL}, NULL, 500, HG_CAUSE_STATUS, true},
        {HTTP, {NULL}, NULL, 511, HG_CAUSE_STATUS, false},
        {HTTP, {NULL}, NULL, 302, HG_CAUSE_REDIRECT, false},
        {HTTP, {NULL}, NULL, 304, HG_CAUSE_STATUS, true},
        {HTTP, {HTTP}, HTTPS, 200, HG_CAUSE_NONE, true},
        {HTTP, {HTTP}, HTTPS, 0, HG_CAUSE_TLS, true},
        {HTTP, {HTTP}, "https://www.a.example/x", 404, HG_CAUSE_STATUS, true},
        {HTTP, {HTTP, HTTPS}, "https://www.a.example:8443/x", 404, HG_CAUSE_STATUS, true},
        {HTTP, {HTTP}, "http://a.example:8080/login", 200, HG_CAUSE_NONE, true},
        {HTTP, {HTTP}, LOGIN, 200, HG_CAUSE_NONE, false},
        {HTTP, {HTTP}, LOGIN, 0, HG_CAUSE_CONNECT, false},
        {HTTP, {HTTP, LOGIN}, HTTP, 200, HG_CAUSE_NONE, false},
        {HTTP, {HTTP}, "http://xa.example/", 200, HG_CAUSE_NONE, false},
        {HTTP, {HTTP}, "http://a.example.hotel/", 200, HG_CAUSE_NONE, false},
        {HTTP, {HTTP}, "http://www.a.example.hotel/", 200, HG_CAUSE_NONE, false},
        {HTTP, {HTTP}, "http://wwwa.example/", 200, HG_CAUSE_NONE, false},
        {HTTP, {HTTP}, "http://www.www.a.example/", 200, HG_CAUSE_NONE, false},
        /* A bare host that gave no answer by https. */
        {HTTPS, {NULL}, HTTP, 200, HG_CAUSE_NONE, true},
        {HTTPS, {HTTP}, LOGIN, 200, HG_CAUSE_NONE, false},
        {HTTPS, {HTTPS}, "https://elsewhere.example/", 200, HG_CAUSE_NONE, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct hg_target canary = {.url = rows[i].url};
        struct hg_result result;
        char row[32];
        snprintf(row, sizeof row, "%zu", i);
        make_result(&rows[i], &result);
        UNIT_ASSERT_ROW(hg_canary_has_answered(&canary, &result) == rows[i].counts, row);
        hg_result_release(&result);
    }
}

static void a_login_page_is_told(void)
{
    static const struct answer answers[] = {
        {NULL, {HTTP}, LOGIN, 200, HG_CAUSE_NONE, false},
        {NULL, {NULL}, "http://b.example/", 511, HG_CAUSE_STATUS, false},
    };
    struct hg_result canaries[2];
    struct fixture fixture;
    struct hg_settings settings;
    struct hg_run run;
    for (size_t i = 0; i < 2; i++)
        make_result(&answers[i], &canaries[i]);
    set_up(&fixture, &run, &settings, canaries, 2);
    hg_canary_judge(&run);
    CU_ASSERT_NOT_EQUAL(run.offline_reason[0], '\0');
    UNIT_ASSERT_TEXT(hg_result_reason(&run.canary_results[0]),
                     "it redirects to another host, as the login page of a network does: "
                     "http://login.hotel/");
    UNIT_ASSERT_TEXT(hg_result_reason(&run.canary_results[1]),
                     "status 511, as the login page of a network answers");
    hg_run_release(&run);
}

static void canaries_that_were_stopped_prove_nothing(void)
{
    const struct hg_result canaries[] = {{.outcome = HG_OUTCOME_UNKNOWN},
                                         {.outcome = HG_OUTCOME_DOWN}};
    struct fixture fixture;
    struct hg_settings settings;
    struct hg_run run;
    set_up(&fixture, &run, &settings, canaries, 2);
    hg_canary_judge(&run);
    UNIT_ASSERT_TEXT(run.offline_reason, "");
    hg_run_release(&run);
}

/* Without a resolver or a route, a canary was not asked either. */
static void canaries_that_could_not_be_asked_have_not_answered(void)
{
    const struct hg_result canaries[] = {
        {.outcome = HG_OUTCOME_UNKNOWN, .cause = HG_CAUSE_RESOLVER},
        {.outcome = HG_OUTCOME_UNKNOWN, .cause = HG_CAUSE_LOCAL}};
    struct fixture fixture;
    struct hg_settings settings;
    struct hg_run run;
    set_up(&fixture, &run, &settings, canaries, 2);
    hg_canary_judge(&run);
    UNIT_ASSERT_TEXT(
        run.offline_reason,
        "this machine appears to be offline: 0 of 2 canaries answered, 1 required");
    CU_ASSERT_FALSE(hg_canary_is_undecided(&run));
    hg_run_release(&run);
}

CU_TestInfo canary_tests[] = {
    {"canaries_that_could_not_be_asked_have_not_answered",
     canaries_that_could_not_be_asked_have_not_answered},
    {"canaries_that_were_cut_off_leave_doubts_undecided",
     canaries_that_were_cut_off_leave_doubts_undecided},
    {"a_percentage_is_rounded_up", a_percentage_is_rounded_up},
    {"only_targets_that_were_not_reached_are_doubtful",
     only_targets_that_were_not_reached_are_doubtful},
    {"a_run_without_answers_is_offline_and_excuses_its_targets",
     a_run_without_answers_is_offline_and_excuses_its_targets},
    {"any_status_is_an_answer", any_status_is_an_answer},
    {"a_canary_counts_when_it_answers_itself", a_canary_counts_when_it_answers_itself},
    {"a_login_page_is_told", a_login_page_is_told},
    {"canaries_that_were_stopped_prove_nothing",
     canaries_that_were_stopped_prove_nothing},
    CU_TEST_INFO_NULL,
};

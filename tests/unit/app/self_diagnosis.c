/* SPDX-License-Identifier: MIT */
/* Tests of self_diagnosis, with a resolver that answers from a table. */
#include "app/self_diagnosis.h"

#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const variables[] = {"http_proxy", "https_proxy", "HTTPS_PROXY",
                                        "all_proxy",  "ALL_PROXY",   "no_proxy",
                                        "NO_PROXY"};

static void clear_variables(void)
{
    for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++)
        unsetenv(variables[i]);
}

static void without_a_proxy_there_is_no_description(void)
{
    const struct hg_policy policy = {.proxy = NULL};
    const struct hg_target target = {.policy = &policy};
    clear_variables();
    CU_ASSERT_PTR_NULL(hg_self_diagnosis_proxies(&target, 1));
}

static void variables_are_described_without_secrets(void)
{
    const struct hg_policy policy = {.proxy = NULL};
    const struct hg_target target = {.policy = &policy};
    clear_variables();
    setenv("http_proxy", "http://user:secret@proxy:3128", 1);
    setenv("no_proxy", "localhost", 1);
    char *settings = hg_self_diagnosis_proxies(&target, 1);
    UNIT_ASSERT_TEXT(settings, "http_proxy=http://***@proxy:3128, no_proxy=localhost");
    free(settings);
    clear_variables();
}

static void a_policys_own_proxy_hides_the_variables(void)
{
    const struct hg_policy own = {.proxy = "socks5://u:p@s:1080"};
    const struct hg_policy none = {.proxy = "none"};
    const struct hg_policy other = {.proxy = "http://p:3128"};
    const struct hg_target targets[] = {
        {.policy = &own}, {.policy = &other}, {.policy = &own}, {.policy = &none}};
    clear_variables();
    setenv("http_proxy", "http://proxy:3128", 1);
    char *settings = hg_self_diagnosis_proxies(targets, 4);
    UNIT_ASSERT_TEXT(settings, "proxy=socks5://***@s:1080, proxy=http://p:3128");
    free(settings);
    clear_variables();
}

static const struct hg_policy policy = {.proxy = NULL};
static const char *const overrides[] = {"given.example:80:127.0.0.1"};
static const struct hg_policy with_resolve = {.resolve = {overrides, 1}};
static size_t asked_count;
static const char *answering;

/* Answers for the names that begin with `answering`. */
static void look_up(struct hg_lookup *lookups, size_t count, int64_t timeout_us,
                    const struct hg_cancel *cancel)
{
    (void)timeout_us;
    (void)cancel;
    asked_count += count;
    for (size_t i = 0; i < count; i++)
        lookups[i].is_done = strncmp(lookups[i].name, answering, strlen(answering)) == 0;
}

static struct hg_target target_of(const char *url)
{
    return (struct hg_target){.url = url, .policy = &policy, .enabled = true};
}

static bool answers(const struct hg_target *targets, size_t count, const char *names)
{
    asked_count = 0;
    answering = names;
    return hg_self_diagnosis_can_resolve(targets, count, look_up, NULL);
}

static void only_names_need_a_resolver(void)
{
    static const struct {
        const char *url;
        bool is_needed;
    } rows[] = {
        {"http://example.com/", true},
        {"http://127.0.0.1/", false},
        {"http://[::1]:80/", false},
        {"https://localhost/", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct hg_target target = target_of(rows[i].url);
        answers(&target, 1, "");
        UNIT_ASSERT_ROW((asked_count > 0) == rows[i].is_needed, rows[i].url);
    }
}

static void without_names_the_resolver_is_not_asked(void)
{
    struct hg_target targets[] = {target_of("http://127.0.0.1/"),
                                  target_of("http://a.example/"),
                                  target_of("http://given.example/")};
    targets[1].enabled = false;
    targets[2].policy = &with_resolve;
    CU_ASSERT_TRUE(answers(targets, 3, "other"));
    CU_ASSERT_EQUAL(asked_count, 0);
}

static void one_answer_is_enough_and_none_is_silence(void)
{
    const struct hg_target targets[] = {target_of("http://a.example/"),
                                        target_of("http://b.example/")};
    CU_ASSERT_TRUE(answers(targets, 2, "b"));
    CU_ASSERT_EQUAL(asked_count, 2);
    CU_ASSERT_FALSE(answers(targets, 2, "other"));
    CU_ASSERT_EQUAL(asked_count, 3);
    CU_ASSERT_TRUE(answers(targets, 2, ".")); /* not for these names */
}

static void only_a_few_names_are_asked_for(void)
{
    struct hg_target targets[10];
    char urls[10][32];
    for (size_t i = 0; i < 10; i++) {
        snprintf(urls[i], sizeof urls[i], "http://n%zu.example/", i / 2);
        targets[i] = target_of(urls[i]);
    }
    CU_ASSERT_TRUE(answers(targets, 10, "n"));
    CU_ASSERT_EQUAL(asked_count, 3);
}

static const struct hg_settings settings = {.workers = 1};

static void check_self_diagnosis(const struct hg_run *run, const char *expected)
{
    struct hg_buf lines;
    hg_buf_init(&lines);
    hg_self_diagnosis_describe(run, &lines);
    UNIT_ASSERT_TEXT(lines.data, expected);
    hg_buf_release(&lines);
}

static void a_clock_more_than_five_minutes_off_is_reported(void)
{
    struct hg_run run;
    hg_run_init(&run, NULL, 0, &settings);
    run.clock_offset_s = 3600;
    check_self_diagnosis(&run, "");
    run.has_clock_offset = true;
    check_self_diagnosis(
        &run,
        "the clock of this machine is 1 h 00 m ahead of the clocks of most servers\n");
    run.clock_offset_s = -301;
    check_self_diagnosis(
        &run,
        "the clock of this machine is 5 m 01 s behind the clocks of most servers\n");
    run.clock_offset_s = 300;
    check_self_diagnosis(&run, "");
    hg_run_release(&run);
}

static void when_no_name_is_found_the_resolver_is_suspected(void)
{
    static const struct hg_target targets[] = {{.url = "http://a.example/", .host = 0},
                                               {.url = "http://b.example/", .host = 1},
                                               {.url = "http://[::1]:81/", .host = 2},
                                               {.url = "http://c.example/", .host = 3}};
    struct hg_run run;
    hg_run_init(&run, targets, 3, &settings);
    run.results[0].cause = HG_CAUSE_DNS;
    run.results[0].attempts = 1;
    run.results[2].attempts = 1;
    check_self_diagnosis(&run, "");
    run.results[1].cause = HG_CAUSE_RESOLVER;
    run.results[1].attempts = 1;
    check_self_diagnosis(
        &run,
        "none of the 2 host names could be resolved: check the DNS resolver of this "
        "machine\n");
    hg_run_release(&run);

    hg_run_init(&run, targets, 4, &settings);
    for (size_t i = 0; i < 4; i++)
        run.results[i].attempts = 1;
    run.results[0].cause = HG_CAUSE_DNS;
    run.results[1].cause = HG_CAUSE_DNS;
    check_self_diagnosis(&run, "");
    hg_run_release(&run);
}

CU_TestInfo self_diagnosis_tests[] = {
    {"without a proxy there is no description", without_a_proxy_there_is_no_description},
    {"variables are described without secrets", variables_are_described_without_secrets},
    {"a policy's own proxy hides the variables", a_policys_own_proxy_hides_the_variables},
    {"only names need a resolver", only_names_need_a_resolver},
    {"without names the resolver is not asked", without_names_the_resolver_is_not_asked},
    {"one answer is enough, and none is silence",
     one_answer_is_enough_and_none_is_silence},
    {"only a few names are asked for", only_a_few_names_are_asked_for},
    {"a clock more than five minutes off is reported",
     a_clock_more_than_five_minutes_off_is_reported},
    {"when no name is found the resolver is suspected",
     when_no_name_is_found_the_resolver_is_suspected},
    CU_TEST_INFO_NULL,
};

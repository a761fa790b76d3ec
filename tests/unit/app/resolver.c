/* SPDX-License-Identifier: MIT */
/* resolver: tests of the look before the run, with a resolver that asks nobody. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "app/resolver.h"

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
    asked_count = count;
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
    return hg_resolver_answers(targets, count, look_up, NULL);
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
        UNIT_ASSERT_ROW(hg_resolver_is_needed(&target) == rows[i].is_needed, rows[i].url);
    }
}

static void without_names_nobody_is_asked(void)
{
    struct hg_target targets[] = {target_of("http://127.0.0.1/"),
                                  target_of("http://a.example/"),
                                  target_of("http://given.example/")};
    targets[1].enabled = false;
    targets[2].policy = &with_resolve;
    CU_ASSERT_TRUE(answers(targets, 3, "nobody"));
    CU_ASSERT_EQUAL(asked_count, 0);
}

static void one_answer_is_enough_and_none_is_silence(void)
{
    const struct hg_target targets[] = {target_of("http://a.example/"),
                                        target_of("http://b.example/")};
    CU_ASSERT_TRUE(answers(targets, 2, "b"));
    CU_ASSERT_EQUAL(asked_count, 2);
    CU_ASSERT_FALSE(answers(targets, 2, "nobody"));
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

CU_TestInfo resolver_tests[] = {
    {"only names need a resolver", only_names_need_a_resolver},
    {"without names nobody is asked", without_names_nobody_is_asked},
    {"one answer is enough, and none is silence",
     one_answer_is_enough_and_none_is_silence},
    {"only a few names are asked for", only_a_few_names_are_asked_for},
    CU_TEST_INFO_NULL,
};

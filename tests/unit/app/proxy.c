/* SPDX-License-Identifier: MIT */
/* proxy: tests of what is told of proxies. */
#include "unit.h"

#include <stdlib.h>

#include "app/proxy.h"

static const char *const variables[] = {"http_proxy", "https_proxy", "HTTPS_PROXY",
                                        "all_proxy",  "ALL_PROXY",   "no_proxy",
                                        "NO_PROXY"};

static void clear_variables(void)
{
    for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++)
        unsetenv(variables[i]);
}

static void nothing_is_told_when_there_is_none(void)
{
    const struct hg_policy policy = {.proxy = NULL};
    const struct hg_target target = {.policy = &policy};
    clear_variables();
    CU_ASSERT_PTR_NULL(hg_proxy_describe(&target, 1));
}

static void variables_are_told_without_secrets(void)
{
    const struct hg_policy policy = {.proxy = NULL};
    const struct hg_target target = {.policy = &policy};
    clear_variables();
    setenv("http_proxy", "http://user:secret@proxy:3128", 1);
    setenv("no_proxy", "localhost", 1);
    char *settings = hg_proxy_describe(&target, 1);
    UNIT_ASSERT_TEXT(settings, "http_proxy=http://***@proxy:3128, no_proxy=localhost");
    free(settings);
    clear_variables();
}

static void a_policys_own_proxy_hides_the_variables(void)
{
    const struct hg_policy own = {.proxy = "socks5://u:p@s:1080"};
    const struct hg_policy none = {.proxy = "none"};
    const struct hg_target targets[] = {
        {.policy = &own}, {.policy = &own}, {.policy = &none}};
    clear_variables();
    setenv("http_proxy", "http://proxy:3128", 1);
    char *settings = hg_proxy_describe(targets, 3);
    UNIT_ASSERT_TEXT(settings, "proxy=socks5://***@s:1080");
    free(settings);
    clear_variables();
}

CU_TestInfo proxy_tests[] = {
    {"nothing is told when there is none", nothing_is_told_when_there_is_none},
    {"variables are told without secrets", variables_are_told_without_secrets},
    {"a policy's own proxy hides the variables", a_policys_own_proxy_hides_the_variables},
    CU_TEST_INFO_NULL,
};

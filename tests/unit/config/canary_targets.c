/* SPDX-License-Identifier: MIT */
/* canary_targets: from the configuration to targets. */
#include "fixture.h"
#include "unit.h"

#include <string.h>

#include "headgate/banned.h"

static void a_list_and_a_map_are_read(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, "canaries: [http://a/, b.example]\n"),
                     "");
    CU_ASSERT_EQUAL_FATAL(fixture.config.canary_count, 2);
    UNIT_ASSERT_TEXT(fixture.config.canaries[0].url, "http://a/");
    UNIT_ASSERT_TEXT(fixture.config.canaries[1].url, "https://b.example/");
    CU_ASSERT_EQUAL(fixture.config.canaries[1].host, 1);
    CU_ASSERT_TRUE(fixture.config.settings.canaries_need.is_percent);
    UNIT_ASSERT_TEXT(
        fixture_load_yaml(&fixture, "canaries: {urls: http://c/, need: 1}\n"), "");
    CU_ASSERT_EQUAL_FATAL(fixture.config.canary_count, 1);
    CU_ASSERT_FALSE(fixture.config.settings.canaries_need.is_percent);
    fixture_release(&fixture);
}

static void wrong_canaries_are_reported_without_their_password(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, "canaries: [\"ftp://me:secret@a/\"]\n"),
                     "headgate.yml:1:12: canaries.urls must be an http or https URL, got "
                     "\"ftp://***@a/\"\n");
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, "canaries: {need: some}\n"),
                     "headgate.yml:1:18: canaries.need must be a number or a percentage "
                     "such as 5 or 2.5%, got \"some\"\n");
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, "canaries: {ulrs: http://a/}\n"),
                     "headgate.yml:1:12: unknown key \"canaries.ulrs\", did you mean "
                     "\"canaries.urls\"?\n");
    fixture_release(&fixture);
}

static void canaries_are_asked_once_and_get_no_secrets_of_targets(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(
        fixture_load_yaml(&fixture,
                          "defaults: {retries: 5, method: POST, timeout: 3s,\n"
                          "  tls: {insecure: true}, headers: {Authorization: secret},\n"
                          "  expect: {status: 204}}\n"
                          "canaries: [\"http://me:mine@a/\", b, \"https://c\"]\n"),
        "");
    CU_ASSERT_EQUAL_FATAL(fixture.config.canary_count, 3);
    CU_ASSERT_EQUAL(fixture.config.canaries[1].policy->redirects, 5);
    CU_ASSERT_EQUAL(fixture.config.canaries[2].policy->redirects, 0);
    const struct hg_policy *policy = fixture.config.canaries[0].policy;
    CU_ASSERT_EQUAL(policy->retries, 0);
    CU_ASSERT_EQUAL(policy->redirects, 5);
    CU_ASSERT_FALSE(policy->insecure);
    CU_ASSERT_EQUAL(policy->method, HG_METHOD_AUTO);
    CU_ASSERT_EQUAL(policy->timeout_us, 3000000);
    CU_ASSERT_EQUAL(policy->headers.count, 0);
    CU_ASSERT_TRUE(hg_statuses_is_empty(&policy->expect.status));
    UNIT_ASSERT_TEXT(policy->user, "me");
    UNIT_ASSERT_TEXT(fixture.config.canaries[0].name, "http://a/");
    fixture_release(&fixture);
}

static void what_the_defaults_send_is_not_for_canaries(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(
        fixture_load_yaml(&fixture,
                          "canaries: [http://a/, http://u:p@b/]\n"
                          "defaults: {auth: {basic: {user: me, password: secret1}},\n"
                          "  form: {a: secret2}, expect: down}\n"
                          "targets: [http://c/]\n"),
        "");
    CU_ASSERT_EQUAL_FATAL(fixture.config.canary_count, 2);
    const struct hg_policy *policy = fixture.config.canaries[0].policy;
    CU_ASSERT_PTR_NULL(policy->user);
    CU_ASSERT_PTR_NULL(policy->password);
    CU_ASSERT_PTR_NULL(policy->content);
    CU_ASSERT_FALSE(policy->expect.down);
    CU_ASSERT_EQUAL(hg_policy_method(policy), HG_METHOD_AUTO);
    UNIT_ASSERT_TEXT(fixture.config.canaries[1].policy->user, "u");
    UNIT_ASSERT_TEXT(fixture.config.targets[0].policy->user, "me");
    fixture_load_yaml(&fixture, "canaries: http://a/\n"
                                "defaults: {auth: {bearer: secret1}}\n"
                                "targets: [http://c/]\n");
    CU_ASSERT_PTR_NULL(fixture.config.canaries[0].policy->bearer);
    CU_ASSERT_PTR_NOT_NULL(fixture.config.targets[0].policy->bearer);
    fixture_release(&fixture);
}

CU_TestInfo canary_targets_tests[] = {
    {"what_the_defaults_send_is_not_for_canaries",
     what_the_defaults_send_is_not_for_canaries},
    {"a_list_and_a_map_are_read", a_list_and_a_map_are_read},
    {"wrong_canaries_are_reported_without_their_password",
     wrong_canaries_are_reported_without_their_password},
    {"canaries_are_asked_once_and_get_no_secrets_of_targets",
     canaries_are_asked_once_and_get_no_secrets_of_targets},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* target_set: names, shared policies and origins, hosts, user info. */
#include "fixture.h"
#include "unit.h"

#include <string.h>

#include "headgate/banned.h"

static void entries_are_checked(void)
{
    static const char *const rows[][2] = {
        {"targets:\n- {name: a}\n",
         "headgate.yml:2:3: target \"a\": needs \"url\" or \"file\"\n"},
        {"targets:\n- {}\n", "headgate.yml:2:3: target #1: needs \"url\" or \"file\"\n"},
        {"targets:\n- {name: a, url: http://a/, file: b}\n",
         "headgate.yml:2:3: target \"a\": has both \"url\" and \"file\"; set one of "
         "them\n"},
        {"targets:\n- {url: http://a/}\n- {url: http://b/, enabled: no}\n",
         "headgate.yml:3:29: target \"http://b/\": enabled must be true or false, got "
         "\"no\"; write enabled: false\n"},
        {"targets:\n- {url: 'gopher://u:secret@a/'}\n",
         "headgate.yml:2:9: target \"gopher://***@a/\": expected an http or https "
         "address, "
         "got scheme \"gopher\"\n"},
        {"targets:\n- {name: a, url: http://a/}\n- {name: a, url: http://b/}\n",
         "headgate.yml:3:3: target name \"a\" is already used at line 2\n"},
        {"targets:\n- http://a/\n- http://a/\n",
         "headgate.yml:3:3: target name \"http://a/\" is already used at line 2; give "
         "one of "
         "them another name\n"},
        {"targets:\n- {name: a, url: http://a/}\n- {name: b, url: http://a/}\n", ""},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, rows[i][0]), rows[i][1]);
    fixture_release(&fixture);
}

static void equal_names_in_two_configurations_name_both_places(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write("a.yml", "targets:\n- {name: n, url: http://a/}\n");
    fixture_write("b.yml", "targets:\n\n- {name: n, url: http://b/}\n");
    fixture_load(&fixture, (const char *const[]){"a.yml", "b.yml", NULL}, NULL);
    UNIT_ASSERT_TEXT(fixture.printed.data,
                     "b.yml:3:3: target name \"n\" is already used at a.yml:2\n");
    fixture_release(&fixture);
}

static void user_info_goes_to_the_policy_and_nowhere_else(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture,
                                       "targets:\n- https://me:p%40ss@a.example/x\n"
                                       "- a.example/y\n"),
                     "");
    const struct hg_target *target = &fixture.config.targets[0];
    UNIT_ASSERT_TEXT(target->name, "https://a.example/x");
    UNIT_ASSERT_TEXT(target->url, "https://a.example/x");
    UNIT_ASSERT_TEXT(target->policy->user, "me");
    UNIT_ASSERT_TEXT(target->policy->password, "p@ss");
    CU_ASSERT_PTR_NULL(target[1].policy->user);
    CU_ASSERT_TRUE(target->has_scheme);
    CU_ASSERT_FALSE(target[1].has_scheme);
    UNIT_ASSERT_TEXT(target[1].name, "a.example/y");
    fixture_release(&fixture);
}

static void equal_settings_share_a_policy_and_an_origin(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture,
                                       "targets:\n"
                                       "- {url: http://a/, timeout: 5s, group: g}\n"
                                       "- {url: http://b/, group: g, timeout: '5s'}\n"
                                       "- {url: http://c/, timeout: 5s, group: g}\n"
                                       "- {url: http://d/, timeout: 6s, tags: g}\n"
                                       "- http://e/\n- http://f/\n"),
                     "");
    const struct hg_target *targets = fixture.config.targets;
    CU_ASSERT_PTR_EQUAL(targets[0].policy, targets[2].policy);
    CU_ASSERT_PTR_NOT_EQUAL(targets[0].policy, targets[3].policy);
    CU_ASSERT_PTR_NOT_EQUAL(targets[0].policy, targets[4].policy);
    CU_ASSERT_PTR_EQUAL(targets[4].policy, targets[5].policy);
    CU_ASSERT_PTR_EQUAL(targets[0].origin, targets[1].origin);
    CU_ASSERT_PTR_NOT_EQUAL(targets[0].origin, targets[3].origin);
    UNIT_ASSERT_TEXT(targets[0].origin->file, "headgate.yml");
    CU_ASSERT_EQUAL(targets[3].line, 5);
    fixture_release(&fixture);
}

static void hosts_are_numbered_by_name_and_port(void)
{
    static const uint32_t expected[] = {0, 1, 0, 2, 1, 0};
    struct fixture fixture;
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture,
                                       "targets: [http://a/, https://a/, "
                                       "http://A:80/x, http://b/, https://a:443/y, "
                                       "http://a:80/z]\n"),
                     "");
    CU_ASSERT_EQUAL(fixture.config.host_count, 3);
    for (size_t i = 0; i < 6; i++)
        CU_ASSERT_EQUAL(fixture.config.targets[i].host, expected[i]);
    fixture_release(&fixture);
}

static void a_thousand_targets_keep_their_order(void)
{
    struct fixture fixture;
    struct hg_buf yaml;
    fixture_init(&fixture);
    hg_buf_init(&yaml);
    hg_buf_add_text(&yaml, "targets:\n");
    for (int i = 0; i < 1000; i++)
        hg_buf_printf(&yaml, "- http://h%d.example/\n", i);
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, yaml.data), "");
    CU_ASSERT_EQUAL_FATAL(fixture.config.target_count, 1000);
    for (uint32_t i = 0; i < 1000; i++) {
        CU_ASSERT_EQUAL(fixture.config.targets[i].line, i + 2);
        CU_ASSERT_EQUAL(fixture.config.targets[i].host, i);
    }
    hg_buf_release(&yaml);
    fixture_release(&fixture);
}

static void different_users_have_different_policies(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, "targets:\n"
                                                 "- http://ann:p@a/1\n"
                                                 "- http://bob:p@a/2\n"
                                                 "- http://bob:q@a/3\n"
                                                 "- http://bob:q@a/4\n"),
                     "");
    const struct hg_target *targets = fixture.config.targets;
    UNIT_ASSERT_TEXT(targets[0].policy->user, "ann");
    UNIT_ASSERT_TEXT(targets[1].policy->user, "bob");
    UNIT_ASSERT_TEXT(targets[1].policy->password, "p");
    UNIT_ASSERT_TEXT(targets[2].policy->password, "q");
    CU_ASSERT_PTR_EQUAL(targets[2].policy, targets[3].policy);
    fixture_release(&fixture);
}

static void a_merged_contradiction_is_reported_once(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(
        fixture_load_yaml(&fixture, "x-a: &a {allow_private: true, deny_private: true}\n"
                                    "targets:\n"
                                    "- {<<: *a, url: http://a/}\n"
                                    "- {<<: *a, url: http://b/, retries: 1}\n"),
        "headgate.yml:1:25: target \"http://a/\": allow_private and deny_private can't "
        "both "
        "be true\n");
    fixture_release(&fixture);
}

static void a_contradiction_in_the_defaults_is_reported_once(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(fixture_load_yaml(
                         &fixture, "defaults: {allow_private: true, deny_private: true}\n"
                                   "targets: [http://u:p@a/, http://b/]\n"),
                     "headgate.yml:1:27: defaults: allow_private and deny_private can't "
                     "both be true\n");
    fixture_release(&fixture);
}

CU_TestInfo target_set_tests[] = {
    {"a_contradiction_in_the_defaults_is_reported_once",
     a_contradiction_in_the_defaults_is_reported_once},
    {"different_users_have_different_policies", different_users_have_different_policies},
    {"a_merged_contradiction_is_reported_once", a_merged_contradiction_is_reported_once},
    {"entries_are_checked", entries_are_checked},
    {"equal_names_in_two_configurations_name_both_places",
     equal_names_in_two_configurations_name_both_places},
    {"user_info_goes_to_the_policy_and_nowhere_else",
     user_info_goes_to_the_policy_and_nowhere_else},
    {"equal_settings_share_a_policy_and_an_origin",
     equal_settings_share_a_policy_and_an_origin},
    {"hosts_are_numbered_by_name_and_port", hosts_are_numbered_by_name_and_port},
    {"a_thousand_targets_keep_their_order", a_thousand_targets_keep_their_order},
    CU_TEST_INFO_NULL,
};

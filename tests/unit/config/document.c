/* SPDX-License-Identifier: MIT */
/* document: the targets of a configuration: waivers. */
#include "fixture.h"
#include "headgate/clock.h"
#include "headgate/waiver.h"
#include "unit.h"

#include "headgate/banned.h"

static void waivers_are_checked(void)
{
    static const char *const rows[][2] = {
        {"{until: 2026-12-31, reason: r, ticket: T-1}", ""},
        {"{until: '2026-12-31', reason: r}", ""},
        {"{until: 2026-12-32, reason: r}",
         "headgate.yml:2:35: target \"http://a/\": waive.until must be a date such as "
         "2026-12-31, got \"2026-12-32\"\n"},
        {"{reason: r}", "headgate.yml:2:27: target \"http://a/\": waive needs \"until\" "
                        "and \"reason\"\n"},
        {"{until: 2026-12-31}", "headgate.yml:2:27: target \"http://a/\": waive needs "
                                "\"until\" and \"reason\"\n"},
        {"{}", "headgate.yml:2:27: target \"http://a/\": waive needs \"until\" and "
               "\"reason\"\n"},
        {"{until: 2026-12-31, raeson: r}",
         "headgate.yml:2:27: target \"http://a/\": waive needs \"until\" and \"reason\"\n"
         "headgate.yml:2:47: unknown key \"waive.raeson\", did you mean "
         "\"waive.reason\"?\n"},
        {"2026-12-31", "headgate.yml:2:27: waive must be a map, got \"2026-12-31\"; "
                       "write waive: {until: 2026-12-31}\n"},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hg_buf yaml;
        hg_buf_init(&yaml);
        hg_buf_printf(&yaml, "targets:\n- {url: http://a/, waive: %s}\n", rows[i][0]);
        UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, yaml.data), rows[i][1]);
        hg_buf_release(&yaml);
    }
    fixture_release(&fixture);
}

static void waivers_reach_targets_and_lists(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write("urls.txt", "http://b/\n");
    UNIT_ASSERT_TEXT(
        fixture_load_yaml(
            &fixture, "x-waiver: &waiver {until: 2026-12-31, reason: moves, ticket: T}\n"
                      "targets:\n- {url: http://a/, waive: *waiver}\n"
                      "- {file: urls.txt, waive: *waiver}\n- http://c/\n"),
        "");
    CU_ASSERT_EQUAL_FATAL(fixture.config.target_count, 3);
    for (size_t i = 0; i < 2; i++) {
        const struct hg_waiver *waiver =
            hg_target_get_extra(&fixture.config.targets[i])->waiver;
        char end[HG_CLOCK_RFC3339_SIZE];
        CU_ASSERT_PTR_NOT_NULL_FATAL(waiver);
        hg_clock_format_rfc3339(waiver->end_us, end, sizeof end);
        UNIT_ASSERT_TEXT(waiver->until, "2026-12-31");
        UNIT_ASSERT_TEXT(end, "2027-01-01T00:00:00.000Z");
        UNIT_ASSERT_TEXT(waiver->reason, "moves");
        UNIT_ASSERT_TEXT(waiver->ticket, "T");
    }
    CU_ASSERT_PTR_NULL(hg_target_get_extra(&fixture.config.targets[2])->waiver);
    fixture_release(&fixture);
}

/* Built-in, defaults, group, target: each over the one before. */
static void a_group_has_its_own_notify(void)
{
    static const int64_t expected[][2] = {{2, 1}, {5, 1}, {5, 7}, {3, 1}, {2, 4}, {5, 1}};
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write("urls.txt", "http://f/\n");
    UNIT_ASSERT_TEXT(
        fixture_load_yaml(&fixture,
                          "defaults: {notify: {after: 2}}\n"
                          "group_notify: {shop: {after: 5}, default: {recover: 4}}\n"
                          "targets:\n"
                          "  - {url: http://a/, group: other}\n"
                          "  - {url: http://b/, group: shop}\n"
                          "  - {url: http://c/, group: shop, notify: {recover: 7}}\n"
                          "  - {url: http://d/, group: shop, notify: {after: 3}}\n"
                          "  - http://e/\n"
                          "  - {file: urls.txt, group: shop}\n"),
        "");
    CU_ASSERT_EQUAL_FATAL(fixture.config.target_count, 6);
    for (size_t i = 0; i < 6; i++) {
        const struct hg_notify_policy *notify = &fixture.config.targets[i].policy->notify;
        UNIT_ASSERT_ROW(notify->after == expected[i][0], fixture.config.targets[i].name);
        UNIT_ASSERT_ROW(notify->recover == expected[i][1],
                        fixture.config.targets[i].name);
    }
    fixture_release(&fixture);
}

static void wrong_groups_are_reported(void)
{
    static const char *const rows[][2] = {
        {"group_notify: [shop]\n",
         "headgate.yml:1:15: group_notify must be a map of groups, "
         "got a list\n"},
        {"group_notify: {shop: 2}\n",
         "headgate.yml:1:22: group_notify: a group needs a map "
         "of keys of notify, got \"2\"\n"},
        {"group_notify: {shop: {after: 0}}\n",
         "headgate.yml:1:30: group_notify \"shop\": notify.after must be 1 to 1000, got "
         "\"0\"\n"},
        {"group_notify: {shop: {afer: 1}}\n",
         "headgate.yml:1:23: group_notify \"shop\": unknown key \"notify.afer\""},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *printed = fixture_load_yaml(&fixture, rows[i][0]);
        UNIT_ASSERT_ROW(strncmp(printed, rows[i][1], strlen(rows[i][1])) == 0, printed);
    }
    fixture_release(&fixture);
}

CU_TestInfo document_tests[] = {
    {"waivers_are_checked", waivers_are_checked},
    {"waivers_reach_targets_and_lists", waivers_reach_targets_and_lists},
    {"a_group_has_its_own_notify", a_group_has_its_own_notify},
    {"wrong_groups_are_reported", wrong_groups_are_reported},
    CU_TEST_INFO_NULL,
};

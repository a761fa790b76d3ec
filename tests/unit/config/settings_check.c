/* SPDX-License-Identifier: MIT */
/* settings_check: mail, periods and zones in configurations and options. */
#include "fixture.h"
#include "unit.h"

#include "headgate/banned.h"

#define TARGETS "targets: ['http://a/']\n"

static void wrong_settings_are_reported_with_their_location(void)
{
    static const char *const rows[][2] = {
        {"{server: mail.example.com, from: ops@example.com, to: root@example.com}", ""},
        {"{server: 'smtp://mail.example.com'}",
         "headgate.yml:1:16: mail.server: a mail server must be HOST or HOST:PORT, such "
         "as "
         "mail.example.com:587, got \"smtp://mail.example.com\"\n"},
        {"{from: ops}", "headgate.yml:1:14: mail.from: \"ops\" is not a mail address: it "
                        "has no \"@\"\n"},
        {"{to: [a@example.com, b]}",
         "headgate.yml:1:28: mail.to: \"b\" is not a mail address: it has no \"@\"\n"},
        {"{user: ops}", "headgate.yml:1:14: mail.user: a user needs mail.password or "
                        "mail.password_file\n"},
        {"{password: x}",
         "headgate.yml:1:18: mail.password: a password needs mail.user\n"},
        {"{user: ops, password: x, password_file: secret.txt}",
         "headgate.yml:1:29: mail.password: mail.password and mail.password_file can't "
         "both be set\n"},
        {"{server: mail.example.com, tls: none, user: ops, password: x}",
         "headgate.yml:1:51: mail.user: with \"tls: none\" the password would be sent in "
         "plain text, which is allowed only for a server on this machine\n"},
        {"{server: 'localhost:25', tls: none, user: ops, password: x}", ""},
        {"{server: mail.example.com, tls: none}", ""},
        {"{send: true}", "headgate.yml:1:14: mail.send: sending mail needs mail.server, "
                         "mail.from, mail.to, history\n"},
        {"{send: true, server: m, from: x, to: []}",
         "headgate.yml:1:14: mail.send: sending mail needs mail.to, history\n"
         "headgate.yml:1:37: mail.from: \"x\" is not a mail address: it has no \"@\"\n"},
        {"{ca: missing.pem}",
         "headgate.yml:1:12: mail.ca: \"missing.pem\" can't be read: "
         "No such file or directory\n"},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write("secret.txt", "x\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hg_buf yaml;
        hg_buf_init(&yaml);
        hg_buf_printf(&yaml, "mail: %s\n" TARGETS, rows[i][0]);
        UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, yaml.data), rows[i][1]);
        hg_buf_release(&yaml);
    }
    fixture_release(&fixture);
}

static void options_are_named_in_problems(void)
{
    static const char *const arguments[] = {"http://a/", NULL};
    static const char *const options[] = {"--mail=true", "--mail-from=ops",
                                          "--mail-to=a@example.com,b", NULL};
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_load(&fixture, arguments, options);
    UNIT_ASSERT_TEXT(fixture.printed.data,
                     "--mail-from: \"ops\" is not a mail address: it has no \"@\"\n"
                     "--mail-to: \"b\" is not a mail address: it has no \"@\"\n"
                     "--mail: sending mail needs mail.server, history\n");
    fixture_release(&fixture);
}

static void a_password_is_never_repeated(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(
        fixture_load_yaml(&fixture, "mail: {user: a, password: [hunter2]}\n" TARGETS),
        "headgate.yml:1:27: mail.password must be a string, got a list\n");
    UNIT_ASSERT_TEXT(
        fixture_load_yaml(&fixture, "mail: hunter2\n" TARGETS),
        "headgate.yml:1:7: mail must be a map, got a string; its keys are send, server, "
        "from, to, user, password, password_file, tls, ca, timeout, when, events, "
        "groups, "
        "tags, csv, such as "
        "mail: {server: HOST, from: ADDRESS, to: [ADDRESS]}\n");
    fixture_release(&fixture);
}

static void periods_and_zones_are_tried(void)
{
    static const char *const rows[][2] = {
        {"report: {since: yesterday, tz: Europe/Berlin}\n", ""},
        {"report: {since: yesterdy}\n",
         "headgate.yml:1:17: report.since: expected a duration such as 24h or 7d, today, "
         "yesterday, this-week, last-week, this-month, last-month, 2026-10, 2026-10-31 "
         "or "
         "2026-10-01..2026-10-31, got \"yesterdy\"\n"},
        {"report: {tz: Europe/Berln}\n",
         "headgate.yml:1:14: report.tz: time zone \"Europe/Berln\" is not known: "
         "expected a "
         "name of the IANA database (tzdata) such as Europe/Berlin, or UTC\n"},
        {"output: {on_change: true}\n",
         "headgate.yml:1:21: output.on_change: needs a history (--history FILE)\n"},
        {"output: {on_change: true}\nhistory: a.db\n", ""},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hg_buf yaml;
        hg_buf_init(&yaml);
        hg_buf_printf(&yaml, "%s" TARGETS, rows[i][0]);
        UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, yaml.data), rows[i][1]);
        hg_buf_release(&yaml);
    }
    CU_ASSERT_TRUE(fixture.config.settings.quiet);
    fixture_release(&fixture);
}

CU_TestInfo settings_check_tests[] = {
    {"wrong_settings_are_reported_with_their_location",
     wrong_settings_are_reported_with_their_location},
    {"options_are_named_in_problems", options_are_named_in_problems},
    {"a_password_is_never_repeated", a_password_is_never_repeated},
    {"periods_and_zones_are_tried", periods_and_zones_are_tried},
    CU_TEST_INFO_NULL,
};

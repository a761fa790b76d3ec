/* SPDX-License-Identifier: MIT */
/* Tests of mailbox. */
#include "headgate/mailbox.h"

#include "unit.h"

#include <string.h>

#include "headgate/banned.h"

static void mailboxes_are_read_as_people_write_them(void)
{
    static const struct {
        const char *text, *name, *address;
    } rows[] = {
        {"ops@example.com", NULL, "ops@example.com"},
        {" <ops@example.com>", NULL, "ops@example.com"},
        {"Operations <ops@example.com>", "Operations", "ops@example.com"},
        {"Ops Team  <ops+night@example.com>", "Ops Team", "ops+night@example.com"},
        {"\"Ops, Berlin\" <ops@example.com>", "Ops, Berlin", "ops@example.com"},
        {"\"a \\\\ \\\" b\" <ops@example.com>", "a \\  b", "ops@example.com"},
        {"Büro <o.p.s@bücher.example>", "Büro", "o.p.s@xn--bcher-kva.example"},
        {"a < b <ops@example.com>", "a < b", "ops@example.com"},
        {"root@localhost", NULL, "root@localhost"},
        {"ops@[192.0.2.1]", NULL, "ops@[192.0.2.1]"},
        {"ops@[IPv6:2001:db8::1]", NULL, "ops@[IPv6:2001:db8::1]"},
        {"!#$%&'*+-/=?^_`{|}~@x", NULL, "!#$%&'*+-/=?^_`{|}~@x"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hg_mailbox mailbox;
        char problem[512] = "";
        const int result =
            hg_mailbox_parse(&mailbox, rows[i].text, problem, sizeof problem);
        UNIT_ASSERT_ROW(result == 0, rows[i].text);
        UNIT_ASSERT_TEXT(mailbox.name, rows[i].name);
        UNIT_ASSERT_TEXT(mailbox.address, rows[i].address);
        hg_mailbox_release(&mailbox);
    }
}

static void what_is_no_mailbox_is_refused(void)
{
    static const char *const rows[] = {
        "",
        "ops",
        "@example.com",
        "ops@",
        "ops@example.com, root@example.com",
        "a@b@example.com",
        "a b@example.com",
        "\"a b\"@example.com",
        ".a@example.com",
        "a.@example.com",
        "a..b@example.com",
        "ä@example.com",
        "a@exa mple.com",
        "a@example.com>",
        "a@.example.com",
        "a@example..com",
        "a@[example.com]",
        "a@[192.0.2.1",
        "a@[2001:db8::1]",
        "a@[IPv6:192.0.2.1]",
        "Ops <ops@example.com",
        "Ops <ops@example.com> x",
        "Ops <>",
        "a@example.com\r\nRCPT TO:<b@example.com>",
        "a\n@example.com",
        "a@example.com\n",
        "<a@example.com> SIZE=1>",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hg_mailbox mailbox;
        char problem[512] = "";
        UNIT_ASSERT_ROW(
            hg_mailbox_parse(&mailbox, rows[i], problem, sizeof problem) == -1, rows[i]);
        UNIT_ASSERT_ROW(strstr(problem, "is not a mail address: ") != NULL, rows[i]);
    }
}

static void addresses_are_no_longer_than_smtp_can_carry(void)
{
    struct hg_mailbox mailbox;
    char problem[512];
    char text[400];
    memset(text, 'a', sizeof text);
    memcpy(text + 64, "@example.com", sizeof "@example.com");
    CU_ASSERT_EQUAL(hg_mailbox_parse(&mailbox, text, problem, sizeof problem), 0);
    hg_mailbox_release(&mailbox);
    text[64] = 'a';
    memcpy(text + 65, "@example.com", sizeof "@example.com");
    CU_ASSERT_EQUAL(hg_mailbox_parse(&mailbox, text, problem, sizeof problem), -1);
}

CU_TestInfo mailbox_tests[] = {
    {"mailboxes_are_read_as_people_write_them", mailboxes_are_read_as_people_write_them},
    {"what_is_no_mailbox_is_refused", what_is_no_mailbox_is_refused},
    {"addresses_are_no_longer_than_smtp_can_carry",
     addresses_are_no_longer_than_smtp_can_carry},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* mime_header: tests of header fields, above all that no text can add one. */
#include "unit.h"

#include <string.h>

#include "format/mime_header.h"

static const char *const hostile[] = {
    "",
    " ",
    "two  blanks",
    " at both ends ",
    "x\r\nBcc: victim@example.com",
    "x\nBcc: victim@example.com",
    "x\rBcc: victim@example.com",
    "=?UTF-8?Q?Bcc:?=",
    "ends with =?",
    "日本語ガイド 🚀 日本語ガイド 🚀 日本語ガイド 🚀 日本語ガイド 🚀 日本語ガイド 🚀",
    "\xff\xfe not UTF-8",
    "a very long text of words that is plain ASCII and must be folded somewhere between "
    "two of them, and then perhaps even once more, as it goes on and on and on",
    "https://example.com/a/very/long/word/of/plain/ascii/that/has/no/blank/to/fold/at/at/"
    "all/and/is/longer/than/a/line/may/be/and/so/on/and/so/on",
    "\tx",
    "\x1b[31mred",
};

/* Every line is shorter than 77 columns and every line but the first begins with a blank
 * and has something else. */
static int is_one_field(const char *text, const char *name)
{
    const size_t len = strlen(name);
    if (strncmp(text, name, len) != 0 || text[len] != ':')
        return 0;
    for (const char *line = text; *line != '\0';) {
        const size_t size = strcspn(line, "\r\n");
        if (size > 76 || strncmp(line + size, "\r\n", 2) != 0)
            return 0;
        if (line != text && (line[0] != ' ' || strspn(line, " \t") == size))
            return 0;
        for (size_t i = 0; i < size; i++) {
            if (line[i] < ' ' || line[i] > '~')
                return 0;
        }
        line += size + 2;
    }
    return 1;
}

static void test_hostile_texts(void)
{
    for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
        struct hg_sink sink;
        hg_sink_init(&sink, -1);
        hg_mime_text_field(&sink, "Subject", hostile[i]);
        UNIT_ASSERT_ROW(is_one_field(sink.buffer.data, "Subject"), hostile[i]);
        hg_sink_release(&sink);
    }
}

static void test_hostile_mailboxes(void)
{
    for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
        struct hg_buf named;
        struct hg_sink sink;
        hg_buf_init(&named);
        hg_buf_printf(&named, "%s <ops@example.com>", hostile[i]);
        const char *const items[] = {hostile[i], named.data, "b@example.com"};
        const struct hg_texts mailboxes = {items, 3};
        hg_sink_init(&sink, -1);
        hg_mime_mailboxes_field(&sink, "To", &mailboxes, "nobody:;");
        UNIT_ASSERT_ROW(is_one_field(sink.buffer.data, "To"), hostile[i]);
        UNIT_ASSERT_ROW(strstr(sink.buffer.data, "b@example.com\r\n") != NULL,
                        hostile[i]);
        hg_sink_release(&sink);
        hg_buf_release(&named);
    }
}

static void check_subject(const char *text, const char *field)
{
    struct hg_sink sink;
    hg_sink_init(&sink, -1);
    hg_mime_text_field(&sink, "Subject", text);
    UNIT_ASSERT_TEXT(sink.buffer.data, field);
    hg_sink_release(&sink);
}

static void test_subjects(void)
{
    check_subject("3 down, 99.94 %", "Subject: 3 down, 99.94 %\r\n");
    check_subject("ü", "Subject: =?UTF-8?B?w7w=?=\r\n");
    /* 39 bytes fit into the first word; the character that would be cut goes to the
     * second. */
    check_subject(
        "ääääääääääääääääääääää ö",
        "Subject: =?UTF-8?B?w6TDpMOkw6TDpMOkw6TDpMOkw6TDpMOkw6TDpMOkw6TDpMOkw6Q=?=\r\n"
        " =?UTF-8?B?w6TDpMOkIMO2?=\r\n");
}

static void test_mailboxes(void)
{
    static const char *const items[] = {"ops@example.com", "Doe, John <j@example.com>",
                                        "no mailbox", "Süd <s@example.com>"};
    const struct hg_texts mailboxes = {items, 4};
    const struct hg_texts none = {items + 2, 1};
    struct hg_sink sink;
    hg_sink_init(&sink, -1);
    hg_mime_mailboxes_field(&sink, "To", &mailboxes, "nobody:;");
    hg_mime_mailboxes_field(&sink, "Cc", &none, "nobody:;");
    UNIT_ASSERT_TEXT(
        sink.buffer.data,
        "To: ops@example.com, \"Doe, John\" <j@example.com>, =?UTF-8?B?U8O8ZA==?=\r\n"
        " <s@example.com>\r\n"
        "Cc: nobody:;\r\n");
    hg_sink_release(&sink);
}

static void check_date(const char *zone_name, int64_t wall_s, const char *field)
{
    struct hg_zone zone;
    struct hg_sink sink;
    struct hg_error err = {0};
    CU_ASSERT_EQUAL_FATAL(hg_zone_open(&zone, zone_name, &err), 0);
    hg_sink_init(&sink, -1);
    hg_mime_date_field(&sink, wall_s * 1000000, &zone);
    UNIT_ASSERT_TEXT(sink.buffer.data, field);
    hg_sink_release(&sink);
    hg_zone_release(&zone);
}

static void test_dates(void)
{
    check_date("UTC", 1795203612, "Date: Fri, 20 Nov 2026 19:40:12 +0000\r\n");
    check_date("Europe/Berlin", 1795203612, "Date: Fri, 20 Nov 2026 20:40:12 +0100\r\n");
    check_date("America/St_Johns", 1795203612,
               "Date: Fri, 20 Nov 2026 16:10:12 -0330\r\n");
    check_date("Asia/Kolkata", 1795203612, "Date: Sat, 21 Nov 2026 01:10:12 +0530\r\n");
}

CU_TestInfo mime_header_tests[] = {
    {"no_text_ends_its_field", test_hostile_texts},
    {"no_mailbox_ends_its_field", test_hostile_mailboxes},
    {"encoded_words_hold_whole_characters", test_subjects},
    {"names_are_quoted_or_encoded_and_what_is_no_mailbox_is_left_out", test_mailboxes},
    {"dates_are_those_of_the_zone_in_english", test_dates},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* mime_body: tests of base64 and quoted-printable. */
#include "unit.h"

#include <string.h>

#include "format/mime_body.h"

static void test_base64_lines(void)
{
    char data[58];
    struct hg_sink sink;
    memset(data, 0, sizeof data);
    hg_sink_init(&sink, -1);
    hg_mime_base64_lines(&sink, data, sizeof data);
    CU_ASSERT_EQUAL(strcspn(sink.buffer.data, "\r"), 76);
    UNIT_ASSERT_TEXT(sink.buffer.data + 76, "\r\nAA==\r\n");
    hg_sink_release(&sink);
}

#define A70 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static void test_quoted_printable(void)
{
    static const char *const rows[][2] = {
        {"", ""},
        {"plain\n", "plain\r\n"},
        {"no end", "no end\r\n"},
        {"a=b\n", "a=3Db\r\n"},
        {"ü\n", "=C3=BC\r\n"},
        {"blank \n", "blank=20\r\n"},
        {"tab\t\nx\n", "tab=09\r\nx\r\n"},
        {"a b\n", "a b\r\n"},
        {".\n", "=2E\r\n"},
        {"a.\n", "a.\r\n"},
        {"From here\n", "=46rom here\r\n"},
        {"Fromage\n", "Fromage\r\n"},
        {"a\r\nb\n", "a=0D\r\nb\r\n"},
        {"\n\n", "\r\n\r\n"},
        {A70 "123456\n", A70 "123456\r\n"},
        {A70 "1234567\n", A70 "12345=\r\n67\r\n"},
        {A70 "1234=\n", A70 "1234=\r\n=3D\r\n"},
        {A70 "12345.x\n", A70 "12345=\r\n=2Ex\r\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_sink sink;
        hg_sink_init(&sink, -1);
        hg_mime_quoted_printable(&sink, rows[i][0], strlen(rows[i][0]));
        UNIT_ASSERT_TEXT(sink.buffer.data, rows[i][1]);
        hg_sink_release(&sink);
    }
}

CU_TestInfo mime_body_tests[] = {
    {"base64_has_lines_of_76", test_base64_lines},
    {"quoted_printable_has_lines_of_76_and_nothing_that_a_server_would_change",
     test_quoted_printable},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* ci_command: what the agents' rules find in a text before and after. */
#include "headgate/ci_command.h"

#include "headgate/output.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "headgate/banned.h"

/* What is written of the text, to be freed. */
static char *written(const char *text, enum hg_notation notation)
{
    size_t len = 0;
    char *broken = hg_ci_command_break(text, strlen(text), true, notation, &len);
    if (broken == NULL)
        return strdup(text);
    CU_ASSERT_EQUAL(strlen(broken), len);
    return broken;
}

static void test_commands_are_broken(void)
{
    static const struct {
        const char *text, *broken;
    } rows[] = {
        {"", ""},
        {"a ##[error]b", "a # #[error]b"},
        {"##[##[x", "# #[# #[x"},
        {"###[x]", "## #[x]"},
        {"##vso[task.x]", "# #vso[task.x]"},
        {"a##VSO[x]", "a# #VSO[x]"},
        {"a ##teamcity[x]", "a # #teamcity[x]"},
        {"a #\xC2\xAD#\xE2\x80\x8B[x]", "a #\xC2\xAD #\xE2\x80\x8B[x]"},
        {"#\xEF\xBB\xBF#v\xE2\x81\xA0so[x]", "#\xEF\xBB\xBF #v\xE2\x81\xA0so[x]"},
        {"::error::x", ": :error::x"},
        {" \t\xC2\xA0::x", " \t\xC2\xA0: :x"},
        {"a\n::x\r::y", "a\n: :x\r: :y"},
        {"\xE2\x80\x8B:\xE2\x80\x8B:x", "\xE2\x80\x8B:\xE2\x80\x8B :x"},
        {"::a\n ##[b]\n::c", ": :a\n # #[b]\n: :c"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *text = written(rows[i].text, HG_NOTATION_TEXT);
        UNIT_ASSERT_TEXT(text, rows[i].broken);
        free(text);
    }
}

static void test_nothing_else_is_touched(void)
{
    static const char *const rows[] = {
        "## Heading",
        "http://x/##a",
        "# [a]",
        "##a b[c]",
        "a ::error::x",
        "[::1]:80",
        "a: b :: c",
        "#[x]",
        "## [x]",
        "1.\xE2\x80\x8B::",
        "\xFF::x",
        "##",
        "##abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmno[x]",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t len = 0;
        UNIT_ASSERT_ROW(hg_ci_command_break(rows[i], strlen(rows[i]), true,
                                            HG_NOTATION_TEXT, &len) == NULL,
                        rows[i]);
    }
}

static void test_each_notation_has_its_own_way(void)
{
    static const char *const broken[] = {
        [HG_NOTATION_TEXT] = ": :x\n# #[x]",
        [HG_NOTATION_MARKDOWN] = ":\\:x\n#\\#[x]",
        [HG_NOTATION_JSON] = "::x\n#\\u0023[x]",
        [HG_NOTATION_MARKUP] = ":&#58;x\n#&#35;[x]",
        [HG_NOTATION_VERBATIM] = "::x\n##[x]",
    };
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        char *text = written("::x\n##[x]", (enum hg_notation)i);
        UNIT_ASSERT_TEXT(text, broken[i]);
        free(text);
    }
}

/* Whatever was written before and wherever the buffer ends. */
static void test_a_sink_breaks_commands_across_its_writes(void)
{
    enum { FLUSH_BYTES = 64 * 1024, BEFORE = 40 };
    static const char command[] = "##teamcity[x] ##[y]\n  ::z::\n";
    for (size_t i = 0; i < BEFORE * 2; i++) {
        const bool has_lines = i % 2 == 0;
        char out[FLUSH_BYTES + 256];
        struct hg_sink sink;
        char path[] = "/tmp/headgate-unit-XXXXXX";
        const int fd = mkstemp(path);
        CU_ASSERT_FATAL(fd >= 0);
        unlink(path);
        hg_sink_init(&sink, fd);
        for (size_t k = 0; k < FLUSH_BYTES - BEFORE + i / 2; k++)
            hg_sink_write(&sink, has_lines && k == FLUSH_BYTES / 2 ? "\n" : "x", 1);
        for (const char *p = command; *p != '\0'; p++)
            hg_sink_write(&sink, p, 1);
        hg_sink_flush(&sink);
        const ssize_t len = pread(fd, out, sizeof out - 1, 0);
        CU_ASSERT_FATAL(len > 0);
        out[len] = '\0';
        CU_ASSERT_PTR_NOT_NULL(strstr(out, "x# #teamcity[x] # #[y]\n  : :z::\n"));
        CU_ASSERT_EQUAL((size_t)len,
                        FLUSH_BYTES - BEFORE + i / 2 + sizeof command - 1 + 3);
        hg_sink_release(&sink);
        close(fd);
    }
}

CU_TestInfo ci_command_tests[] = {
    {"commands are broken", test_commands_are_broken},
    {"nothing else is touched", test_nothing_else_is_touched},
    {"each notation has its own way", test_each_notation_has_its_own_way},
    {"a sink breaks commands across its writes",
     test_a_sink_breaks_commands_across_its_writes},
    CU_TEST_INFO_NULL,
};

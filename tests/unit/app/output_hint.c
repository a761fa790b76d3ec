/* SPDX-License-Identifier: MIT */
/* output_hint: tests of report files that were typed in another way. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/command.h"
#include "app/output_hint.h"

#include "headgate/banned.h"

static void what_names_no_format_is_explained(void)
{
    static const char *const rows[][3] = {
        {"report.xml", NULL,
         "\"-o report.xml\" names no format: write -o junit=report.xml"},
        {"out/r.JSON", NULL,
         "\"-o out/r.JSON\" names no format: write -o json=out/r.JSON"},
        {"r.html", "report", "\"-o r.html\" names no format: write -o html=r.html"},
        {"r.md", NULL, "\"-o r.md\" names no format: write -o markdown=r.md"},
        {"junit:r.xml", "check", "\"-o junit:r.xml\": write -o junit=r.xml"},
        {"csv r.csv", NULL, "\"-o csv r.csv\": write -o csv=r.csv"},
        {"junit", NULL, ""},
        {"junit=a.json", NULL, ""},
        {"a.b=c.xml", NULL, ""},
        {"xml", NULL, ""},
        {"out.dir/xml", NULL, ""},
        {"r.json", "list", ""},
        {"r.ndjson", "check", "\"-o r.ndjson\" names no format: write -o jsonl=r.ndjson"},
        {"r.htm", "report", "\"-o r.htm\" names no format: write -o html=r.htm"},
        {"r.markdown", "report",
         "\"-o r.markdown\" names no format: write -o markdown=r.markdown"},
        {"md", "report", "\"-o md\": write -o markdown"},
        {"md=r.md", "report", "\"-o md=r.md\": write -o markdown=r.md"},
        {"md=r.md", "check", ""},
        {"=json", "check", "\"-o=json\": write -o json"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct hg_command *command =
            rows[i][1] == NULL ? NULL : hg_command_find(rows[i][1]);
        struct hg_error err = {0};
        const int result = hg_output_hint_check(rows[i][0], command, &err);
        UNIT_ASSERT_TEXT(err.text, rows[i][2]);
        UNIT_ASSERT_ROW((result == 0) == (rows[i][2][0] == '\0'), rows[i][0]);
    }
}

static void a_file_behind_a_format_is_told_from_an_address(void)
{
    static const struct {
        const char *format;
        const char *word;
        const char *command;
        bool is_file;
    } rows[] = {
        {"junit", "report.xml", NULL, true},
        {"json", "report.json", "check", true},
        {"json", "r.xml", NULL, true},
        {"json", "out/report.json", NULL, true},
        {"json", "./report.json", NULL, true},
        {"json", "../report.json", NULL, true},
        {"json", "/tmp/report.json", NULL, true},
        {"text", "report.txt", NULL, true},
        {"csv", "R.CSV", "wait", true},
        {"html", "r.html", "report", true},
        {"html", "r.html", NULL, true},
        {"markdown", "r.md", "report", true},
        {"json", "targets.json", "list", true},
        {"json", "example.com", NULL, false},
        {"json", "example.md", NULL, false},
        {"json", "a.yml", NULL, false},
        {"json", "localhost", NULL, false},
        {"json", "example.com/status.json", NULL, false},
        {"json", "localhost:80/status.json", NULL, false},
        {"json", "https://x/status.json", NULL, false},
        {"nope", "report.xml", NULL, false},
        {"text", "list.txt", NULL, false},
        {"json", "list.txt", NULL, false},
        {"json", "list.csv", NULL, false},
        {"csv", "list.csv", NULL, true},
    };
    char folder[] = "/tmp/headgate-unit-XXXXXX";
    CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(folder));
    CU_ASSERT_EQUAL_FATAL(chdir(folder), 0);
    fclose(fopen("list.txt", "w"));
    fclose(fopen("list.csv", "w"));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct hg_command *command =
            rows[i].command == NULL ? NULL : hg_command_find(rows[i].command);
        struct hg_error err = {0};
        UNIT_ASSERT_ROW((hg_output_hint_check_next(rows[i].format, rows[i].word, command,
                                                   &err) != 0) == rows[i].is_file,
                        rows[i].word);
    }
    unlink("list.txt");
    unlink("list.csv");
    CU_ASSERT_EQUAL(chdir("/"), 0);
    rmdir(folder);
}

static void formats_that_do_not_exist_are_explained(void)
{
    static const char *const rows[][2] = {
        {"junit r.xml", "write junit=r.xml"},
        {"junit: r.xml", "write junit=r.xml"},
        {"xml r.xml", "write junit=r.xml"},
        {"json > r.json", "write json=r.json"},
        {"r.xml", "write junit=r.xml"},
        {"out/r.NDJSON", "write jsonl=out/r.NDJSON"},
        {"xml", "did you mean \"junit\"?"},
        {"ndjson", "did you mean \"jsonl\"?"},
        {"=json", "write json"},
        {"html", "html is a format of headgate report, which needs a history"},
        {"htm", "html is a format of headgate report, which needs a history"},
        {"r.html", "html is a format of headgate report, which needs a history"},
        {"html r.html", "html is a format of headgate report, which needs a history"},
        {"yaml", NULL},
        {"", NULL},
        {"=", NULL},
        {"r.yaml", NULL},
        {"a b.xml c", NULL},
        {"a very long word that names no format of any kind at all", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hg_buf out;
        hg_buf_init(&out);
        const bool is_known = hg_output_hint_explain(rows[i][0], &out);
        UNIT_ASSERT_ROW(is_known == (rows[i][1] != NULL), rows[i][0]);
        UNIT_ASSERT_TEXT(out.data, rows[i][1] == NULL ? "" : rows[i][1]);
        hg_buf_release(&out);
    }
}

CU_TestInfo output_hint_tests[] = {
    {"formats_that_do_not_exist_are_explained", formats_that_do_not_exist_are_explained},
    {"what names no format is explained", what_names_no_format_is_explained},
    {"a file behind a format is told from an address",
     a_file_behind_a_format_is_told_from_an_address},
    CU_TEST_INFO_NULL,
};

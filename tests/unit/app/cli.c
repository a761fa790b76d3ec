/* SPDX-License-Identifier: MIT */
/* cli: tests of the command line as data. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "app/cli.h"
#include "app/command.h"

static int parse(struct hg_cli *cli, struct hg_error *err, const char *line)
{
    static char copy[512];
    static char *operands[64];
    int count = 0;

    snprintf(copy, sizeof copy, "headgate %s", line);
    for (char *at = copy; at != NULL && *at != '\0' && count < 63;) {
        char *blank = strchr(at, ' ');
        operands[count++] = at;
        if (blank != NULL)
            *blank++ = '\0';
        at = blank;
    }
    operands[count] = NULL;
    *err = (struct hg_error){0};
    return hg_cli_parse(cli, count, operands, err);
}

static void check_is_the_default_command(void)
{
    struct hg_cli cli;
    struct hg_error err;

    CU_ASSERT_EQUAL(parse(&cli, &err, "example.com"), 0);
    UNIT_ASSERT_TEXT(cli.command->name, "check");
    CU_ASSERT_EQUAL_FATAL(cli.input_count, 1);
    UNIT_ASSERT_TEXT(cli.inputs[0].text, "example.com");
    hg_cli_release(&cli);
    CU_ASSERT_EQUAL(parse(&cli, &err, ""), 0);
    UNIT_ASSERT_TEXT(cli.command->name, "check");
    CU_ASSERT_EQUAL(cli.input_count, 0);
    hg_cli_release(&cli);
    CU_ASSERT_EQUAL(parse(&cli, &err, "-q list a.yml"), 0);
    UNIT_ASSERT_TEXT(cli.command->name, "list");
    CU_ASSERT_EQUAL(cli.input_count, 1);
    hg_cli_release(&cli);
    CU_ASSERT_EQUAL(parse(&cli, &err, "-c a.yml report"), 0);
    UNIT_ASSERT_TEXT(cli.command->name, "report");
    CU_ASSERT_EQUAL(cli.input_count, 1);
    hg_cli_release(&cli);
    /* What is spelled like a command is a host behind one, and where it can be nothing else. */
    static const char *const hosts[] = {"check validat", "wait chek",       "-- validat",
                                        "validat.",      "chek:80",         "chek/",
                                        "chek.example",  "https://validat", "mail"};
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        UNIT_ASSERT_ROW(parse(&cli, &err, hosts[i]) == 0, hosts[i]);
        CU_ASSERT_EQUAL(cli.input_count, 1);
        hg_cli_release(&cli);
    }
    /* An -o that has its file, or that something else follows, says nothing about the next word. */
    CU_ASSERT_EQUAL(parse(&cli, &err, "-o json=a.json b.json"), 0);
    hg_cli_release(&cli);
    CU_ASSERT_EQUAL(parse(&cli, &err, "-o json -q b.json"), 0);
    hg_cli_release(&cli);
    /* Only the first word can be a command. */
    CU_ASSERT_EQUAL(parse(&cli, &err, "check list"), 0);
    UNIT_ASSERT_TEXT(cli.inputs[0].text, "list");
    hg_cli_release(&cli);
}

static void inputs_keep_the_order_they_were_typed_in(void)
{
    static const enum hg_input_kind kinds[] = {HG_INPUT_ARGUMENT, HG_INPUT_CONFIG,
                                               HG_INPUT_LIST, HG_INPUT_ARGUMENT,
                                               HG_INPUT_ARGUMENT};
    static const char *const texts[] = {"a", "b.yml", "c.txt", "-", "-d"};
    struct hg_cli cli;
    struct hg_error err;

    CU_ASSERT_EQUAL(parse(&cli, &err, "a -c b.yml --file=c.txt - -- -d"), 0);
    CU_ASSERT_EQUAL_FATAL(cli.input_count, 5);
    for (size_t i = 0; i < 5; i++) {
        CU_ASSERT_EQUAL(cli.inputs[i].kind, kinds[i]);
        UNIT_ASSERT_TEXT(cli.inputs[i].text, texts[i]);
    }
    hg_cli_release(&cli);
}

struct override_row {
    const char *line;
    const char *path;
    const char *option;
    const char *text;
};

static void options_are_keys(void)
{
    static const struct override_row rows[] = {
        {"-j 4", "concurrency.workers", "-j", "4"},
        {"-j4", "concurrency.workers", "-j", "4"},
        {"--workers=4", "concurrency.workers", "--workers", "4"},
        {"--expect-status 200,301", "expect.status", "--expect-status", "200,301"},
        {"-q", "output.quiet", "-q", "true"},
        {"--insecure", "tls.insecure", "--insecure", "true"},
        {"--insecure=false", "tls.insecure", "--insecure", "false"},
        {"-4", "ip", "-4", "4"},
        {"-6", "ip", "-6", "6"},
        {"-o junit=r.xml", "reports", "-o", "junit=r.xml"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_cli cli;
        struct hg_error err;
        UNIT_ASSERT_ROW(parse(&cli, &err, rows[i].line) == 0, rows[i].line);
        UNIT_ASSERT_ROW(cli.override_count == 1, rows[i].line);
        if (cli.override_count == 1) {
            UNIT_ASSERT_TEXT(cli.overrides[0].key->path, rows[i].path);
            UNIT_ASSERT_TEXT(cli.overrides[0].option, rows[i].option);
            UNIT_ASSERT_TEXT(cli.overrides[0].text, rows[i].text);
        }
        hg_cli_release(&cli);
    }
}

struct refusal_row {
    const char *line;
    const char *text;
};

static void wrong_options_are_explained(void)
{
    static const struct refusal_row rows[] = {
        {"--tiemout 5s", "unknown option \"--tiemout\", did you mean \"--timeout\"?"},
        {"--zzzzzzzz", "unknown option \"--zzzzzzzz\""},
        {"-z", "unknown option \"-z\""},
        {"-qz", "unknown option \"-z\""},
        {"--retry 3 a", "unknown option \"--retry\": write --retries N"},
        {"--user me:pw a", "unknown option \"--user\": write auth: {basic: {user: NAME, "
                           "password: \"${PASSWORD}\"}} in a configuration"},
        {"-qk a", "unknown option \"-k\": write --insecure"},
        {"-t5 a",
         "unknown option \"-t\": write --timeout with a unit, such as --timeout 5s"},
        {"-timeout 5s a",
         "unknown option \"-timeout\": a long option has two dashes, write "
         "--timeout"},
        {"-timeout=5s a",
         "unknown option \"-timeout\": a long option has two dashes, write "
         "--timeout"},
        {"-q -json a", "unknown option \"-json\": write -o json for a report; to send "
                       "JSON, write body: in a configuration"},
        {"-q=1 a", "option \"-q\" takes no argument"},
        {"-q=", "option \"-q\" takes no argument"},
        {"-q= a", "option \"-q\" takes no argument"},
        {"-vq=1 a", "option \"-vq\" takes no argument"},
        {"-v 3 a", "\"3\" is a number, and no address; for the host of that number write "
                   "http://3"},
        {"check 8080",
         "\"8080\" is a number, and no address; for the host of that number "
         "write http://8080"},
        {"run a",
         "unknown command run, did you mean check? For a host of that name write "
         "headgate check run"},
        {"-o junit = r.xml",
         "\"-o junit\" has a blank before \"=\": write -o junit=FILE"},
        {"-o junit =r.xml",
         "\"-o junit\" has a blank before \"=\": write -o junit=r.xml"},
        {"-o json r.log", "\"-o json\" prints to standard output: write -o json=r.log"},
        {"--time 5s a", "option \"--time\" is not whole: write --timeout"},
        {"--time=5s a", "option \"--time\" is not whole: write --timeout"},
        {"-q --us joe:secret a", "option \"--us\" is not whole: write --user-agent"},
        {"--ver", "option \"--ver\" is not whole: write --version or --verbose"},
        {"--oauth2 x", "unknown option \"--oauth2\": write auth: {bearer: "
                       "\"${TOKEN}\"} in a configuration"},
        {"--no-p", "unknown option \"--no-p\""},
        {"--=x", "unknown option \"--\""},
        {"\u2013retries 3 a",
         "\"\u2013retries\" begins with a long dash: write --retries"},
        {"-f https://u:p@a/",
         "option \"-f\" names a list of addresses; an address needs no "
         "option"},
        {"validat a.yml", "unknown command validat, did you mean validate? For a host of "
                          "that name write headgate check validat"},
        {"-q chek",
         "unknown command chek, did you mean check? For a host of that name write "
         "headgate check chek"},
        {"-o junit report.xml a.yml",
         "\"-o junit\" prints to standard output: write -o junit=report.xml"},
        {"--output=json out/r.json a.yml",
         "\"-o json\" prints to standard output: write -o json=out/r.json"},
        {"report a.yml -o html r.html",
         "\"-o html\" prints to standard output: write -o html=r.html"},
        {"list -o json t.json a.yml",
         "\"-o json\" prints to standard output: write > t.json"},
        {"-o report.xml a.yml",
         "\"-o report.xml\" names no format: write -o junit=report.xml"},
        {"--timeout", "option \"--timeout\" needs an argument"},
        {"a -j", "option \"-j\" needs an argument"},
        {"--help=5", "option \"--help\" takes no argument"},
        {"a.yml report",
         "the command \"report\" must come before \"a.yml\"; for a host of "
         "that name write https://report"},
        {"wait --mail a", "option \"--mail\" is for check and report, not for wait"},
        {"wait --lock a", "option \"--lock\" is for check, not for wait"},
        {"report --on-change", "option \"--on-change\" is for check, not for report"},
        {"a --for 5s", "option \"--for\" is for wait, not for check"},
        {"note -o json 1 x", "option \"-o\" is for check, wait, watch, list, report and "
                             "history, not for note"},
        {"history --tag a",
         "option \"--tag\" is for check, wait, watch and report, not for history"},
        {"check --allow-unset a",
         "option \"--allow-unset\" is for validate, not for check"},
        {"list --at x", "option \"--at\" is for explain, not for list"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_cli cli;
        struct hg_error err;
        UNIT_ASSERT_ROW(parse(&cli, &err, rows[i].line) == -1, rows[i].line);
        CU_ASSERT_EQUAL(err.kind, HG_ERROR_USAGE);
        UNIT_ASSERT_TEXT(err.text, rows[i].text);
        hg_cli_release(&cli);
    }
}

static void help_and_version_are_recognised(void)
{
    struct hg_cli cli;
    struct hg_error err;
    CU_ASSERT_EQUAL(parse(&cli, &err, "-h"), 0);
    CU_ASSERT_TRUE(cli.wants_help);
    hg_cli_release(&cli);
    CU_ASSERT_EQUAL(parse(&cli, &err, "list --version"), 0);
    CU_ASSERT_TRUE(cli.wants_version);
    CU_ASSERT_FALSE(cli.wants_help);
    hg_cli_release(&cli);
}

static void some_commands_take_operands(void)
{
    struct hg_cli cli;
    struct hg_error err;
    CU_ASSERT_EQUAL(parse(&cli, &err, "explain -c a.yml shop --at today -- -x"), 0);
    UNIT_ASSERT_TEXT(cli.command->name, "explain");
    CU_ASSERT_EQUAL_FATAL(cli.input_count, 1);
    UNIT_ASSERT_TEXT(cli.inputs[0].text, "a.yml");
    CU_ASSERT_EQUAL_FATAL(cli.operand_count, 2);
    UNIT_ASSERT_TEXT(cli.operands[0], "shop");
    UNIT_ASSERT_TEXT(cli.operands[1], "-x");
    UNIT_ASSERT_TEXT(cli.at, "today");
    hg_cli_release(&cli);
    CU_ASSERT_EQUAL(parse(&cli, &err, "history a.yml"), 0);
    CU_ASSERT_EQUAL(cli.operand_count, 0);
    CU_ASSERT_EQUAL(cli.input_count, 1);
    CU_ASSERT_PTR_NULL(cli.at);
    hg_cli_release(&cli);
}

CU_TestInfo cli_tests[] = {
    {"check is the default command", check_is_the_default_command},
    {"inputs keep the order they were typed in",
     inputs_keep_the_order_they_were_typed_in},
    {"options are keys", options_are_keys},
    {"wrong options are explained", wrong_options_are_explained},
    {"some commands take operands", some_commands_take_operands},
    {"help and version are recognised", help_and_version_are_recognised},
    CU_TEST_INFO_NULL,
};

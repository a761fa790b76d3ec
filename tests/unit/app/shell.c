/* SPDX-License-Identifier: MIT */
/* shell: tests of the scripts. What a shell makes of them is a case. */
#include "unit.h"

#include <string.h>

#include "app/shell.h"

static void every_script_has_every_option_and_command(void)
{
    size_t shell_count;
    const struct hg_shell *shells = hg_shells(&shell_count);
    size_t command_count;
    const struct hg_command *commands = hg_commands(&command_count);
    CU_ASSERT_EQUAL(shell_count, 3);
    for (size_t i = 0; i < shell_count; i++) {
        struct hg_sink sink;
        struct hg_option option;
        hg_sink_init(&sink, -1);
        shells[i].write(&sink);
        hg_sink_write(&sink, "", 1);
        const char *script = sink.buffer.data;
        UNIT_ASSERT_ROW(strstr(script, "{{") == NULL, shells[i].name);
        for (size_t at = 0; hg_option_next(&at, &option);)
            UNIT_ASSERT_ROW(option.name == NULL || strstr(script, option.name) != NULL,
                            option.name);
        for (size_t j = 0; j < command_count; j++)
            UNIT_ASSERT_ROW(strstr(script, commands[j].name) != NULL, commands[j].name);
        hg_sink_release(&sink);
    }
}

static void each_option_is_in_one_set(void)
{
    unsigned sets[HG_SHELL_SETS_MAX];
    const size_t set_count = hg_shell_list_sets(sets);
    struct hg_option option;
    size_t count = 0;
    size_t in_sets = 0;
    for (size_t at = 0; hg_option_next(&at, &option);)
        count++;
    for (size_t i = 0; i < set_count; i++) {
        for (size_t at = 0; hg_shell_next_in_set(sets[i], &at, &option);)
            in_sets++;
        for (size_t j = 0; j < i; j++)
            CU_ASSERT_NOT_EQUAL(sets[i], sets[j]);
    }
    CU_ASSERT_TRUE(set_count > 5 && set_count < HG_SHELL_SETS_MAX);
    CU_ASSERT_EQUAL(count, in_sets);
}

static void write_which(struct hg_sink *sink, unsigned which, const char *separator)
{
    hg_sink_printf(sink, "%u%s", which, separator);
}

static void markers_are_replaced(void)
{
    static const struct hg_shell_marker markers[] = {{"one", write_which, 1, ";"},
                                                     {"oneself", write_which, 2, ""}};
    struct hg_sink sink;
    hg_sink_init(&sink, -1);
    hg_shell_fill(&sink, "a {b} {{oneself}}{{one}}}{{one}}", markers);
    hg_shell_write_escaped(&sink, "it's", "'");
    hg_sink_write(&sink, "", 1);
    UNIT_ASSERT_TEXT(sink.buffer.data, "a {b} 21;}1;it\\'s");
    hg_sink_release(&sink);
}

CU_TestInfo shell_tests[] = {
    {"every script has every option and command",
     every_script_has_every_option_and_command},
    {"each option is in one set", each_option_is_in_one_set},
    {"markers are replaced", markers_are_replaced},
    CU_TEST_INFO_NULL,
};

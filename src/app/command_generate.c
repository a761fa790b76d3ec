/* SPDX-License-Identifier: MIT */
/* command_generate: the command that prints scripts for shells, and names the files of other documents. */
#include <string.h>

#include "headgate/log.h"

#include "app/cli.h"
#include "app/command.h"
#include "app/shell.h"
#include "app/exit.h"

#include "headgate/banned.h"

/* Documents that are committed and installed instead. */
struct file {
    const char *name;
    const char *where;
};

static const struct file files[] = {
    {"schema",
     "the JSON Schema is configs/headgate.schema.json in the sources, installed "
     "as share/headgate/headgate.schema.json"},
    {"reference", "the reference is docs/configuration.md in the sources"},
    {"man", "the manual page is docs/headgate.1 in the sources, installed as "
            "share/man/man1/headgate.1"},
};

static int print_completion(const char *name)
{
    size_t count;
    const struct hg_shell *shells = hg_shells(&count);
    struct hg_buf names;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(shells[i].name, name) == 0)
            return hg_print(shells[i].write);
    }
    hg_buf_init(&names);
    for (size_t i = 0; i < count; i++)
        hg_buf_printf(&names, "%s%s", i == 0 ? "" : ", ", shells[i].name);
    hg_log_error("generate completion needs one of %s, not \"%.80s\"", names.data, name);
    hg_buf_release(&names);
    return HG_EXIT_USAGE;
}

int hg_command_generate(const struct hg_cli *cli)
{
    size_t count;
    const char *name = cli->operand_count == 0 ? "" : cli->operands[0];
    const char *shell =
        cli->operand_count == 2 ? cli->operands[1] : hg_shells(&count)[0].name;
    if (strcmp(name, "completion") == 0 && cli->operand_count <= 2 &&
        cli->input_count == 0)
        return print_completion(shell);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        if (strcmp(files[i].name, name) == 0) {
            hg_log_error("generate %s is gone: %s", name, files[i].where);
            return HG_EXIT_USAGE;
        }
    }
    hg_log_error("expected: generate %s", cli->command->arguments);
    return HG_EXIT_USAGE;
}

/* SPDX-License-Identifier: MIT */
/* command_generate: the command that prints what shells need, and names the files of other documents. */
#include <string.h>

#include "headgate/log.h"

#include "app/cli.h"
#include "app/command.h"
#include "app/completion.h"
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

static int print_completion(const char *shell)
{
    size_t count;
    const struct hg_completion *completions = hg_completions(&count);
    struct hg_buf shells;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(completions[i].shell, shell) == 0)
            return hg_print(completions[i].write);
    }
    hg_buf_init(&shells);
    for (size_t i = 0; i < count; i++)
        hg_buf_printf(&shells, "%s%s", i == 0 ? "" : ", ", completions[i].shell);
    hg_log_error("generate completion needs one of %s, not \"%.80s\"", shells.data,
                 shell);
    hg_buf_release(&shells);
    return HG_EXIT_USAGE;
}

int hg_command_generate(const struct hg_cli *cli)
{
    size_t count;
    const char *name = cli->operand_count == 0 ? "" : cli->operands[0];
    const bool is_alone = cli->operand_count == 1 && cli->input_count == 0;
    if (strcmp(name, "completion") == 0 && is_alone)
        return print_completion(hg_completions(&count)[0].shell);
    if (strcmp(name, "completion") == 0 && cli->operand_count == 2 &&
        cli->input_count == 0)
        return print_completion(cli->operands[1]);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        if (strcmp(files[i].name, name) == 0 && is_alone) {
            hg_log_error("generate %s is gone: %s", name, files[i].where);
            return HG_EXIT_USAGE;
        }
    }
    hg_log_error(
        "generate needs \"completion\", followed by the name of a shell or nothing");
    return HG_EXIT_USAGE;
}

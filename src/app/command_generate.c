/* SPDX-License-Identifier: MIT */
/* command_generate: the command that prints documents made from the program's own tables. */
#include <string.h>

#include "headgate/log.h"

#include "app/cli.h"
#include "app/command.h"
#include "app/exit.h"
#include "app/help.h"

#include "headgate/banned.h"

struct document {
    const char *name;
    void (*write)(struct hg_sink *sink);
};

static const struct document documents[] = {
    {"man", hg_help_write_man},
    {"completion", hg_help_write_completion},
};

/* What is committed and installed instead. */
struct file {
    const char *name;
    const char *where;
};

static const struct file files[] = {
    {"schema",
     "the JSON Schema is configs/headgate.schema.json in the sources, installed "
     "as share/headgate/headgate.schema.json"},
    {"reference", "the reference is docs/configuration.md in the sources"},
};

int hg_command_generate(const struct hg_cli *cli)
{
    const char *name = cli->input_count == 1 ? cli->inputs[0].text : "";
    for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++) {
        if (strcmp(documents[i].name, name) == 0)
            return hg_print(documents[i].write);
    }
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        if (strcmp(files[i].name, name) == 0) {
            hg_log_error("generate %s is gone: %s", name, files[i].where);
            return HG_EXIT_USAGE;
        }
    }
    hg_log_error("generate needs one of man, completion");
    return HG_EXIT_USAGE;
}

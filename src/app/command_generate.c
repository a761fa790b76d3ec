/* SPDX-License-Identifier: MIT */
/* command_generate: the command that prints documents made from the program's own tables. */
#include <string.h>

#include "headgate/config.h"
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
    {"schema", hg_config_write_schema},
    {"reference", hg_config_write_reference},
    {"man", hg_help_write_man},
    {"completion", hg_help_write_completion},
};

int hg_command_generate(const struct hg_cli *cli)
{
    const char *name = cli->input_count == 1 ? cli->inputs[0].text : "";
    for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++) {
        if (strcmp(documents[i].name, name) == 0)
            return hg_print(documents[i].write);
    }
    hg_log_error("generate needs one of schema, reference, man, completion");
    return HG_EXIT_USAGE;
}

/* SPDX-License-Identifier: MIT */
/* command_list: the commands that load a configuration without checking anything: list and validate. */
#include <string.h>
#include <unistd.h>

#include "headgate/log.h"
#include "headgate/text.h"

#include "app/cli.h"
#include "app/command.h"
#include "app/exit.h"
#include "app/setup.h"

#include "headgate/banned.h"

static int print_targets(const struct hg_config *config, bool as_json)
{
    struct hg_sink sink;
    hg_sink_init(&sink, STDOUT_FILENO);
    sink.notation = as_json ? HG_NOTATION_JSON : HG_NOTATION_TEXT;
    if (as_json)
        hg_config_write_targets_json(config, &sink);
    else
        hg_config_write_targets(config, &sink);
    return hg_print_end(&sink);
}

int hg_command_list(const struct hg_cli *cli)
{
    struct hg_cli without_format = *cli;
    const char *format = hg_setup_extract_format(&without_format);
    const bool as_json = strcmp(format, "json") == 0;
    struct hg_config config;

    if (!as_json && strcmp(format, "text") != 0) {
        hg_log_error("list prints text or json, not \"%s\"", format);
        return HG_EXIT_USAGE;
    }
    int status = hg_setup_load(&config, &without_format);
    if (status == HG_EXIT_OPEN)
        status = print_targets(&config, as_json);
    hg_config_release(&config);
    return status;
}

int hg_command_validate(const struct hg_cli *cli)
{
    struct hg_config config;
    struct hg_sink sink;
    int status = hg_setup_load(&config, cli);

    if (status == HG_EXIT_OPEN && config.target_count == 0 &&
        !config.settings.allow_empty && !config.has_unset) {
        hg_log_error("valid, but there is nothing to check");
        status = HG_EXIT_USAGE;
    } else if (status == HG_EXIT_OPEN) {
        hg_sink_init(&sink, STDOUT_FILENO);
        const char *files = config.files == NULL ? "headgate" : config.files;
        hg_sink_printf(&sink, "%s%s: valid, %zu target%s on %u host%s\n",
                       hg_text_is_command(files) ? "headgate: " : "", files,
                       config.target_count, config.target_count == 1 ? "" : "s",
                       config.host_count, config.host_count == 1 ? "" : "s");
        status = hg_print_end(&sink);
    }
    hg_config_release(&config);
    return status;
}

/* SPDX-License-Identifier: MIT */
/* report: the command that tells how things were in a period. */
#include "headgate/clock.h"
#include "headgate/log.h"

#include "app/command.h"
#include "app/exit.h"
#include "app/figures.h"
#include "app/reading.h"
#include "app/uptime_files.h"

#include "headgate/banned.h"

/* Addresses would be checked by other commands; here nothing is. */
static int refuse_addresses(const struct hg_cli *cli)
{
    for (size_t i = 0; i < cli->input_count; i++) {
        const struct hg_input *input = &cli->inputs[i];
        if (hg_input_is_config(input))
            continue;
        hg_log_error("report reads configurations (*.yml, *.yaml or -c FILE) and the "
                     "history, not addresses or lists: choose targets with --group "
                     "and --tag");
        return HG_EXIT_USAGE;
    }
    return HG_EXIT_OPEN;
}

static int write_reports(struct hg_reading *reading, const struct hg_uptime_files *files)
{
    const struct hg_uptime_style style = hg_figures_style(&reading->config.settings);
    struct hg_uptime uptime;
    struct hg_error err = {0};
    int status = HG_EXIT_OPEN;
    if (hg_figures_read(&uptime, reading->history, &reading->config, &reading->zone,
                        &err) != 0)
        status = hg_exit_tell(&err);
    else if (hg_uptime_files_write(files, &uptime, &style) != 0)
        status = HG_EXIT_TROUBLE;
    hg_uptime_release(&uptime);
    return status;
}

static int report(struct hg_cli *cli)
{
    struct hg_uptime_files files;
    struct hg_reading reading;
    int status = HG_EXIT_USAGE;
    if (hg_uptime_files_init(&files, cli, hg_clock_wall_us()) == 0) {
        status = hg_reading_begin(&reading, cli, HG_HISTORY_READ);
        if (status == HG_EXIT_OPEN)
            status = write_reports(&reading, &files);
        hg_reading_end(&reading);
    }
    hg_uptime_files_release(&files);
    return status;
}

int hg_command_report(const struct hg_cli *cli)
{
    struct hg_cli without_formats = *cli;
    const int refused = refuse_addresses(cli);
    return refused == HG_EXIT_OPEN ? report(&without_formats) : refused;
}

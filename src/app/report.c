/* SPDX-License-Identifier: MIT */
/* report: the command that tells how things were in a period. */
#include "headgate/clock.h"
#include "headgate/log.h"

#include "app/command.h"
#include "app/exit.h"
#include "app/figures.h"
#include "app/mailing.h"
#include "app/reading.h"
#include "app/uptime_files.h"

#include <string.h>

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

/* `mail.send` of a configuration is for `check`: who looks at a report does not want to
 * mail it. */
static bool is_mail_asked_for(const struct hg_cli *cli)
{
    for (size_t i = 0; i < cli->override_count; i++) {
        if (strcmp(cli->overrides[i].key->path, "mail.send") == 0)
            return true;
    }
    return false;
}

/* The history is read as it is, and a second time to be written to, as it is not to be
 * made where it is missing. A signal ends the program, and what is not sent stays
 * kept. */
static int send_mail(const struct hg_reading *reading, const struct hg_uptime *uptime)
{
    const struct hg_settings *settings = &reading->config.settings;
    const struct hg_cancel never = {0};
    struct hg_error err = {0};
    struct hg_history *history =
        hg_history_open(settings->history.file, HG_HISTORY_WRITE, &err);
    if (history == NULL)
        return hg_exit_tell(&err);
    const struct hg_mailing mailing = {settings, history, &never};
    const int result = hg_mailing_report(&mailing, uptime);
    hg_history_close(history);
    return result == 0 ? HG_EXIT_OPEN : HG_EXIT_TROUBLE;
}

static int write_reports(struct hg_reading *reading, const struct hg_uptime_files *files,
                         bool is_mailed)
{
    const struct hg_uptime_style style = hg_figures_style(&reading->config.settings);
    struct hg_uptime uptime;
    struct hg_error err = {0};
    int status = HG_EXIT_OPEN;
    if (hg_figures_read(&uptime, reading->history, &reading->config, &reading->zone,
                        &err) != 0) {
        status = hg_exit_tell(&err);
    } else {
        if (hg_uptime_files_write(files, &uptime, &style) != 0)
            status = HG_EXIT_TROUBLE;
        if (is_mailed && send_mail(reading, &uptime) != HG_EXIT_OPEN)
            status = HG_EXIT_TROUBLE;
    }
    hg_uptime_release(&uptime);
    return status;
}

static int report(struct hg_cli *cli)
{
    struct hg_uptime_files files;
    struct hg_reading reading;
    const bool is_mailed = is_mail_asked_for(cli);
    int status = HG_EXIT_USAGE;
    if (hg_uptime_files_init(&files, cli, is_mailed ? NULL : "text",
                             hg_clock_wall_us()) == 0) {
        status = hg_reading_begin(&reading, cli, HG_HISTORY_READ);
        if (status == HG_EXIT_OPEN &&
            hg_uptime_files_spare(&files, reading.config.settings.history.file) != 0)
            status = HG_EXIT_USAGE;
        if (status == HG_EXIT_OPEN)
            status = write_reports(&reading, &files, is_mailed);
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

/* SPDX-License-Identifier: MIT */
/* command_report: the command that prints or mails an uptime report for a period. */

#include <string.h>

#include "headgate/clock.h"
#include "headgate/log.h"

#include "app/cli.h"
#include "app/command.h"
#include "app/exit.h"
#include "app/history_reader.h"
#include "app/notifier.h"
#include "app/uptime_files.h"
#include "app/uptime_query.h"
#include "app/waiting.h"

#include "headgate/banned.h"

/* Only --mail counts: `mail.send` of a configuration is for `check`. */
static bool is_mail_asked_for(const struct hg_cli *cli)
{
    bool is_asked_for = false;
    for (size_t i = 0; i < cli->override_count; i++) {
        if (strcmp(cli->overrides[i].key->path, "mail.send") == 0)
            is_asked_for = strcmp(cli->overrides[i].text, "false") != 0;
    }
    return is_asked_for;
}

/* A signal ends the program, and what is not sent stays queued. */
static int send_mail(const struct hg_history_reader *reader,
                     const struct hg_uptime *uptime)
{
    const struct hg_cancel never = {0};
    struct hg_notifier notifier;
    hg_notifier_init(&notifier, &reader->config, reader->history, &never);
    const int result =
        hg_notifier_send_report(&notifier, hg_channel_find("mail"), uptime);
    (void)hg_waiting_drop_stale(reader->history, &reader->config.settings);
    return result == 0 ? HG_EXIT_OPEN : HG_EXIT_TROUBLE;
}

static int write_reports(const struct hg_cli *cli, struct hg_history_reader *reader,
                         const struct hg_uptime_files *files, bool is_mailed)
{
    struct hg_uptime_style style = hg_uptime_query_style(&reader->config.settings);
    struct hg_uptime uptime;
    struct hg_error err = {0};
    int status = HG_EXIT_OPEN;
    style.max_entries = cli->is_full ? 0 : HG_UPTIME_ENTRIES_MAX;
    if (hg_uptime_query_period(&uptime, reader->history, &reader->config, &reader->zone,
                               hg_uptime_files_have_charts(files) ? HG_UPTIME_FOR_CHARTS
                                                                  : HG_UPTIME_FOR_REPORT,
                               &err) != 0) {
        status = hg_exit_log(&err);
    } else {
        if (hg_uptime_files_write(files, &uptime, &style) != 0)
            status = HG_EXIT_TROUBLE;
        if (is_mailed && send_mail(reader, &uptime) != HG_EXIT_OPEN)
            status = HG_EXIT_TROUBLE;
    }
    hg_uptime_release(&uptime);
    return status;
}

int hg_command_report(const struct hg_cli *cli)
{
    struct hg_cli without_formats = *cli;
    struct hg_uptime_files files;
    struct hg_history_reader reader;
    const bool is_mailed = is_mail_asked_for(cli);
    int status = HG_EXIT_USAGE;
    if (hg_uptime_files_init(&files, &without_formats, is_mailed ? NULL : "text",
                             hg_clock_wall_us()) == 0) {
        status = hg_history_reader_open(&reader, &without_formats,
                                        is_mailed ? HG_HISTORY_AMEND : HG_HISTORY_READ);
        if (status == HG_EXIT_OPEN &&
            hg_uptime_files_check_history(&files, reader.config.settings.history.file) !=
                0)
            status = HG_EXIT_USAGE;
        if (status == HG_EXIT_OPEN)
            status = write_reports(cli, &reader, &files, is_mailed);
        hg_history_reader_close(&reader);
    }
    hg_uptime_files_release(&files);
    return status;
}

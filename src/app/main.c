/* SPDX-License-Identifier: MIT */
/* main: prepares the process and runs the command. */
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "headgate/cancel.h"
#include "headgate/log.h"
#include "headgate/memory.h"
#include "headgate/network.h"

#include "app/cli.h"
#include "app/command.h"
#include "app/exit.h"
#include "app/help.h"
#include "app/plugin_exit.h"

#include "headgate/banned.h"

/* Give closed standard streams a descriptor. Otherwise a report could get its number, and messages would
 * be written into the report. It is a folder, not /dev/null, so that writing to a closed stream fails. */
static void open_standard_streams(void)
{
    int fd;
    do
        fd = open("/", O_RDONLY | O_DIRECTORY);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd > STDERR_FILENO)
        close(fd);
}

/* Writing to a closed pipe, or beyond a size limit, is then an error and does not end the process. How a program of ours
 * has ended is lost where SIGCHLD is ignored, which may be inherited. */
static void prepare_signals(void)
{
    const struct sigaction ignore = {.sa_handler = SIG_IGN};
    const struct sigaction usual = {.sa_handler = SIG_DFL};
    sigaction(SIGPIPE, &ignore, NULL);
    sigaction(SIGXFSZ, &ignore, NULL);
    sigaction(SIGCHLD, &usual, NULL);
}

static int run_command(const struct hg_cli *cli)
{
    struct hg_error err = {0};
    if (cli->wants_help)
        return hg_help_print(cli->names_command ? cli->command : NULL);
    if (cli->wants_version)
        return hg_print(hg_help_write_version);
    if (hg_prober_start(&err) != 0) {
        hg_log_error("%s", err.text);
        return HG_EXIT_TROUBLE;
    }
    const int status = cli->command->run(cli);
    hg_prober_end();
    return status;
}

int main(int argc, char **argv)
{
    struct hg_cli cli;
    struct hg_error err = {0};
    int status = HG_EXIT_USAGE;

    hg_memory_prepare();
    open_standard_streams();
    prepare_signals();
    hg_cancel_prepare();
    if (hg_cli_parse(&cli, argc, argv, &err) == 0) {
        status = run_command(&cli);
    } else {
        hg_log_error("%s", err.text);
        hg_log_note("try 'headgate %s%s--help'",
                    cli.names_command ? cli.command->name : "",
                    cli.names_command ? " " : "");
        if (hg_plugin_exit_is_wanted(argv))
            status = hg_plugin_exit(status, status);
    }
    hg_cli_release(&cli);
    return status;
}

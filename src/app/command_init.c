/* SPDX-License-Identifier: MIT */
/* command_init: the command that writes a first configuration, with what most people add next as comments. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "headgate/ascii.h"
#include "headgate/log.h"
#include "headgate/output.h"

#include "app/cli.h"
#include "app/command.h"
#include "app/exit.h"
#include "app/setup.h"

#include "headgate/banned.h"

#define FILE_NAME   "headgate.yml"
#define FILE_MODE   0666 /* less the umask */
#define BARE_PREFIX "https://"
#define PLAIN_OTHERS                                                                     \
    ":/._~?=&%+@-" /* in a text without quotes, beside letters and digits */

/* Lines that begin with "# " and no capital are valid without it, in the order in which they stand. */
static const char head[] =
    "# What headgate checks. `headgate validate` finds mistakes in here, `headgate` "
    "checks.\n"
    "version: 1\n"
    "defaults:\n"
    "  timeout: 10s                  # for a target, with its redirects\n"
    "  retries: 2                    # only after failures that may pass\n"
    "targets:\n";

static const char tail[] =
    "# - name: api                   # a name for reports, and what a good answer looks "
    "like\n"
    "#   url: https://api.example.com/health\n"
    "#   expect: {status: 200, latency: {warn: 500ms, fail: 3s}}\n"
    "\n"
    "# What a pipeline reads, besides the exit status:\n"
    "# reports: {junit: headgate.xml, json: headgate.json}\n"
    "\n"
    "# For a job of cron: remembers every run, for `headgate report` and --on-change.\n"
    "# history: headgate.db\n"
    "# mail: {server: mail.example.com, from: headgate@example.com, to: "
    "[ops@example.com]}\n";

/* A text that YAML reads as it is; in others a quote is doubled, and so is a dollar, which begins a variable. */
static bool is_plain(const char *text)
{
    const size_t len = strlen(text);
    for (const char *at = text; *at != '\0'; at++) {
        if (!hg_ascii_is_letter(*at) && !hg_ascii_is_digit(*at) &&
            strchr(PLAIN_OTHERS, *at) == NULL)
            return false;
    }
    return hg_ascii_is_letter(text[0]) && text[len - 1] != ':';
}

static void write_scalar(struct hg_sink *sink, const char *text)
{
    if (is_plain(text)) {
        hg_sink_text(sink, text);
        return;
    }
    hg_sink_text(sink, "'");
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '\'' || *at == '$')
            hg_sink_write(sink, at, 1);
        hg_sink_write(sink, at, 1);
    }
    hg_sink_text(sink, "'");
}

static void write_config(struct hg_sink *sink, const struct hg_config *config)
{
    hg_sink_text(sink, head);
    for (size_t i = 0; i < config->target_count; i++) {
        const struct hg_target *target = &config->targets[i];
        const char *url = hg_target_request_url(target);
        hg_sink_text(sink, "- ");
        write_scalar(sink, target->has_scheme ? url : url + strlen(BARE_PREFIX));
        hg_sink_text(sink, "\n");
    }
    hg_sink_text(sink, tail);
    hg_sink_flush(sink);
}

/* Never over a file: it may be somebody's work. */
static int create(int *fd)
{
    *fd = open(FILE_NAME, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
    if (*fd >= 0)
        return HG_EXIT_OPEN;
    if (errno == EEXIST)
        hg_log_error(
            "%s is here already, and was not changed: add the URLs to its targets",
            FILE_NAME);
    else
        hg_log_error("%s can't be written: %s", FILE_NAME, strerror(errno));
    return errno == EEXIST ? HG_EXIT_USAGE : HG_EXIT_TROUBLE;
}

static int write_file(const struct hg_config *config)
{
    struct hg_sink sink;
    int fd;
    const int status = create(&fd);
    if (status != HG_EXIT_OPEN)
        return status;
    hg_sink_init(&sink, fd);
    write_config(&sink, config);
    int failure = sink.failure;
    hg_sink_release(&sink);
    if (close(fd) != 0 && failure == 0)
        failure = errno;
    if (failure == 0)
        return HG_EXIT_OPEN;
    unlink(FILE_NAME);
    hg_log_error("%s can't be written: %s", FILE_NAME, strerror(failure));
    return HG_EXIT_TROUBLE;
}

static int print_next(size_t count)
{
    struct hg_sink sink;
    hg_sink_init(&sink, STDOUT_FILENO);
    hg_sink_printf(&sink,
                   "%s is written, with %zu target%s. Now check %s:\n\n  headgate\n",
                   FILE_NAME, count, count == 1 ? "" : "s", count == 1 ? "it" : "them");
    return hg_print_end(&sink);
}

static int init(const struct hg_cli *cli)
{
    struct hg_config config;
    int status = hg_setup_load(&config, cli);
    if (status == HG_EXIT_OPEN && config.target_count == 0) {
        hg_log_error("init found no URL in what was given");
        status = HG_EXIT_USAGE;
    }
    if (status == HG_EXIT_OPEN)
        status = write_file(&config);
    if (status == HG_EXIT_OPEN)
        status = print_next(config.target_count);
    hg_config_release(&config);
    return status;
}

int hg_command_init(const struct hg_cli *cli)
{
    if (cli->input_count == 0) {
        hg_log_error("init needs a URL: headgate init https://example.com");
        return HG_EXIT_USAGE;
    }
    for (size_t i = 0; i < cli->input_count; i++) {
        if (!hg_input_is_config(&cli->inputs[i]))
            continue;
        hg_log_error(
            "init takes URLs and lists of them; %.80s is a configuration already",
            cli->inputs[i].text);
        return HG_EXIT_USAGE;
    }
    return init(cli);
}

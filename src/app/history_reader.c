/* SPDX-License-Identifier: MIT */
/* history_reader: opening what commands about the past need. */
#include "app/history_reader.h"

#include <errno.h>
#include <unistd.h>

#include "headgate/log.h"

#include "app/command.h"
#include "app/exit.h"
#include "app/setup.h"

#include "headgate/banned.h"

/* Addresses would be checked by other commands; here nothing is. */
static bool has_addresses(const struct hg_cli *cli)
{
    for (size_t i = 0; i < cli->input_count; i++) {
        if (!hg_input_is_config(&cli->inputs[i]))
            return true;
    }
    return false;
}

/* Whoever asks before the first check has made no mistake. */
static struct hg_history *open_history(const char *file, enum hg_history_mode mode,
                                       struct hg_error *err)
{
    if (access(file, F_OK) != 0 && errno == ENOENT) {
        (void)hg_error_usage(
            err,
            "history \"%s\" does not exist: no run is recorded yet; headgate "
            "check with this history adds the first one",
            file);
        return NULL;
    }
    return hg_history_open(file, mode, err);
}

int hg_history_reader_open(struct hg_history_reader *reader, const struct hg_cli *cli,
                           enum hg_history_mode mode)
{
    struct hg_error err = {0};
    *reader = (struct hg_history_reader){0};
    hg_arena_init(&reader->arena);
    if (has_addresses(cli)) {
        hg_log_error(
            "%s reads configurations (*.yml, *.yaml or -c FILE) and the history, "
            "not URLs or lists",
            cli->command->name);
        return HG_EXIT_USAGE;
    }
    const int status = hg_setup_load(&reader->config, cli);
    const struct hg_settings *settings = &reader->config.settings;
    if (status != HG_EXIT_OPEN)
        return status;
    if (settings->history.file == NULL) {
        hg_log_error("no history: name its file with --history, or a configuration that "
                     "has one");
        return HG_EXIT_USAGE;
    }
    if (hg_zone_open(&reader->zone, settings->report.tz, &err) != 0)
        return hg_exit_log(&err);
    reader->history = open_history(settings->history.file, mode, &err);
    return reader->history == NULL ? hg_exit_log(&err) : HG_EXIT_OPEN;
}

void hg_history_reader_close(struct hg_history_reader *reader)
{
    hg_history_close(reader->history);
    hg_zone_release(&reader->zone);
    hg_arena_release(&reader->arena);
    hg_config_release(&reader->config);
}

void hg_history_reader_format_time(const struct hg_history_reader *reader,
                                   int64_t wall_us, char out[HG_ZONE_TIME_SIZE])
{
    hg_zone_format(&reader->zone, wall_us, "%Y-%m-%d %H:%M:%S", out);
}

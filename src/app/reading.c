/* SPDX-License-Identifier: MIT */
/* reading: opening what commands about the past need. */
#include "app/reading.h"

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

int hg_reading_begin(struct hg_reading *reading, const struct hg_cli *cli,
                     enum hg_history_mode mode)
{
    struct hg_error err = {0};
    *reading = (struct hg_reading){0};
    hg_arena_init(&reading->arena);
    if (has_addresses(cli)) {
        hg_log_error(
            "%s reads configurations (*.yml, *.yaml or -c FILE) and the history, "
            "not addresses or lists",
            cli->command->name);
        return HG_EXIT_USAGE;
    }
    const int status = hg_setup_load(&reading->config, cli);
    const struct hg_settings *settings = &reading->config.settings;
    if (status != HG_EXIT_OPEN)
        return status;
    if (settings->history.file == NULL) {
        hg_log_error("no history is named: give its file with --history, or a "
                     "configuration with one");
        return HG_EXIT_USAGE;
    }
    if (hg_zone_open(&reading->zone, settings->report.tz, &err) != 0)
        return hg_exit_tell(&err);
    reading->history = hg_history_open(settings->history.file, mode, &err);
    return reading->history == NULL ? hg_exit_tell(&err) : HG_EXIT_OPEN;
}

void hg_reading_end(struct hg_reading *reading)
{
    hg_history_close(reading->history);
    hg_zone_release(&reading->zone);
    hg_arena_release(&reading->arena);
    hg_config_release(&reading->config);
}

void hg_reading_format(const struct hg_reading *reading, int64_t wall_us,
                       char out[HG_ZONE_TIME_SIZE])
{
    hg_zone_format(&reading->zone, wall_us, "%Y-%m-%d %H:%M:%S", out);
}

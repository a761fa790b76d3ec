/* SPDX-License-Identifier: MIT */
/* note: the command that adds a note to an incident. */
#include <stdlib.h>
#include <string.h>

#include "headgate/clock.h"
#include "headgate/kept.h"
#include "headgate/log.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include "app/command.h"
#include "app/exit.h"
#include "app/reading.h"

#include "headgate/banned.h"

#define NOTE_BYTES 4096

static int add_note(struct hg_reading *reading, int64_t incident, const char *text)
{
    struct hg_error err = {0};
    char *clean = hg_text_clean(text, strlen(text), NOTE_BYTES);
    const int result =
        hg_history_add_note(reading->history, incident, clean, hg_clock_wall_us(), &err);
    free(clean);
    return result == 0 ? HG_EXIT_OPEN : hg_exit_tell(&err);
}

int hg_command_note(const struct hg_cli *cli)
{
    struct hg_reading reading;
    int64_t incident;

    if (cli->word_count != 2 || cli->words[1][0] == '\0') {
        hg_log_error("note needs an incident's number, as \"headgate history\" shows it, "
                     "and a text in quotes");
        return HG_EXIT_USAGE;
    }
    if (hg_units_parse_number(cli->words[0], &incident) != 0) {
        hg_log_error("note: expected an incident's number, as \"headgate history\" shows "
                     "it, got \"%.80s\"",
                     cli->words[0]);
        return HG_EXIT_USAGE;
    }
    int status = hg_reading_begin(&reading, cli, HG_HISTORY_AMEND);
    if (status == HG_EXIT_OPEN)
        status = add_note(&reading, incident, cli->words[1]);
    hg_reading_end(&reading);
    return status;
}

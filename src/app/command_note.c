/* SPDX-License-Identifier: MIT */
/* command_note: the command that adds a note to an incident. */
#include <stdlib.h>
#include <string.h>

#include "headgate/clock.h"
#include "headgate/history_log.h"
#include "headgate/log.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include "app/cli.h"
#include "app/command.h"
#include "app/exit.h"
#include "app/history_reader.h"

#include "headgate/banned.h"

#define NOTE_BYTES 4096

static int add_note(struct hg_history_reader *reader, int64_t incident, const char *text,
                    bool acknowledges)
{
    struct hg_error err = {0};
    char *clean = hg_text_clean(text, strlen(text), NOTE_BYTES);
    int (*const add)(struct hg_history *, int64_t, const char *, int64_t,
                     struct hg_error *) =
        acknowledges ? hg_history_acknowledge : hg_history_add_note;
    const int result = add(reader->history, incident, clean, hg_clock_wall_us(), &err);
    free(clean);
    return result == 0 ? HG_EXIT_OPEN : hg_exit_log(&err);
}

int hg_command_note(const struct hg_cli *cli)
{
    struct hg_history_reader reader;
    int64_t incident;

    if (cli->operand_count != 2 || cli->operands[1][0] == '\0') {
        hg_log_error(
            "note takes the number of an incident (see \"headgate history\") and "
            "a text in quotes");
        return HG_EXIT_USAGE;
    }
    if (hg_units_parse_number(cli->operands[0], &incident) != 0) {
        hg_log_error("note: expected the number of an incident (see \"headgate "
                     "history\"), got \"%.80s\"",
                     cli->operands[0]);
        return HG_EXIT_USAGE;
    }
    int status = hg_history_reader_open(&reader, cli, HG_HISTORY_AMEND);
    if (status == HG_EXIT_OPEN)
        status = add_note(&reader, incident, cli->operands[1], cli->acknowledges);
    hg_history_reader_close(&reader);
    return status;
}

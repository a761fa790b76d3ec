/* SPDX-License-Identifier: MIT */
/* command: the table of commands. */
#include "app/command.h"

#include <string.h>

#include "headgate/banned.h"

static const struct hg_command commands[] = {
    {"check", "[CONFIG.yml | URL | FILE | -]...",
     "check addresses and report; what runs when no command is named", hg_command_check,
     false, false},
    {"wait", "[CONFIG.yml | URL | FILE | -]...",
     "check again and again until the gate is open, or --for is over", hg_command_wait,
     true, false},
    {"validate", "[CONFIG.yml | URL | FILE | -]...",
     "say whether the configuration is right, without checking anything",
     hg_command_validate, false, false},
    {"list", "[CONFIG.yml | URL | FILE | -]...",
     "print what would be checked (-o json: with every setting)", hg_command_list, false,
     false},
    {"report", "[CONFIG.yml]...",
     "tell how things were in a period (--since), from the history", hg_command_report,
     false, false},
    {"history", "[CONFIG.yml]...",
     "list the runs and incidents that are kept: the latest, or those --since (-o json)",
     hg_command_history, false, false},
    {"explain", "[-c CONFIG.yml] [--at TIME] TARGET",
     "show the results around a moment (--at), how they count, and a curl command",
     hg_command_explain, false, true},
    {"note", "[-c CONFIG.yml] INCIDENT TEXT", "add a note to an incident",
     hg_command_note, false, true},
    {"generate", "schema | reference | man | completion",
     "print documents made from the program's own tables", hg_command_generate, false,
     false},
};

const struct hg_command *hg_commands(size_t *count)
{
    *count = sizeof commands / sizeof commands[0];
    return commands;
}

const struct hg_command *hg_command_find(const char *name)
{
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    }
    return NULL;
}

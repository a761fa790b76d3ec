/* SPDX-License-Identifier: MIT */
/* command: the table of commands. */
#include "app/command.h"

#include <stdint.h>
#include <string.h>

#include "headgate/text.h"

#include "headgate/banned.h"

#define SHORTEST_BEGINNING 3
#define LONGEST_SHORT_NAME 5
#define INPUTS             "[CONFIG.yml | URL | FILE | -]..."

static const struct hg_command commands[] = {
    {
        .name = "check",
        .arguments = INPUTS,
        .summary = "check URLs and write reports; the default command",
        .examples = "https://example.com example.org\n"
                    "headgate.yml -o junit=report.xml -o json=report.json\n"
                    "-f urls.txt -j 50 --max-down 5%\n"
                    "--history headgate.db --lock --on-change headgate.yml\n",
        .run = hg_command_check,
        .bit = HG_FOR_CHECK,
        .operands = HG_OPERANDS_TARGETS,
        .formats = HG_FORMATS_OF_RUN,
    },
    {
        .name = "wait",
        .arguments = INPUTS,
        .summary = "check repeatedly until the gate opens or --for expires",
        .examples = "wait --for 10m --expect-header \"X-Version: $SHA\" example.com\n"
                    "wait --for 2m --every 5s --successes 3 headgate.yml\n",
        .run = hg_command_wait,
        .bit = HG_FOR_WAIT,
        .operands = HG_OPERANDS_TARGETS,
        .formats = HG_FORMATS_OF_RUN,
        .without_retries = true,
    },
    {
        .name = "watch",
        .arguments = INPUTS,
        .summary = "check each target at its own interval, until a signal comes",
        .examples = "watch headgate.yml\n"
                    "watch --interval 30s --history headgate.db example.com\n",
        .run = hg_command_watch,
        .bit = HG_FOR_WATCH,
        .operands = HG_OPERANDS_TARGETS,
        .formats = HG_FORMATS_OF_RUN,
        .intervals = HG_INTERVAL_KEPT,
    },
    {
        .name = "validate",
        .arguments = INPUTS,
        .summary = "check the configuration without sending any request",
        .examples = "validate headgate.yml\n",
        .run = hg_command_validate,
        .bit = HG_FOR_VALIDATE,
        .operands = HG_OPERANDS_TARGETS,
        .intervals = HG_INTERVAL_WRITTEN,
        .formats = HG_FORMATS_OF_RUN,
        .accepts_every_key = true,
    },
    {
        .name = "list",
        .arguments = INPUTS,
        .summary = "print the targets that would be checked (-o json: with all settings)",
        .examples = "list headgate.yml\n"
                    "list -o json headgate.yml\n",
        .run = hg_command_list,
        .bit = HG_FOR_LIST,
        .operands = HG_OPERANDS_TARGETS,
        .formats = HG_FORMATS_OF_LIST,
        .accepts_every_key = true,
    },
    {
        .name = "report",
        .arguments = "[CONFIG.yml]...",
        .summary = "print an uptime report for a period (--since), from the history",
        .examples = "report --since last-week headgate.yml\n"
                    "report --since last-month -o html=report.html headgate.yml\n"
                    "report --since 2026-10 --tz Europe/Berlin --mail headgate.yml\n",
        .run = hg_command_report,
        .bit = HG_FOR_REPORT,
        .operands = HG_OPERANDS_CONFIGS,
        .formats = HG_FORMATS_OF_PERIOD,
    },
    {
        .name = "history",
        .arguments = "[CONFIG.yml]...",
        .summary = "list recorded runs and incidents (--since), or check the history "
                   "itself (--check)",
        .examples = "history headgate.yml\n"
                    "history --check --history headgate.db\n"
                    "history --since this-month -o json --history headgate.db\n",
        .run = hg_command_history,
        .bit = HG_FOR_HISTORY,
        .operands = HG_OPERANDS_CONFIGS,
        .formats = HG_FORMATS_OF_LIST,
    },
    {
        .name = "explain",
        .arguments = "[-c CONFIG.yml] [--at TIME] TARGET",
        .summary =
            "show a target's results around a time (--at), how they count, and a curl "
            "command",
        .examples = "explain -c headgate.yml api\n"
                    "explain --history headgate.db --at '2026-11-20 19:40' api\n",
        .run = hg_command_explain,
        .bit = HG_FOR_EXPLAIN,
        .operands = HG_OPERANDS_TEXT,
    },
    {
        .name = "note",
        .arguments = "[-c CONFIG.yml] [--ack] INCIDENT TEXT",
        .summary = "add a note to an incident",
        .examples = "note --history headgate.db 12 \"the disk was full\"\n"
                    "note --ack -c headgate.yml 12 \"Ann is on it\"\n",
        .run = hg_command_note,
        .bit = HG_FOR_NOTE,
        .operands = HG_OPERANDS_TEXT,
    },
    {
        .name = "notify",
        .arguments = "[CONFIG.yml]...",
        .summary = "send the messages of channels that are due, or a sample (--test)",
        .examples = "notify headgate.yml\n"
                    "notify --test --channel ops headgate.yml\n"
                    "notify --dry-run headgate.yml\n",
        .run = hg_command_notify,
        .bit = HG_FOR_NOTIFY,
        .operands = HG_OPERANDS_CONFIGS,
    },
    {
        .name = "init",
        .arguments = "[URL | FILE | -]...",
        .summary = "write a commented headgate.yml for these URLs and list files",
        .examples = "init https://example.com https://example.org/health\n"
                    "init urls.txt\n",
        .run = hg_command_init,
        .bit = HG_FOR_INIT,
        .operands = HG_OPERANDS_TARGETS,
    },
    {
        .name = "doctor",
        .arguments = "",
        .summary = "print what this machine can, and what is wrong with it",
        .examples = "doctor\n",
        .run = hg_command_doctor,
        .bit = HG_FOR_DOCTOR,
        .operands = HG_OPERANDS_TEXT,
    },
    {
        .name = "generate",
        .arguments = "completion [bash | zsh | fish]",
        .summary = "print a script for command line completion in a shell",
        .examples = "generate completion zsh >_headgate\n",
        .run = hg_command_generate,
        .bit = HG_FOR_GENERATE,
        .operands = HG_OPERANDS_DOCUMENT,
    },
    {
        .name = "help",
        .arguments = "[COMMAND]",
        .summary = "print this help, or the help of a command",
        .examples = "help report\n",
        .run = hg_command_help,
        .bit = HG_FOR_HELP,
        .operands = HG_OPERANDS_COMMAND,
    },
};

#define COMMAND_COUNT (sizeof commands / sizeof commands[0])

const struct hg_command *hg_commands(size_t *count)
{
    *count = COMMAND_COUNT;
    return commands;
}

const struct hg_command *hg_command_find(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    }
    return NULL;
}

const char *hg_command_nearest(const char *word)
{
    const char *names[COMMAND_COUNT];
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        names[i] = commands[i].name;
    return hg_text_nearest(word, names, COMMAND_COUNT);
}

/* How far the word is from a name that it was meant for: 0 is its beginning. Two letters only from a longer
 * name that begins alike: "chef" and "mail" are hosts. */
static size_t distance_if_meant(const char *word, const char *name)
{
    const size_t len = strlen(word);
    const size_t away = hg_text_distance(word, name);
    if (len >= SHORTEST_BEGINNING && strncmp(word, name, len) == 0)
        return 0;
    if (away == 2 && (strlen(name) <= LONGEST_SHORT_NAME || word[0] != name[0]))
        return SIZE_MAX;
    return away <= 2 ? away : SIZE_MAX;
}

/* What other tools call it. */
static const struct {
    const char *word;
    const char *meant;
} synonyms[] = {
    {"version", "--version"}, {"completion", "generate completion"},
    {"lint", "validate"},     {"verify", "validate"},
    {"run", "check"},         {"scan", "check"},
    {"chk", "check"},         {"ls", "list"},
};

const char *hg_command_meant_by(const char *word)
{
    const char *nearest = NULL;
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < sizeof synonyms / sizeof synonyms[0]; i++) {
        if (strcmp(word, synonyms[i].word) == 0)
            return synonyms[i].meant;
    }
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        const size_t away = distance_if_meant(word, commands[i].name);
        if (away >= least)
            continue;
        least = away;
        nearest = commands[i].name;
    }
    return nearest;
}

static size_t count_bits(unsigned set)
{
    size_t count = 0;
    for (; set != 0; set &= set - 1)
        count++;
    return count;
}

void hg_command_add_names(unsigned set, struct hg_buf *out)
{
    const char *separator = "";
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if ((set & commands[i].bit) == 0)
            continue;
        set &= ~(unsigned)commands[i].bit;
        hg_buf_printf(out, "%s%s", separator, commands[i].name);
        separator = count_bits(set) == 1 ? " and " : ", ";
    }
}

bool hg_command_has_operands(const struct hg_command *command)
{
    return command->operands != HG_OPERANDS_TARGETS &&
           command->operands != HG_OPERANDS_CONFIGS;
}

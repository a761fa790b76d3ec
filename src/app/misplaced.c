/* SPDX-License-Identifier: MIT */
/* misplaced: the options that not every command has a use for. */
#include "app/misplaced.h"

#include <string.h>

#include "app/command.h"

#include "headgate/banned.h"

static const struct {
    const char *option; /* the path of its key, or the name of an option that has none */
    const char *commands; /* no command's name is a part of another's */
} locations[] = {
    {"at", "explain"},
    {"file", "check, wait, validate and list"},
    {"lock", "check"},
    {"mail.send", "check and report"},
    {"mail.when", "check"},
    {"output.on_change", "check"},
    {"reports", "check, wait, list, report and history"},
    {"select.groups", "check, wait and report"},
    {"select.tags", "check, wait and report"},
    {"wait.every", "wait"},
    {"wait.for", "wait"},
    {"wait.successes", "wait"},
};

/* NULL: all. */
static const char *commands_of(const char *option)
{
    for (size_t i = 0; i < sizeof locations / sizeof locations[0]; i++) {
        if (strcmp(locations[i].option, option) == 0)
            return locations[i].commands;
    }
    return NULL;
}

static bool has_word(const char *words, const char *word)
{
    const size_t len = strlen(word);
    for (const char *at = words; (at = strstr(at, word)) != NULL; at += len) {
        if ((at == words || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0'))
            return true;
    }
    return false;
}

bool hg_misplaced_suits(const struct hg_command *command,
                        const struct hg_option_text *option)
{
    const char *known = option->key == NULL ? option->name : option->key;
    const char *commands = known == NULL ? NULL : commands_of(known);
    if (commands != NULL && strstr(commands, command->name) == NULL)
        return false;
    return command->options == NULL ||
           (option->name != NULL && has_word(command->options, option->name));
}

static int refuse(const char *option, const char *commands, const char *command,
                  struct hg_error *err)
{
    return hg_error_usage(err, "option \"%s\" is for %s, not for %s", option, commands,
                          command);
}

int hg_misplaced_refuse(const struct hg_cli *cli, struct hg_error *err)
{
    const char *command = cli->command->name;
    const bool shows_settings =
        strcmp(command, "validate") == 0 || strcmp(command, "list") == 0;
    if (cli->wants_help || cli->wants_version)
        return 0;
    if (cli->at != NULL && strstr(commands_of("at"), command) == NULL)
        return refuse("--at", commands_of("at"), command, err);
    for (size_t i = 0; i < cli->override_count && !shows_settings; i++) {
        const char *commands = commands_of(cli->overrides[i].key->path);
        if (commands != NULL && strstr(commands, command) == NULL)
            return refuse(cli->overrides[i].option, commands, command, err);
    }
    return 0;
}

/* SPDX-License-Identifier: MIT */
/* shell: what the scripts have in common. */
#include "app/shell.h"

#include <string.h>

#include "headgate/report.h"
#include "headgate/uptime_report.h"

#include "headgate/banned.h"

const struct hg_shell *hg_shells(size_t *count)
{
    static const struct hg_shell shells[] = {
        {"bash", hg_shell_write_bash},
        {"zsh", hg_shell_write_zsh},
        {"fish", hg_shell_write_fish},
    };
    *count = sizeof shells / sizeof shells[0];
    return shells;
}

static void write_marker(struct hg_sink *sink, const struct hg_shell_marker *markers,
                         const char *name, size_t len)
{
    while (strlen(markers->name) != len || strncmp(markers->name, name, len) != 0)
        markers++;
    markers->write(sink, markers->which, markers->separator);
}

void hg_shell_fill(struct hg_sink *sink, const char *template,
                   const struct hg_shell_marker *markers)
{
    const char *at = template;
    for (const char *open; (open = strstr(at, "{{")) != NULL;) {
        const char *name = open + 2;
        const size_t len = strcspn(name, "}");
        hg_sink_write(sink, at, (size_t)(open - at));
        write_marker(sink, markers, name, len);
        at = name + len + 2;
    }
    hg_sink_text(sink, at);
}

void hg_shell_write_escaped(struct hg_sink *sink, const char *text, const char *special)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (strchr(special, *at) != NULL)
            hg_sink_text(sink, "\\");
        hg_sink_write(sink, at, 1);
    }
}

unsigned hg_shell_set(const struct hg_option *option)
{
    size_t count;
    const struct hg_command *commands = hg_commands(&count);
    unsigned set = 0;
    for (size_t i = 0; i < count; i++)
        set |= hg_option_is_for(option, &commands[i]) ? (unsigned)commands[i].bit : 0;
    return set;
}

unsigned hg_shell_set_with_formats(enum hg_command_formats formats)
{
    size_t count;
    const struct hg_command *commands = hg_commands(&count);
    unsigned set = 0;
    for (size_t i = 0; i < count; i++)
        set |= commands[i].formats == formats ? (unsigned)commands[i].bit : 0;
    return set;
}

size_t hg_shell_list_sets(unsigned sets[HG_SHELL_SETS_MAX])
{
    struct hg_option option;
    size_t count = 0;
    for (size_t position = 0; hg_option_next(&position, &option);) {
        size_t at = 0;
        while (at < count && sets[at] != hg_shell_set(&option))
            at++;
        if (at == count && count < HG_SHELL_SETS_MAX)
            sets[count++] = hg_shell_set(&option);
    }
    return count;
}

bool hg_shell_next_in_set(unsigned set, size_t *position, struct hg_option *option)
{
    while (hg_option_next(position, option)) {
        if (hg_shell_set(option) == set)
            return true;
    }
    return false;
}

void hg_shell_write_set(struct hg_sink *sink, unsigned set, const char *separator)
{
    size_t count;
    const struct hg_command *commands = hg_commands(&count);
    const char *before = "";
    for (size_t i = 0; i < count; i++) {
        if ((set & commands[i].bit) == 0)
            continue;
        hg_sink_printf(sink, "%s%s", before, commands[i].name);
        before = separator;
    }
}

void hg_shell_write_set_with(struct hg_sink *sink, unsigned operands,
                             const char *separator)
{
    size_t count;
    const struct hg_command *commands = hg_commands(&count);
    unsigned set = 0;
    for (size_t i = 0; i < count; i++)
        set |= commands[i].operands == operands ? (unsigned)commands[i].bit : 0;
    hg_shell_write_set(sink, set, separator);
}

void hg_shell_write_formats(struct hg_sink *sink, enum hg_command_formats formats)
{
    size_t count;
    const struct hg_reporter *const *of_run = hg_reporters(&count);
    for (size_t i = 0; i < count && formats == HG_FORMATS_OF_RUN; i++)
        hg_sink_printf(sink, "%s%s", i == 0 ? "" : " ", of_run[i]->name);
    const struct hg_uptime_reporter *const *of_period = hg_uptime_reporters(&count);
    for (size_t i = 0; i < count && formats == HG_FORMATS_OF_PERIOD; i++)
        hg_sink_printf(sink, "%s%s", i == 0 ? "" : " ", of_period[i]->name);
    if (formats == HG_FORMATS_OF_LIST)
        hg_sink_text(sink, "text json");
}

void hg_shell_write_shells(struct hg_sink *sink, unsigned unused, const char *separator)
{
    size_t count;
    const struct hg_shell *shells = hg_shells(&count);
    (void)unused;
    for (size_t i = 0; i < count; i++)
        hg_sink_printf(sink, "%s%s", i == 0 ? "" : separator, shells[i].name);
}

void hg_shell_write_choices(struct hg_sink *sink, const struct hg_option *option)
{
    for (const char *at = option->key->choices; *at != '\0'; at++)
        hg_sink_write(sink, *at == '|' ? " " : at, 1);
}

void hg_shell_write_spellings(struct hg_sink *sink, const struct hg_option *option,
                              const char *separator)
{
    if (option->letter != 0)
        hg_sink_printf(sink, "-%c", option->letter);
    if (option->letter != 0 && option->name != NULL)
        hg_sink_text(sink, separator);
    if (option->name != NULL)
        hg_sink_printf(sink, "--%s", option->name);
}

void hg_shell_write_options_with(struct hg_sink *sink, unsigned values,
                                 const char *separator)
{
    struct hg_option option;
    const char *before = "";
    for (size_t position = 0; hg_option_next(&position, &option);) {
        if ((values & HG_SHELL_BIT(option.values)) == 0)
            continue;
        hg_sink_text(sink, before);
        hg_shell_write_spellings(sink, &option, separator);
        before = separator;
    }
}

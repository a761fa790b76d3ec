/* SPDX-License-Identifier: MIT */
/* output_hint: recognises the files of reports by their extension. */
#include "app/output_hint.h"

#include "headgate/config.h"
#include "headgate/report.h"
#include "headgate/text.h"
#include "headgate/uptime_report.h"

#include "app/command.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "headgate/banned.h"

struct format {
    const char *name;
    const char *extension;
};

#define FORMATS_MAX 32

struct formats {
    struct format items[FORMATS_MAX];
    size_t count;
};

static void add(struct formats *all, const char *name, const char *extension)
{
    if (all->count < FORMATS_MAX)
        all->items[all->count++] = (struct format){name, extension};
}

static void add_formats_of_run(struct formats *all)
{
    size_t count;
    const struct hg_reporter *const *reporters = hg_reporters(&count);
    for (size_t i = 0; i < count; i++)
        add(all, reporters[i]->name, reporters[i]->extension);
}

static void add_formats_of_period(struct formats *all)
{
    size_t count;
    const struct hg_uptime_reporter *const *reporters = hg_uptime_reporters(&count);
    for (size_t i = 0; i < count; i++)
        add(all, reporters[i]->name, reporters[i]->extension);
}

static const struct format *find(const struct formats *all, const char *name, size_t len)
{
    for (size_t i = 0; i < all->count; i++) {
        if (strncmp(all->items[i].name, name, len) == 0 &&
            all->items[i].name[len] == '\0')
            return &all->items[i];
    }
    return NULL;
}

/* Where no command says which, those among which `typed` is, or (NULL) all. */
static void init_formats(struct formats *all, const struct hg_command *command,
                         const char *typed)
{
    const bool is_of_run = typed == NULL || hg_reporter_find(typed) != NULL;
    const bool is_of_period = typed == NULL || !is_of_run;
    *all = (struct formats){0};
    if (command == NULL ? is_of_run : command->formats != HG_FORMATS_OF_PERIOD)
        add_formats_of_run(all);
    if (command == NULL ? is_of_period : command->formats == HG_FORMATS_OF_PERIOD)
        add_formats_of_period(all);
}

/* The format whose files have the extension of `file`, or NULL. */
static const struct format *format_of(const struct formats *all, const char *file)
{
    const char *slash = strrchr(file, '/');
    const char *dot = strrchr(slash == NULL ? file : slash, '.');
    for (size_t i = 0; dot != NULL && i < all->count; i++) {
        if (hg_text_equals_ignoring_case(dot + 1, all->items[i].extension))
            return &all->items[i];
    }
    return NULL;
}

static bool writes_files(const struct hg_command *command)
{
    return command == NULL || command->formats != HG_FORMATS_OF_LIST;
}

int hg_output_hint_check(const char *argument, const struct hg_command *command,
                         struct hg_error *err)
{
    struct formats all;
    const size_t len = strcspn(argument, "=:, ");
    init_formats(&all, command, NULL);
    if (argument[len] == '=' || !writes_files(command) ||
        find(&all, argument, strlen(argument)) != NULL)
        return 0;
    const struct format *format = find(&all, argument, len);
    if (format != NULL && argument[len + 1] != '\0')
        return hg_error_usage(err, "\"-o %s\": write -o %s=%s", argument, format->name,
                              argument + len + 1);
    format = format_of(&all, argument);
    if (format == NULL)
        return 0;
    return hg_error_usage(err, "\"-o %s\" names no format: write -o %s=%s", argument,
                          format->name, argument);
}

/* A path whose first part could not be a host with a domain, or no path at all. */
static bool is_file_name(const char *word)
{
    const size_t len = strcspn(word, "/");
    const size_t dots = strspn(word, ".");
    if (word[len] == '\0' || dots == len)
        return true;
    return memchr(word, '.', len) == NULL && memchr(word, ':', len) == NULL;
}

int hg_output_hint_check_next(const char *format, const char *word,
                              const struct hg_command *command, struct hg_error *err)
{
    const struct hg_input input = {HG_INPUT_ARGUMENT, word};
    struct formats all;
    struct stat status;
    init_formats(&all, command, format);
    const struct format *typed = find(&all, format, strlen(format));
    const struct format *other = format_of(&all, word);
    if (typed == NULL || other == NULL || hg_input_is_config(&input) ||
        strstr(word, "://") != NULL || !is_file_name(word))
        return 0;
    const bool exists = stat(word, &status) == 0;
    const bool is_of_format = strcmp(typed->extension, other->extension) == 0;
    if (exists && (!is_of_format || strcmp(format, "text") == 0))
        return 0; /* a list of addresses */
    if (!writes_files(command))
        return hg_error_usage(err, "\"-o %s\" prints to standard output: write > %s",
                              format, word);
    return hg_error_usage(
        err, "\"-o %s\" prints to standard output: write -o %s=%s%s%s", format, format,
        word, exists ? ", or for a list of addresses -f " : "", exists ? word : "");
}

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
#define SEPARATORS  "=:,;> "

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

/* The one that our formats have. */
static const char *usual_extension(const char *extension)
{
    static const char *const others[][2] = {{"ndjson", "jsonl"}, {"htm", "html"},
                                            {"markdown", "md"},  {"text", "txt"},
                                            {"log", "txt"},      {"out", "txt"}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (hg_text_equals_ignoring_case(others[i][0], extension))
            return others[i][1];
    }
    return extension;
}

/* The format whose files have the extension of `file`, or NULL. */
static const struct format *format_of(const struct formats *all, const char *file)
{
    const char *slash = strrchr(file, '/');
    const char *dot = strrchr(slash == NULL ? file : slash, '.');
    const char *extension = dot == NULL ? NULL : usual_extension(dot + 1);
    for (size_t i = 0; dot != NULL && i < all->count; i++) {
        if (hg_text_equals_ignoring_case(extension, all->items[i].extension))
            return &all->items[i];
    }
    return NULL;
}

/* A format by its name, or by the extension of its files: "xml". */
static const struct format *find_by_word(const struct formats *all, const char *word,
                                         size_t len)
{
    char file[32];
    const struct format *format = find(all, word, len);
    snprintf(file, sizeof file, ".%.*s", (int)len, word);
    return format != NULL ? format : format_of(all, file);
}

/* Of those that a run does not write. */
static bool explain_period(const char *text, struct hg_buf *out)
{
    struct formats all = {0};
    add_formats_of_period(&all);
    const size_t len = strcspn(text, SEPARATORS);
    const struct format *format = find_by_word(&all, text, len);
    if (format == NULL)
        format = format_of(&all, text);
    if (format == NULL)
        return false;
    if (hg_reporter_find(format->name) != NULL)
        hg_buf_printf(out, "write %s=%s", format->name, text);
    else
        hg_buf_printf(out, "%s is a format of headgate report, which needs a history",
                      format->name);
    return true;
}

bool hg_output_hint_explain(const char *text, struct hg_buf *out)
{
    struct formats all = {0};
    add_formats_of_run(&all);
    const size_t len = strcspn(text, SEPARATORS);
    const char *rest = text + len + strspn(text + len, SEPARATORS);
    const bool is_word = strchr(text, '.') == NULL && *rest == '\0';
    const struct format *format =
        is_word || *rest != '\0' ? find_by_word(&all, text, len) : format_of(&all, text);
    if (len == 0 && find(&all, rest, strlen(rest)) != NULL)
        hg_buf_printf(out, "write %s", rest);
    else if (format == NULL)
        return explain_period(text, out);
    else if (is_word)
        hg_buf_printf(out, "did you mean \"%s\"?", format->name);
    else
        hg_buf_printf(out, "write %s=%s", format->name, *rest == '\0' ? text : rest);
    return true;
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
    if (argument[0] == '=' && find(&all, argument + 1, strlen(argument + 1)) != NULL)
        return hg_error_usage(err, "\"-o%s\": write -o %s", argument, argument + 1);
    const bool is_of_period = command != NULL && command->formats == HG_FORMATS_OF_PERIOD;
    const size_t word_len = strcspn(argument, "=");
    const struct format *by_word = find_by_word(&all, argument, word_len);
    if (is_of_period && by_word != NULL && find(&all, argument, word_len) == NULL &&
        memchr(argument, '.', word_len) == NULL)
        return hg_error_usage(err, "\"-o %s\": write -o %s%s", argument, by_word->name,
                              argument + word_len);
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
    if (typed != NULL && word[0] == '=')
        return hg_error_usage(err, "\"-o %s\" has a blank before \"=\": write -o %s=%s",
                              format, format, word[1] == '\0' ? "FILE" : word + 1);
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

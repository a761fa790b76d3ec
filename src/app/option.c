/* SPDX-License-Identifier: MIT */
/* option: all options in sections. */
#include "app/option.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "headgate/key.h"

#include "app/cli.h"

#include "headgate/banned.h"

#define MOST_PREFIXES 5

/* A key belongs to the first section of its scope that has a prefix of its path. */
struct section {
    const char *title;
    enum hg_key_scope scope;
    const char *prefixes[MOST_PREFIXES];
    bool has_extras; /* the options that only the command line has */
};

static const struct section sections[] = {
    {"General", HG_KEY_RUN, {"name", "location", "select."}, true},
    {"How the run goes", HG_KEY_RUN, {"concurrency.", "deadline"}, false},
    {"What counts as up", HG_KEY_POLICY, {"expect."}, false},
    {"How targets are asked", HG_KEY_POLICY, {""}, false},
    {"Gate", HG_KEY_RUN, {"gate.", "baseline", "canaries."}, false},
    {"Waiting", HG_KEY_RUN, {"wait."}, false},
    {"History and uptime",
     HG_KEY_RUN,
     {"history", "lock", "keep.", "max_gap", "report."},
     false},
    {"Mail", HG_KEY_RUN, {"mail."}, false},
    {"Output", HG_KEY_RUN, {""}, false},
};

#define SECTION_COUNT (sizeof sections / sizeof sections[0])

size_t hg_option_section_count(void)
{
    return SECTION_COUNT;
}

const char *hg_option_section_title(size_t section)
{
    return sections[section].title;
}

static bool has_prefix(const struct section *section, const char *path)
{
    for (size_t i = 0; i < MOST_PREFIXES && section->prefixes[i] != NULL; i++) {
        if (strncmp(path, section->prefixes[i], strlen(section->prefixes[i])) == 0)
            return true;
    }
    return false;
}

static size_t section_of(const struct hg_key *key)
{
    size_t at = 0;
    while (sections[at].scope != key->scope || !has_prefix(&sections[at], key->path))
        at++;
    return at;
}

static void each_extra(void (*take)(const struct hg_option_text *option, void *context),
                       void *context)
{
    size_t count;
    const struct hg_cli_option *extras = hg_cli_options(&count);
    for (size_t i = 0; i < count; i++) {
        const struct hg_option_text option = {.name = extras[i].name,
                                              .letter = extras[i].letter,
                                              .argument = extras[i].argument,
                                              .summary = extras[i].summary};
        take(&option, context);
    }
}

void hg_option_each(size_t section,
                    void (*take)(const struct hg_option_text *option, void *context),
                    void *context)
{
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    if (sections[section].has_extras)
        each_extra(take, context);
    for (size_t i = 0; i < count; i++) {
        if (keys[i].option == NULL || section_of(&keys[i]) != section)
            continue;
        const bool has_default = keys[i].default_text != NULL && keys[i].argument != NULL;
        const struct hg_option_text option = {
            .name = keys[i].option,
            .letter = keys[i].letter,
            .argument = keys[i].argument,
            .summary = keys[i].summary,
            .default_text = has_default ? keys[i].default_text : NULL,
            .key = keys[i].path,
        };
        take(&option, context);
    }
}

void hg_option_label(const struct hg_option_text *option, char *out, size_t size)
{
    char letter[4] = "  ";
    if (option->letter != 0)
        snprintf(letter, sizeof letter, "-%c", option->letter);
    if (option->name == NULL)
        snprintf(out, size, "%s", letter);
    else
        snprintf(out, size, "%s%s --%s%s%s", letter, option->letter != 0 ? "," : " ",
                 option->name, option->argument == NULL ? "" : " ",
                 option->argument == NULL ? "" : option->argument);
}

/* SPDX-License-Identifier: MIT */
/* option: the options that are no keys, and the sections in which options are shown. */
#include "app/option.h"

#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

#define MOST_PREFIXES 5

#define FOR_CONFIGS                                                                      \
    (HG_FOR_TARGETS | HG_FOR_REPORT | HG_FOR_HISTORY | HG_FOR_EXPLAIN | HG_FOR_NOTE |    \
     HG_FOR_NOTIFY)
#define FOR_ALL                                                                          \
    (FOR_CONFIGS | HG_FOR_INIT | HG_FOR_DOCTOR | HG_FOR_GENERATE | HG_FOR_HELP)

/* An option that is not a key, or another spelling of one. */
struct extra {
    enum hg_option_kind kind;
    const char *name;
    char letter;
    const char *argument;
    enum hg_option_values values;
    const char *summary;
    const char *key;
    const char *value;
    unsigned commands; /* the key's where there is one */
};

static const struct extra extras[] = {
    {.kind = HG_OPTION_CONFIG,
     .name = "config",
     .letter = 'c',
     .argument = "FILE",
     .values = HG_VALUES_FILES,
     .summary = "read this configuration; may be repeated",
     .commands = FOR_CONFIGS},
    {.kind = HG_OPTION_LIST,
     .name = "file",
     .letter = 'f',
     .argument = "FILE",
     .values = HG_VALUES_FILES,
     .summary = "read URLs from this list, one per line; \"-\": standard input",
     .commands = HG_FOR_TARGETS},
    {.kind = HG_OPTION_AT,
     .name = "at",
     .argument = "TIME",
     .values = HG_VALUES_ANY,
     .summary = "time to explain: \"2026-11-20 19:40\" or 2026-11-20T19:40:00Z",
     .commands = HG_FOR_EXPLAIN},
    {.kind = HG_OPTION_ALLOW_UNSET,
     .name = "allow-unset",
     .summary = "check everything else where a variable ${NAME} is not set",
     .commands = HG_FOR_VALIDATE},
    {.kind = HG_OPTION_CHECK,
     .name = "check",
     .summary = "see whether the history is damaged, wrong or of the future",
     .commands = HG_FOR_HISTORY},
    {.kind = HG_OPTION_FULL,
     .name = "full",
     .summary = "text: show all entries of each list, not only the first 100",
     .commands = HG_FOR_REPORT},
    {.kind = HG_OPTION_ACK,
     .name = "ack",
     .summary = "acknowledge the incident: nobody is reminded of it any more",
     .commands = HG_FOR_NOTE},
    {.kind = HG_OPTION_TEST,
     .name = "test",
     .summary = "send a sample, marked as one, instead of what is due",
     .commands = HG_FOR_NOTIFY},
    {.kind = HG_OPTION_DRY_RUN,
     .name = "dry-run",
     .summary = "print the next requests without their secrets, and send nothing",
     .commands = HG_FOR_NOTIFY},
    {.kind = HG_OPTION_CHANNEL,
     .name = "channel",
     .argument = "NAME",
     .values = HG_VALUES_ANY,
     .summary = "only this channel",
     .commands = HG_FOR_NOTIFY},
    {.letter = '4', .key = "ip", .value = "4", .summary = "use IPv4 only (--ip 4)"},
    {.letter = '6', .key = "ip", .value = "6", .summary = "use IPv6 only (--ip 6)"},
    {.kind = HG_OPTION_HELP,
     .name = "help",
     .letter = 'h',
     .summary = "print this help",
     .commands = FOR_ALL},
    {.kind = HG_OPTION_VERSION,
     .name = "version",
     .letter = 'V',
     .summary = "print the version",
     .commands = FOR_ALL},
};

#define EXTRA_COUNT (sizeof extras / sizeof extras[0])

static enum hg_option_values values_of(const struct hg_key *key)
{
    if (key->argument == NULL)
        return HG_VALUES_NONE;
    if (key->choices != NULL)
        return HG_VALUES_CHOICES;
    if (hg_key_is_file(key))
        return HG_VALUES_FILES;
    return key == hg_key_find("reports") ? HG_VALUES_FORMATS : HG_VALUES_ANY;
}

static struct hg_option from_extra(const struct extra *extra)
{
    const struct hg_key *key = extra->key == NULL ? NULL : hg_key_find(extra->key);
    return (struct hg_option){
        .kind = extra->kind,
        .name = extra->name,
        .letter = extra->letter,
        .argument = extra->argument,
        .values = extra->values,
        .summary = extra->summary,
        .key = key,
        .value = extra->value,
        .commands = key == NULL ? extra->commands : hg_key_commands(key),
        .is_repeatable = extra->kind == HG_OPTION_CONFIG || extra->kind == HG_OPTION_LIST,
    };
}

static struct hg_option from_key(const struct hg_key *key)
{
    return (struct hg_option){
        .kind = HG_OPTION_KEY,
        .name = key->option,
        .letter = key->letter,
        .argument = key->argument,
        .values = values_of(key),
        .summary = key->summary,
        .default_text = key->argument == NULL ? NULL : key->default_text,
        .key = key,
        .commands = hg_key_commands(key),
        .is_repeatable = key->is_repeatable,
    };
}

bool hg_option_next(size_t *position, struct hg_option *option)
{
    size_t key_count;
    const struct hg_key *keys = hg_keys(&key_count);
    const size_t at = *position;
    if (at < EXTRA_COUNT) {
        *option = from_extra(&extras[at]);
        *position = at + 1;
        return true;
    }
    for (size_t i = at - EXTRA_COUNT; i < key_count; i++) {
        if (keys[i].option == NULL)
            continue;
        *option = from_key(&keys[i]);
        *position = EXTRA_COUNT + i + 1;
        return true;
    }
    return false;
}

bool hg_option_is_for(const struct hg_option *option, const struct hg_command *command)
{
    return (option->commands & command->bit) != 0 ||
           (option->kind == HG_OPTION_KEY && command->accepts_every_key);
}

bool hg_option_is_general(const struct hg_option *option)
{
    return (option->commands & HG_FOR_TARGETS) == HG_FOR_TARGETS;
}

bool hg_option_is_refused(const struct hg_option *option,
                          const struct hg_command *command)
{
    return !hg_option_is_for(option, command) && !hg_option_is_general(option);
}

/* A key belongs to the first section of its scope that has a prefix of its path. */
struct section {
    const char *title;
    enum hg_key_scope scope;
    const char *prefixes[MOST_PREFIXES];
};

/* The options that are no keys come first. */
#define EXTRAS_SECTION 0

static const struct section sections[] = {
    {"General", HG_KEY_RUN, {"name", "location", "select."}},
    {"Run", HG_KEY_RUN, {"concurrency.", "deadline"}},
    {"Expectations", HG_KEY_POLICY, {"expect."}},
    {"Requests", HG_KEY_POLICY, {""}},
    {"Gate", HG_KEY_RUN, {"gate.", "baseline", "canaries."}},
    {"Waiting", HG_KEY_RUN, {"wait."}},
    {"History and uptime",
     HG_KEY_RUN,
     {"history", "lock", "keep.", "max_gap", "report."}},
    {"Mail", HG_KEY_RUN, {"mail."}},
    {"Output", HG_KEY_RUN, {""}},
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

static size_t section_of(const struct hg_option *option)
{
    size_t at = 0;
    if (option->kind != HG_OPTION_KEY || option->value != NULL)
        return EXTRAS_SECTION;
    while (sections[at].scope != option->key->scope ||
           !has_prefix(&sections[at], option->key->path))
        at++;
    return at;
}

bool hg_option_next_in(size_t section, size_t *position, struct hg_option *option)
{
    while (hg_option_next(position, option)) {
        if (section_of(option) == section)
            return true;
    }
    return false;
}

void hg_option_label(const struct hg_option *option, char out[HG_OPTION_LABEL_SIZE])
{
    char letter[4] = "  ";
    if (option->letter != 0)
        snprintf(letter, sizeof letter, "-%c", option->letter);
    if (option->name == NULL)
        snprintf(out, HG_OPTION_LABEL_SIZE, "%s", letter);
    else
        snprintf(out, HG_OPTION_LABEL_SIZE, "%s%s --%s%s%s", letter,
                 option->letter != 0 ? "," : " ", option->name,
                 option->argument == NULL ? "" : " ",
                 option->argument == NULL ? "" : option->argument);
}

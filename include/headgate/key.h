/* SPDX-License-Identifier: MIT */
/* key: the one table of everything that can be configured. The YAML loader, the environment, the
 * command line, --help, the reference page, the man page, the JSON Schema and shell completion are
 * read from its rows. A new key is one row and one test. */
#ifndef HEADGATE_KEY_H
#define HEADGATE_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HG_KEYS_MAX      144 /* no more rows than this */
#define HG_KEYS_PATH_MAX 64  /* no longer paths, with NUL */

struct hg_key_type;
struct hg_text_format;

enum hg_key_scope {
    HG_KEY_RUN,    /* top level of the configuration; in struct hg_settings */
    HG_KEY_POLICY, /* in `defaults` and in a target; in struct hg_policy */
    HG_KEY_TARGET  /* in a target only: name, group, tags, url, file, enabled */
};

/* What a map of the configuration may hold: bits of enum hg_key_scope. */
enum hg_key_scopes {
    HG_KEYS_TOP = 1 << HG_KEY_RUN,
    HG_KEYS_DEFAULTS = 1 << HG_KEY_POLICY,
    HG_KEYS_ENTRY = 1 << HG_KEY_POLICY | 1 << HG_KEY_TARGET
};

/* The commands of the program, as bits: those that have a use for a setting. */
enum hg_command_bit {
    HG_FOR_CHECK = 1 << 0,
    HG_FOR_WAIT = 1 << 1,
    HG_FOR_VALIDATE = 1 << 2,
    HG_FOR_LIST = 1 << 3,
    HG_FOR_REPORT = 1 << 4,
    HG_FOR_HISTORY = 1 << 5,
    HG_FOR_EXPLAIN = 1 << 6,
    HG_FOR_NOTE = 1 << 7,
    HG_FOR_GENERATE = 1 << 8,
    HG_FOR_HELP = 1 << 9,
    HG_FOR_NOTIFY = 1 << 10,
    HG_FOR_INIT = 1 << 11,
    HG_FOR_DOCTOR = 1 << 12,
    HG_FOR_WATCH = 1 << 13,
    /* All that read targets. */
    HG_FOR_TARGETS =
        HG_FOR_CHECK | HG_FOR_WAIT | HG_FOR_WATCH | HG_FOR_VALIDATE | HG_FOR_LIST
};

struct hg_key {
    const char *path; /* with dots: "expect.latency.warn" */
    /* A second spelling that is read too ("insecure" for "tls.insecure"). */
    const char *alias;
    enum hg_key_scope scope;
    const struct hg_key_type *type; /* config/type.h */
    size_t offset;    /* into the scope's struct; unused for HG_KEY_TARGET */
    int64_t min, max; /* numbers and sizes as they are, durations in microseconds */
    const char *default_text; /* the default as it would be written; NULL: none */
    const char *choices;      /* "auto|always|never"; NULL: not a choice of words */
    /* What its strings must look like (config/text_format.h); NULL: any string. */
    const struct hg_text_format *format;
    /* This scalar in place of the section sets the key to true ("expect: down"); NULL: none. */
    const char *shorthand;
    const char *option; /* long option without dashes; NULL: none */
    char letter;        /* short option; 0: none */
    /* Name of its argument in --help ("DURATION"); NULL for flags. */
    const char *argument;
    /* One sentence without a full stop: help, reference, schema, man page. */
    const char *summary;
    bool is_repeatable; /* on the command line, each adds to those before */
    /* Bits of enum hg_command_bit: the commands that have a use for its option; 0 stands for
     * HG_FOR_TARGETS. See hg_key_commands(). */
    unsigned commands;
};

const struct hg_key *hg_keys(size_t *count);
/* The row of a path, or NULL. */
const struct hg_key *hg_key_find(const char *path);
/* Bits of enum hg_command_bit: the commands that have a use for the option, and show it in their
 * help and completion. The others ignore it when it is a general setting, one for all of
 * HG_FOR_TARGETS; any other setting they refuse. */
unsigned hg_key_commands(const struct hg_key *key);
/* The variable that sets it: "HEADGATE_" and the option in capitals with underscores. False when
 * the key has no option. */
bool hg_key_variable(const struct hg_key *key, char *out, size_t size);
/* The words of `choices` one by one: copies word `position` to `out`; false after the last. */
bool hg_key_choice(const struct hg_key *key, size_t position, char *out, size_t size);
/* Whether its value is the name of a file. */
bool hg_key_is_file(const struct hg_key *key);
/* Position in the table. */
size_t hg_key_position(const struct hg_key *key);
bool hg_key_is_in(const struct hg_key *key, enum hg_key_scopes scopes);

/* The row of `path` (or of its alias) in one of the scopes, or NULL. */
const struct hg_key *hg_keys_find(enum hg_key_scopes scopes, const char *path);
/* The first key of the scopes whose path ends with this word ("workers" finds "concurrency.workers"), or
 * NULL. */
const struct hg_key *hg_keys_find_last(enum hg_key_scopes scopes, const char *word);
/* The first section of the scopes whose path ends with this word ("latency" finds "expect.latency"),
 * copied to `out`; false when there is none. */
bool hg_keys_find_last_section(enum hg_key_scopes scopes, const char *word,
                               char out[HG_KEYS_PATH_MAX]);
/* The row in the section `path` whose shorthand is `word`, or NULL. */
const struct hg_key *hg_keys_shorthand(enum hg_key_scopes scopes, const char *path,
                                       const char *word);
/* Whether rows of these scopes begin with "path.". */
bool hg_keys_has_section(enum hg_key_scopes scopes, const char *path);
/* The known word nearest to `word` in the section `prefix` ("" or "expect."), or in `others`
 * (NULL: none; ends with NULL); NULL when none is near. It lives in `out`. */
const char *hg_keys_nearest(enum hg_key_scopes scopes, const char *prefix,
                            const char *word, const char *const *others, char *out,
                            size_t size);

#endif

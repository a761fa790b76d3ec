/* SPDX-License-Identifier: MIT */
/* key: the one table of everything that can be configured. The YAML loader, the environment, the
 * command line, --help, the reference page, the man page, the JSON Schema and shell completion are
 * read from its rows. A new key is one row and one test. */
#ifndef HEADGATE_KEY_H
#define HEADGATE_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum hg_key_scope {
    HG_KEY_RUN,    /* top level of the configuration; lands in struct hg_settings */
    HG_KEY_POLICY, /* in `defaults` and in a target; lands in struct hg_policy */
    HG_KEY_TARGET  /* in a target only: name, group, tags, url, file, enabled */
};

enum hg_key_type {
    HG_KEY_BOOL,
    HG_KEY_NUMBER,      /* int64_t between min and max */
    HG_KEY_DURATION,    /* int64_t microseconds between min and max */
    HG_KEY_TEXT,        /* const char *: clean, not empty */
    HG_KEY_PATH,        /* const char *: relative to the configuration's folder */
    HG_KEY_DESTINATION, /* const char *: likewise, of a file that need not be there yet */
    HG_KEY_ENUM,        /* an enum, as int: position in `words` */
    HG_KEY_ENUM_SET, /* uint32_t, a bit for each position in `words`: a word or a list */
    HG_KEY_METHOD,   /* enum hg_method */
    HG_KEY_STATUSES, /* struct hg_statuses: a number, a range, or a list of them */
    HG_KEY_TEXTS,    /* struct hg_texts: one text or a list */
    HG_KEY_HEADERS,  /* struct hg_headers: a map; "Name: value" on the command line */
    HG_KEY_HEADER_EXPECTATIONS, /* struct hg_header_expectations: a map name -> present | absent |
                                   expression; "Name: expression" on the command line */
    HG_KEY_SIZE,                /* int64_t bytes between min and max */
    HG_KEY_EXPRESSIONS,         /* struct hg_expressions: one or a list */
    HG_KEY_JSON,                /* struct hg_json_expectations: a map pointer -> value */
    HG_KEY_SECRET,              /* const char *: clean, not empty, never shown */
    HG_KEY_SECRET_FILE,         /* the same, from a file without its last line end */
    HG_KEY_CONTENT,     /* const char *: any text that is not empty, never shown */
    HG_KEY_FORM,        /* struct hg_headers: a map field -> value, never shown */
    HG_KEY_LIMIT,       /* struct hg_limit */
    HG_KEY_CONDITIONS,  /* struct hg_conditions: one text or a list */
    HG_KEY_SHARE,       /* struct hg_share: a percentage */
    HG_KEY_SHARES,      /* struct hg_group_slas: a map group -> percentage */
    HG_KEY_MAINTENANCE, /* struct hg_maintenance_windows: one text or a list */
    HG_KEY_THRESHOLD, /* struct hg_threshold: a duration or a percentage; "off" is none */
    HG_KEY_OUTCOMES,  /* uint32_t, a bit per outcome: a word or a list; "never" is none */
    HG_KEY_REPORTS    /* struct hg_report_requests: a map format -> file(s), or a list of
                        "FORMAT[=FILE]"; the latter on the command line */
};

struct hg_key {
    const char *path; /* with dots: "expect.latency.warn" */
    const char
        *alias; /* a second spelling that is read too ("insecure" for "tls.insecure") */
    enum hg_key_scope scope;
    enum hg_key_type type;
    size_t offset;    /* into the scope's struct; unused for HG_KEY_TARGET */
    int64_t min, max; /* numbers and sizes as they are, durations in microseconds */
    const char *default_text; /* the default as it would be written; NULL: none */
    const char *
        choices; /* "auto|always|never" for HG_KEY_ENUM and HG_KEY_ENUM_SET; NULL otherwise */
    const char *
        shorthand; /* this scalar in place of the section sets the truth ("expect: down");
                              NULL: none */
    const char *option; /* long option without dashes; NULL: none */
    char letter;        /* short option; 0: none */
    const char
        *argument; /* name of its argument in --help ("DURATION"); NULL for booleans */
    const char *
        summary; /* one sentence without a full stop: help, reference, schema, man page */
    bool is_repeatable; /* on the command line, each adds to those before */
};

const struct hg_key *hg_keys(size_t *count);
/* The row of a path, or NULL. */
const struct hg_key *hg_key_find(const char *path);
/* The variable that sets it: "HEADGATE_" and the option in capitals with underscores. False when
 * the key has no option. */
bool hg_key_variable(const struct hg_key *key, char *out, size_t size);

#endif

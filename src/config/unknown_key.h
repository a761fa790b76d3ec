/* SPDX-License-Identifier: MIT */
/* unknown_key: reports a key that is not in the table, with the one that was meant. */
#ifndef HEADGATE_CONFIG_UNKNOWN_KEY_H
#define HEADGATE_CONFIG_UNKNOWN_KEY_H

#include "config/node.h"
#include "config/reader.h"

/* Where the key was found. */
struct hg_key_place {
    const struct hg_reader *reader;
    enum hg_key_scopes scopes;
    const char *const *others; /* further words that are known at the top; NULL: none */
    const char *prefix;        /* of the section: "expect.", or "" */
};

/* `path` is the prefix and the key. */
void hg_unknown_key_report(const struct hg_key_place *place, const struct hg_pair *pair,
                           const char *path);

#endif

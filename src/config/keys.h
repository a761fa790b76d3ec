/* SPDX-License-Identifier: MIT */
/* keys: look-ups in the key table that only the configuration needs. */
#ifndef HEADGATE_CONFIG_KEYS_H
#define HEADGATE_CONFIG_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/key.h"

#define HG_KEYS_MAX      128 /* no more rows than this */
#define HG_KEYS_PATH_MAX 64  /* no longer paths, with NUL */

/* What a map of the configuration may hold: bits of enum hg_key_scope. */
enum hg_key_scopes {
    HG_KEYS_TOP = 1 << HG_KEY_RUN,
    HG_KEYS_DEFAULTS = 1 << HG_KEY_POLICY,
    HG_KEYS_ENTRY = 1 << HG_KEY_POLICY | 1 << HG_KEY_TARGET
};

/* The row of `path` (or of its alias) in one of the scopes, or NULL. */
const struct hg_key *hg_keys_find(enum hg_key_scopes scopes, const char *path);
/* The first key whose path ends with this word ("workers" finds "concurrency.workers"), or NULL. */
const struct hg_key *hg_keys_find_last(const char *word);
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
bool hg_keys_in(enum hg_key_scopes scopes, const struct hg_key *key);
/* Position in the table. */
size_t hg_keys_position(const struct hg_key *key);
/* The words of HG_KEY_ENUM one by one: copies word `position` to `out`; false after the last. */
bool hg_keys_choice(const struct hg_key *key, size_t position, char *out, size_t size);

#endif

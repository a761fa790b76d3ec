/* SPDX-License-Identifier: MIT */
/* key: the table of everything that can be configured, in the order of the reference page, and its
 * look-ups. */
#include "headgate/key.h"

#include "config/text_format.h"
#include "config/type.h"
#include "headgate/policy.h"
#include "headgate/settings.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

#define CANDIDATES_MAX ((size_t)2 * HG_KEYS_MAX)
#define MINUTE         (60 * HG_US_PER_S)
#define HOUR           (60 * MINUTE)
#define DAY            (24 * HOUR)

static const struct hg_key keys[] = {
#include "config/keys_run.inc"
#include "config/keys_history.inc"
#include "config/keys_target.inc"
#include "config/keys_policy.inc"
#include "config/keys_content.inc"
};

#define KEY_COUNT (sizeof keys / sizeof *keys)

static_assert(KEY_COUNT <= HG_KEYS_MAX, "HG_KEYS_MAX is too small");

const struct hg_key *hg_keys(size_t *count)
{
    *count = KEY_COUNT;
    return keys;
}

const struct hg_key *hg_key_find(const char *path)
{
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (strcmp(keys[i].path, path) == 0)
            return &keys[i];
    }
    return NULL;
}

unsigned hg_key_commands(const struct hg_key *key)
{
    return key->commands == 0 ? HG_FOR_TARGETS : key->commands;
}

bool hg_key_variable(const struct hg_key *key, char *out, size_t size)
{
    if (key->option == NULL || size == 0)
        return false;
    snprintf(out, size, "HEADGATE_%s", key->option);
    for (char *p = out; *p != '\0'; p++) {
        if (*p == '-')
            *p = '_';
        else if (*p >= 'a' && *p <= 'z')
            *p = (char)(*p - 'a' + 'A');
    }
    return true;
}

bool hg_key_is_in(const struct hg_key *key, enum hg_key_scopes scopes)
{
    return ((unsigned)scopes & 1U << key->scope) != 0;
}

size_t hg_key_position(const struct hg_key *key)
{
    return (size_t)(key - keys);
}

const struct hg_key *hg_keys_find(enum hg_key_scopes scopes, const char *path)
{
    for (size_t i = 0; i < KEY_COUNT; i++) {
        const struct hg_key *key = &keys[i];
        if (hg_key_is_in(key, scopes) &&
            (strcmp(key->path, path) == 0 ||
             (key->alias != NULL && strcmp(key->alias, path) == 0)))
            return key;
    }
    return NULL;
}

const struct hg_key *hg_keys_find_last(enum hg_key_scopes scopes, const char *word)
{
    for (size_t i = 0; i < KEY_COUNT; i++) {
        const char *dot = strrchr(keys[i].path, '.');
        if (hg_key_is_in(&keys[i], scopes) && dot != NULL && strcmp(dot + 1, word) == 0)
            return &keys[i];
    }
    return NULL;
}

bool hg_keys_find_last_section(enum hg_key_scopes scopes, const char *word,
                               char out[HG_KEYS_PATH_MAX])
{
    const size_t len = strlen(word);
    for (size_t i = 0; i < KEY_COUNT; i++) {
        const char *dot =
            hg_key_is_in(&keys[i], scopes) ? strchr(keys[i].path, '.') : NULL;
        for (; dot != NULL; dot = strchr(dot + 1, '.')) {
            if (strncmp(dot + 1, word, len) != 0 || dot[1 + len] != '.')
                continue;
            snprintf(out, HG_KEYS_PATH_MAX, "%.*s", (int)(dot + 1 + len - keys[i].path),
                     keys[i].path);
            return true;
        }
    }
    return false;
}

const struct hg_key *hg_keys_shorthand(enum hg_key_scopes scopes, const char *path,
                                       const char *word)
{
    const size_t len = strlen(path);
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (hg_key_is_in(&keys[i], scopes) && keys[i].shorthand != NULL &&
            strcmp(keys[i].shorthand, word) == 0 &&
            strncmp(keys[i].path, path, len) == 0 && keys[i].path[len] == '.')
            return &keys[i];
    }
    return NULL;
}

bool hg_keys_has_section(enum hg_key_scopes scopes, const char *path)
{
    const size_t len = strlen(path);
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (hg_key_is_in(&keys[i], scopes) && strncmp(keys[i].path, path, len) == 0 &&
            keys[i].path[len] == '.')
            return true;
    }
    return false;
}

/* Copy the first word of `path` behind `prefix` to `out`; false without such a prefix. */
static bool child_word(const char *path, const char *prefix, char *out)
{
    const size_t len = strlen(prefix);
    if (path == NULL || strncmp(path, prefix, len) != 0)
        return false;
    const size_t word_len = strcspn(path + len, ".");
    memcpy(out, path + len, word_len);
    out[word_len] = '\0';
    return true;
}

const char *hg_keys_nearest(enum hg_key_scopes scopes, const char *prefix,
                            const char *word, const char *const *others, char *out,
                            size_t size)
{
    char choices[2 * HG_KEYS_MAX][HG_KEYS_PATH_MAX];
    const char *candidates[CANDIDATES_MAX + 16];
    size_t used = 0;
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (!hg_key_is_in(&keys[i], scopes))
            continue;
        used += child_word(keys[i].path, prefix, choices[used]);
        used += child_word(keys[i].alias, prefix, choices[used]);
    }
    for (size_t i = 0; i < used; i++)
        candidates[i] = choices[i];
    for (size_t i = 0; others != NULL && others[i] != NULL && i < 16; i++)
        candidates[used++] = others[i];
    const char *nearest = hg_text_nearest(word, candidates, used);
    if (nearest == NULL)
        return NULL;
    snprintf(out, size, "%s", nearest);
    return out;
}

bool hg_key_is_file(const struct hg_key *key)
{
    return key->type == &hg_type_path || key->type == &hg_type_destination;
}

bool hg_key_choice(const struct hg_key *key, size_t position, char *out, size_t size)
{
    const char *word = key->choices;
    for (size_t i = 0; i < position; i++) {
        word = strchr(word, '|');
        if (word == NULL)
            return false;
        word++;
    }
    snprintf(out, size, "%.*s", (int)strcspn(word, "|"), word);
    return true;
}

/* SPDX-License-Identifier: MIT */
/* key: look-ups in the key table. */
#include "headgate/key.h"

#include "config/keys.h"
#include "headgate/text.h"

#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

#define CANDIDATES_MAX ((size_t)2 * HG_KEYS_MAX)

const struct hg_key *hg_key_find(const char *path)
{
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(keys[i].path, path) == 0)
            return &keys[i];
    }
    return NULL;
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

bool hg_keys_in(enum hg_key_scopes scopes, const struct hg_key *key)
{
    return ((unsigned)scopes & 1U << key->scope) != 0;
}

size_t hg_keys_position(const struct hg_key *key)
{
    size_t count;
    return (size_t)(key - hg_keys(&count));
}

const struct hg_key *hg_keys_find(enum hg_key_scopes scopes, const char *path)
{
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    for (size_t i = 0; i < count; i++) {
        const struct hg_key *key = &keys[i];
        if (hg_keys_in(scopes, key) &&
            (strcmp(key->path, path) == 0 ||
             (key->alias != NULL && strcmp(key->alias, path) == 0)))
            return key;
    }
    return NULL;
}

const struct hg_key *hg_keys_find_last(const char *word)
{
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    for (size_t i = 0; i < count; i++) {
        const char *dot = strrchr(keys[i].path, '.');
        if (dot != NULL && strcmp(dot + 1, word) == 0)
            return &keys[i];
    }
    return NULL;
}

const struct hg_key *hg_keys_shorthand(enum hg_key_scopes scopes, const char *path,
                                       const char *word)
{
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    const size_t len = strlen(path);
    for (size_t i = 0; i < count; i++) {
        if (hg_keys_in(scopes, &keys[i]) && keys[i].shorthand != NULL &&
            strcmp(keys[i].shorthand, word) == 0 &&
            strncmp(keys[i].path, path, len) == 0 && keys[i].path[len] == '.')
            return &keys[i];
    }
    return NULL;
}

bool hg_keys_has_section(enum hg_key_scopes scopes, const char *path)
{
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    const size_t len = strlen(path);
    for (size_t i = 0; i < count; i++) {
        if (hg_keys_in(scopes, &keys[i]) && strncmp(keys[i].path, path, len) == 0 &&
            keys[i].path[len] == '.')
            return true;
    }
    return false;
}

/* The first word of `path` behind `prefix`, copied to `out`; false when it is no such path. */
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
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    for (size_t i = 0; i < count; i++) {
        if (!hg_keys_in(scopes, &keys[i]))
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

bool hg_keys_choice(const struct hg_key *key, size_t position, char *out, size_t size)
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

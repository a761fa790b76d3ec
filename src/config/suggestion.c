/* SPDX-License-Identifier: MIT */
/* suggestion: what to write instead.
 *
 * DESIGN. Rewritings (rewriting.h) are tried one by one by the type of the key, with problems of their own and into
 * a field that nobody reads. What the type accepts goes on the message. */
#include "config/suggestion.h"

#include "config/rewriting.h"
#include "config/type.h"
#include "headgate/policy.h"
#include "headgate/settings.h"

#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

#define HITS_MAX 2

/* What values are read into when they are only tried. */
union scratch {
    struct hg_settings settings;
    struct hg_policy policy;
};

struct search {
    const struct hg_reader *reader;
    const struct hg_key *key;
    const struct hg_node *node; /* what was refused */
    const struct hg_node *hits[HITS_MAX];
    size_t count;
};

/* Reading breaks nodes that are wrong. */
static struct hg_node *copy(struct hg_arena *arena, const struct hg_node *node)
{
    struct hg_node *twin = hg_arena_new(arena, 1, sizeof *twin);
    *twin = *node;
    if (node->kind != HG_NODE_LIST)
        return twin;
    twin->items = hg_arena_new(arena, node->count + 1, sizeof(struct hg_node *));
    for (size_t i = 0; i < node->count; i++)
        twin->items[i] = copy(arena, node->items[i]);
    return twin;
}

static bool is_accepted(const struct hg_reader *reader, const struct hg_key *key,
                        const struct hg_node *node)
{
    struct hg_problems problems;
    union scratch scratch = {0};
    struct hg_reader trial = *reader;
    hg_problems_init(&problems);
    trial.problems = &problems;
    trial.is_trial = true;
    const bool is_good = key->type->read(&trial, key, copy(&reader->config->arena, node),
                                         (char *)&scratch + key->offset) == 0 &&
                         problems.count == 0;
    hg_problems_release(&problems);
    return is_good;
}

static bool is_short(const struct hg_node *node)
{
    return node->kind != HG_NODE_SCALAR || node->count < HG_REWRITING_SIZE;
}

static void try_node(struct search *search, const struct hg_node *node)
{
    if (search->count < HITS_MAX && is_short(node) &&
        is_accepted(search->reader, search->key, node))
        search->hits[search->count++] = node;
}

static bool is_in_file(const struct hg_node *node)
{
    return node->location.line > 0;
}

/* As the text would come from where the refused value came from. */
static void try_text(struct search *search, const char *text)
{
    struct hg_arena *arena = &search->reader->config->arena;
    const struct hg_source_location location = search->node->location;
    const size_t len = strlen(text);
    const bool is_known = search->count > 0 && search->hits[0]->kind == HG_NODE_SCALAR &&
                          strcmp(search->hits[0]->text, text) == 0;
    if (len == 0 || is_known)
        return;
    try_node(search, is_in_file(search->node)
                         ? hg_node_new_scalar(arena, location, text, len)
                         : hg_node_new_untyped(arena, location, text, len));
}

/* As the command line reads it: "200,404" is a list, and so is what blanks or other signs separate;
 * "X: y" is a map. */
static void try_as_option(struct search *search)
{
    static const char *const separators[] = {"", " ;|"};
    const struct hg_key_type *type = search->key->type;
    char text[HG_REWRITING_SIZE];
    if (type->option == NULL || !is_short(search->node))
        return;
    for (size_t i = 0; i < sizeof separators / sizeof *separators && search->count == 0;
         i++) {
        snprintf(text, sizeof text, "%s", search->node->text);
        for (char *at = text; *at != '\0'; at++) {
            if (strchr(separators[i], *at) != NULL)
                *at = ',';
        }
        const struct hg_node *node =
            type->option(&search->reader->config->arena, search->node->location, text);
        if (node != NULL && (node->kind == HG_NODE_MAP || node->count > 1))
            try_node(search, node);
    }
}

static void try_rewritings(struct search *search)
{
    char text[HG_REWRITING_SIZE];
    int group = 0;
    int group_before = 0;
    for (size_t i = 0; hg_rewriting_get(search->key, search->node->text, i, text, &group);
         i++) {
        if (group != group_before && search->count > 0)
            return;
        group_before = group;
        if (strcmp(text, search->node->text) != 0)
            try_text(search, text);
    }
}

static void find(struct search *search)
{
    const struct hg_node *node = search->node;
    if (node->kind == HG_NODE_LIST && node->count == 1)
        try_node(search, node->items[0]);
    if (!hg_node_is_scalar(node) || node->count == 0)
        return;
    if (!node->is_plain) /* without its quotation marks */
        try_text(search, node->text);
    if (search->count == 0)
        try_as_option(search);
    if (search->count == 0)
        try_rewritings(search);
}

/* In quotation marks where YAML needs them in a list or a map in braces. */
static void write_scalar(const char *text, struct hg_buf *out)
{
    if (strpbrk(text, ",[]{}#\"'\\") == NULL && strstr(text, ": ") == NULL) {
        hg_buf_add_text(out, text);
        return;
    }
    hg_buf_add_char(out, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            hg_buf_add_char(out, '\\');
        hg_buf_add_char(out, *text);
    }
    hg_buf_add_char(out, '"');
}

static void write_node(const struct hg_node *node, struct hg_buf *out)
{
    if (node->kind == HG_NODE_SCALAR)
        write_scalar(node->text, out);
    if (node->kind == HG_NODE_LIST) {
        for (size_t i = 0; i < node->count; i++) {
            hg_buf_add_text(out, i == 0 ? "[" : ", ");
            write_node(node->items[i], out);
        }
        hg_buf_add_text(out, "]");
    }
    if (node->kind == HG_NODE_MAP && node->count > 0) {
        hg_buf_printf(out, "{%s: ", node->pairs[0].key->text);
        write_node(node->pairs[0].value, out);
        hg_buf_add_text(out, "}");
    }
}

/* "expect: {status: 200}" for "expect.status". */
static void write_place(const char *path, const struct hg_node *node, struct hg_buf *out)
{
    size_t braces = 0;
    for (const char *dot = strchr(path, '.'); dot != NULL; dot = strchr(path, '.')) {
        hg_buf_printf(out, "%.*s: {", (int)(dot - path), path);
        path = dot + 1;
        braces++;
    }
    hg_buf_printf(out, "%s: ", path);
    write_node(node, out);
    while (braces-- > 0)
        hg_buf_add_text(out, "}");
}

static const char *last_word(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot == NULL ? path : dot + 1;
}

static void write_hit(const struct search *search, const struct hg_node *hit,
                      struct hg_buf *out)
{
    const char *spelling = search->node->location.file;
    if (is_in_file(search->node)) {
        write_place(last_word(search->key->path), hit, out);
        return;
    }
    /* A switch has its value behind an equals sign, as a variable has. */
    hg_buf_printf(out, "%s%s", spelling,
                  *spelling == '-' && search->key->argument != NULL ? " " : "=");
    for (size_t i = 0; hit->kind == HG_NODE_LIST && i < hit->count; i++)
        hg_buf_printf(out, "%s%s", i == 0 ? "" : ",", hit->items[i]->text);
    if (hit->kind != HG_NODE_LIST)
        write_node(hit, out);
}

/* "timeout: 5m or 5s", "latency: {warn: 5ms} or {warn: 5s}". */
static void write_other(const struct search *search, const char *path, struct hg_buf *out)
{
    struct hg_buf place;
    if (search->count < HITS_MAX)
        return;
    hg_buf_init(&place);
    write_place(path, search->hits[1], &place);
    hg_buf_printf(out, " or %s", place.data + strcspn(place.data, " ") + 1);
    hg_buf_release(&place);
}

bool hg_suggestion_value(const struct hg_reader *reader, const struct hg_key *key,
                         const struct hg_node *node, struct hg_buf *out)
{
    struct search search = {.reader = reader, .key = key, .node = node};
    if (key->type->is_secret || reader->is_trial)
        return false;
    find(&search);
    if (search.count > 0)
        write_hit(&search, search.hits[0], out);
    write_other(&search, last_word(key->path), out);
    return search.count > 0;
}

/* Nothing can be said of what a key means by a value if it accepts every string. */
static bool accepts_every_text(const struct search *search)
{
    const struct hg_node *odd = hg_node_new_scalar(
        &search->reader->config->arena, search->node->location, "%&!?", strlen("%&!?"));
    return is_accepted(search->reader, search->key, odd);
}

/* A key of the section that accepts the value, as it is or rewritten. Booleans are no values to guess from, and
 * strings only for the first key. */
static bool find_in_section(struct search *search, enum hg_key_scopes scopes,
                            const char *path)
{
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    const size_t len = strlen(path);
    bool is_first = true;
    for (size_t i = 0; i < count && search->count == 0; i++) {
        search->key = &keys[i];
        if (!hg_key_is_in(search->key, scopes) ||
            strncmp(search->key->path, path, len) != 0 || search->key->path[len] != '.')
            continue;
        const bool is_candidate = search->key->type != &hg_type_bool &&
                                  (is_first || !accepts_every_text(search));
        is_first = false;
        if (!is_candidate)
            continue;
        try_node(search, search->node);
        if (search->count == 0)
            find(search);
    }
    return search->count > 0;
}

bool hg_suggestion_has_secrets(const char *section)
{
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    const size_t len = strlen(section);
    for (size_t i = 0; i < count; i++) {
        if (keys[i].type->is_secret && strncmp(keys[i].path, section, len) == 0 &&
            keys[i].path[len] == '.')
            return true;
    }
    return false;
}

bool hg_suggestion_section(const struct hg_reader *reader, enum hg_key_scopes scopes,
                           const struct hg_node *node, const char *path, size_t from,
                           struct hg_buf *out)
{
    struct search search = {.reader = reader, .node = node};
    if (hg_suggestion_has_secrets(path) || !find_in_section(&search, scopes, path))
        return false;
    write_place(search.key->path + from, search.hits[0], out);
    write_other(&search, search.key->path + from, out);
    return true;
}

bool hg_suggestion_place(const struct hg_reader *reader, const struct hg_key *key,
                         const struct hg_node *node, struct hg_buf *out)
{
    struct search search = {.reader = reader, .key = key, .node = node};
    if (key->type->is_secret || node->kind == HG_NODE_MAP || node->kind == HG_NODE_BROKEN)
        return false;
    try_node(&search, node);
    if (search.count == 0)
        find(&search);
    if (search.count > 0)
        write_place(key->path, search.hits[0], out);
    write_other(&search, key->path, out);
    return search.count > 0;
}

/* The first words behind the path, each once: keys of a section stand together. */
void hg_suggestion_keys(enum hg_key_scopes scopes, const char *path, struct hg_buf *out)
{
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    const size_t len = strlen(path);
    const char *before = "";
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        if (!hg_key_is_in(&keys[i], scopes) || strncmp(keys[i].path, path, len) != 0 ||
            keys[i].path[len] != '.')
            continue;
        const char *word = keys[i].path + len + 1;
        const size_t word_len = strcspn(word, ".");
        if (strncmp(word, before, word_len) == 0 && strcspn(before, ".") == word_len)
            continue;
        hg_buf_printf(out, "%s%.*s", used++ == 0 ? "" : ", ", (int)word_len, word);
        before = word;
    }
}

/* SPDX-License-Identifier: MIT */
/* value: checks and messages that several types of keys need. */
#include "config/value.h"

#include "config/secret_values.h"
#include "config/suggestion.h"
#include "config/text_format.h"
#include "config/type.h"
#include "headgate/buf.h"
#include "headgate/memory.h"
#include "headgate/pattern.h"
#include "headgate/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

void hg_value_note(const struct hg_reader *reader, const char *format, ...)
{
    struct hg_config *config = reader->config;
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    config->notes =
        hg_memory_grow(config->notes, config->note_count, sizeof *config->notes);
    config->notes[config->note_count++] = hg_arena_text(&config->arena, text);
}

void hg_value_read(const struct hg_reader *reader, const struct hg_key *key,
                   struct hg_node *node, void *field)
{
    key->type->read(reader, key, node, field);
}

void hg_value_phrase(const struct hg_key *key, char *out, size_t size)
{
    if (key->type->phrase != NULL)
        snprintf(out, size, "%s", key->type->phrase);
    else
        key->type->write_phrase(key, out, size);
}

/* The location of an option or variable is its name, so target and key are named in files only. */
static int report(const struct hg_reader *reader, const struct hg_key *key,
                  struct hg_node *node, const char *link, const char *text)
{
    const bool is_in_file = node->location.line > 0;
    hg_problems_add(reader->problems, node->location, "%s%s%s%s",
                    is_in_file ? reader->subject : "", is_in_file ? key->path : "",
                    is_in_file ? link : "", text);
    node->kind = HG_NODE_BROKEN;
    return -1;
}

int hg_value_fault(const struct hg_reader *reader, const struct hg_key *key,
                   struct hg_node *node, const char *format, ...)
{
    if (node->kind == HG_NODE_BROKEN)
        return -1;
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return report(reader, key, node, ": ", text);
}

/* A header in the wrong place may still be a secret. */
static void describe(const struct hg_key *key, const struct hg_node *node, char *out,
                     size_t size)
{
    const bool is_user = key->format != NULL && key->format->is_user && node->count > 0;
    if ((key->type->is_secret || is_user) && hg_node_is_scalar(node))
        snprintf(out, size, "a string");
    else
        hg_node_describe(node, out, size);
}

static const char *last_word(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot == NULL ? path : dot + 1;
}

static void add_suggestion(const struct hg_reader *reader, const struct hg_key *key,
                           const struct hg_node *node, bool needs_example,
                           struct hg_buf *text)
{
    struct hg_buf instead;
    hg_buf_init(&instead);
    if (hg_suggestion_value(reader, key, node, &instead))
        hg_buf_printf(text, "; write %s", instead.data);
    else if (needs_example && key->type->example != NULL && node->location.line > 0)
        hg_buf_printf(text, "; write %s: %s", last_word(key->path), key->type->example);
    hg_buf_release(&instead);
}

int hg_value_refuse(const struct hg_reader *reader, const struct hg_key *key,
                    struct hg_node *node, const char *expected)
{
    if (node->kind == HG_NODE_BROKEN)
        return -1;
    char phrase[HG_VALUE_PHRASE_SIZE];
    char got[256];
    struct hg_buf text;
    hg_value_phrase(key, phrase, sizeof phrase);
    describe(key, node, got, sizeof got);
    hg_buf_init(&text);
    hg_buf_printf(&text, "must be %s, got %s", expected == NULL ? phrase : expected, got);
    add_suggestion(reader, key, node, expected == NULL, &text);
    report(reader, key, node, " ", text.data);
    hg_buf_release(&text);
    return -1;
}

/* In flow style "${NAME}" needs quotation marks, so they say nothing about the type there. */
int hg_value_check_quotes(const struct hg_reader *reader, const struct hg_key *key,
                          struct hg_node *node)
{
    char phrase[HG_VALUE_PHRASE_SIZE];
    char expected[HG_VALUE_PHRASE_SIZE + 32];
    if (node->is_plain || node->is_untyped)
        return 0;
    hg_value_phrase(key, phrase, sizeof phrase);
    snprintf(expected, sizeof expected, "%s without quotation marks", phrase);
    return hg_value_refuse(reader, key, node, expected);
}

int hg_value_check_map(const struct hg_reader *reader, const struct hg_key *key,
                       struct hg_node *node, size_t already, const char *noun)
{
    if (node->kind != HG_NODE_MAP)
        return hg_value_refuse(reader, key, node, NULL);
    if (already + node->count > HG_VALUE_MAP_MAX)
        return hg_value_fault(reader, key, node, "more than %d %s", HG_VALUE_MAP_MAX,
                              noun);
    return 0;
}

static bool is_empty(const struct hg_node *node, const struct hg_text_format *format)
{
    const bool may_be = format != NULL && format->may_be_empty && !node->is_untyped;
    return node->count == 0 && !may_be;
}

static const char *keep_text(const struct hg_reader *reader, const struct hg_key *key,
                             const struct hg_node *node)
{
    hg_secret_values_add_text(reader, key, node);
    return hg_arena_text(&reader->config->arena, node->text);
}

const char *hg_value_read_text(const struct hg_reader *reader, const struct hg_key *key,
                               struct hg_node *node)
{
    const struct hg_text_format *format = key->format;
    const char *expected;
    if (!hg_node_is_scalar(node))
        expected = NULL;
    else if (is_empty(node, format) || !hg_text_is_clean(node->text, node->count, NULL))
        expected = "a non-empty string without control characters";
    else if (format == NULL || format->matches == NULL || format->matches(node->text))
        return keep_text(reader, key, node);
    else
        expected = format->expected;
    hg_value_refuse(reader, key, node, expected);
    return NULL;
}

const struct hg_pattern *hg_value_compile(const struct hg_reader *reader,
                                          const struct hg_key *key, struct hg_node *node,
                                          const char *subject)
{
    struct hg_config *config = reader->config;
    char problem[256];
    struct hg_pattern *pattern = hg_pattern_new(node->text, problem, sizeof problem);
    if (pattern == NULL) {
        hg_value_fault(reader, key, node, "\"%.100s\": %s", subject, problem);
        return NULL;
    }
    config->patterns = hg_memory_grow(config->patterns, config->pattern_count,
                                      sizeof(struct hg_pattern *));
    config->patterns[config->pattern_count++] = pattern;
    return pattern;
}

const char *hg_value_join(const struct hg_reader *reader, const struct hg_node *node,
                          const char *path)
{
    struct hg_arena *arena = &reader->config->arena;
    const bool is_relative = node->location.line > 0 && path[0] != '/';
    const size_t folder_len = is_relative ? strlen(reader->folder) : 0;
    const size_t len = strlen(path);
    char *joined = hg_arena_new(arena, folder_len + len + 1, 1);
    memcpy(joined, reader->folder, folder_len);
    memcpy(joined + folder_len, path, len);
    return joined;
}

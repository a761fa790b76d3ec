/* SPDX-License-Identifier: MIT */
/* value: one small reader per type of key, in a table. */
#include "config/value.h"

#include "config/compound.h"
#include "config/content.h"
#include "config/conditions.h"
#include "config/text_format.h"
#include "config/keys.h"
#include "config/secret.h"
#include "config/maintenance_windows.h"
#include "headgate/buf.h"
#include "headgate/method.h"
#include "headgate/outcome.h"
#include "headgate/statuses.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "headgate/banned.h"

#define EXPECTED_SIZE 512
#define SHARE_WHOLE   INT64_C(100000000) /* percentages have six decimals */

typedef int read_function(const struct hg_reader *reader, const struct hg_key *key,
                          struct hg_node *node, void *field);

/* Options and variables have their own name as place, so target and key are named in files only. */
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

/* A header that is not where it belongs may still be a secret. */
static void describe(const struct hg_key *key, const struct hg_node *node, char *out,
                     size_t size)
{
    if (key->type == HG_KEY_HEADERS && node->kind == HG_NODE_SCALAR &&
        !hg_node_is_null(node))
        snprintf(out, size, "a text");
    else
        hg_node_describe(node, out, size);
}

int hg_value_refuse(const struct hg_reader *reader, const struct hg_key *key,
                    struct hg_node *node, const char *expected)
{
    if (node->kind == HG_NODE_BROKEN)
        return -1;
    char got[256];
    struct hg_buf text;
    describe(key, node, got, sizeof got);
    hg_buf_init(&text);
    hg_buf_printf(&text, "must be %s, got %s", expected, got);
    report(reader, key, node, " ", text.data);
    hg_buf_release(&text);
    return -1;
}

int hg_value_check_map(const struct hg_reader *reader, const struct hg_key *key,
                       struct hg_node *node, size_t already, const char *noun)
{
    char expected[512];
    hg_value_expected(key, expected, sizeof expected);
    if (node->kind != HG_NODE_MAP)
        return hg_value_refuse(reader, key, node, expected);
    if (already + node->count > HG_VALUE_MAP_MAX)
        return hg_value_fault(reader, key, node, "more than %d %s", HG_VALUE_MAP_MAX,
                              noun);
    return 0;
}

static int refuse(const struct hg_reader *reader, const struct hg_key *key,
                  struct hg_node *node)
{
    char expected[EXPECTED_SIZE];
    hg_value_expected(key, expected, sizeof expected);
    return hg_value_refuse(reader, key, node, expected);
}

static int refuse_quotes(const struct hg_reader *reader, const struct hg_key *key,
                         struct hg_node *node)
{
    char expected[EXPECTED_SIZE];
    char text[EXPECTED_SIZE + 32];
    hg_value_expected(key, expected, sizeof expected);
    snprintf(text, sizeof text, "%s without quotation marks", expected);
    return hg_value_refuse(reader, key, node, text);
}

static bool is_scalar(const struct hg_node *node)
{
    return node->kind == HG_NODE_SCALAR && !hg_node_is_null(node);
}

/* In flow style "${NAME}" needs quotation marks, so they say nothing about the type there. */
static bool is_quoted(const struct hg_node *node)
{
    return !node->is_plain && !node->is_untyped;
}

int hg_value_read_bool(const struct hg_reader *reader, const struct hg_key *key,
                       struct hg_node *node, bool *value)
{
    const bool is_true = is_scalar(node) && strcmp(node->text, "true") == 0;
    const bool is_false = is_scalar(node) && strcmp(node->text, "false") == 0;
    if (!is_true && !is_false)
        return refuse(reader, key, node);
    if (is_quoted(node))
        return refuse_quotes(reader, key, node);
    *value = is_true;
    return 0;
}

static int read_bool(const struct hg_reader *reader, const struct hg_key *key,
                     struct hg_node *node, void *field)
{
    return hg_value_read_bool(reader, key, node, field);
}

/* An amount between the key's limits, as its parser reads it. */
static int read_amount(const struct hg_reader *reader, const struct hg_key *key,
                       struct hg_node *node, int64_t *amount,
                       int (*parse)(const char *text, int64_t *amount))
{
    int64_t value;
    if (!is_scalar(node) || parse(node->text, &value) != 0 || value < key->min ||
        value > key->max)
        return refuse(reader, key, node);
    *amount = value;
    return 0;
}

static int read_number(const struct hg_reader *reader, const struct hg_key *key,
                       struct hg_node *node, void *field)
{
    int64_t number = 0;
    if (read_amount(reader, key, node, &number, hg_units_parse_number) != 0)
        return -1;
    if (is_quoted(node))
        return refuse_quotes(reader, key, node);
    *(int64_t *)field = number;
    return 0;
}

static int read_duration(const struct hg_reader *reader, const struct hg_key *key,
                         struct hg_node *node, void *field)
{
    return read_amount(reader, key, node, field, hg_units_parse_duration);
}

static int read_size(const struct hg_reader *reader, const struct hg_key *key,
                     struct hg_node *node, void *field)
{
    return read_amount(reader, key, node, field, hg_units_parse_size);
}

const char *hg_value_read_text(const struct hg_reader *reader, const struct hg_key *key,
                               struct hg_node *node)
{
    if (!is_scalar(node)) {
        refuse(reader, key, node);
        return NULL;
    }
    if (node->count == 0 || !hg_text_is_clean(node->text, node->count, NULL)) {
        hg_value_refuse(reader, key, node,
                        "a text that is not empty and has no control characters");
        return NULL;
    }
    const char *expected = hg_text_format_check(key, node->text);
    if (expected != NULL) {
        hg_value_refuse(reader, key, node, expected);
        return NULL;
    }
    return hg_arena_text(&reader->config->arena, node->text);
}

static int read_text(const struct hg_reader *reader, const struct hg_key *key,
                     struct hg_node *node, void *field)
{
    const char *text = hg_value_read_text(reader, key, node);
    if (text == NULL)
        return -1;
    *(const char **)field = text;
    return 0;
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

static int read_path(const struct hg_reader *reader, const struct hg_key *key,
                     struct hg_node *node, void *field)
{
    const char *text = hg_value_read_text(reader, key, node);
    if (text == NULL)
        return -1;
    const char *path = hg_value_join(reader, node, text);
    struct stat status;
    if (stat(path, &status) != 0 || access(path, R_OK) != 0)
        return hg_value_fault(reader, key, node, "\"%s\" can't be read: %s", path,
                              strerror(errno));
    if (S_ISDIR(status.st_mode))
        return hg_value_fault(reader, key, node, "\"%s\" is a folder", path);
    *(const char **)field = path;
    return 0;
}

static int read_destination(const struct hg_reader *reader, const struct hg_key *key,
                            struct hg_node *node, void *field)
{
    const char *text = hg_value_read_text(reader, key, node);
    if (text == NULL)
        return -1;
    *(const char **)field = hg_value_join(reader, node, text);
    return 0;
}

static int read_enum(const struct hg_reader *reader, const struct hg_key *key,
                     struct hg_node *node, void *field)
{
    char word[32];
    for (int i = 0; is_scalar(node) && hg_keys_choice(key, (size_t)i, word, sizeof word);
         i++) {
        if (strcmp(word, node->text) == 0) {
            memcpy(field, &i, sizeof i);
            return 0;
        }
    }
    return refuse(reader, key, node);
}

static int read_method(const struct hg_reader *reader, const struct hg_key *key,
                       struct hg_node *node, void *field)
{
    if (!is_scalar(node) || !hg_method_parse(node->text, field))
        return refuse(reader, key, node);
    return 0;
}

static int read_limit(const struct hg_reader *reader, const struct hg_key *key,
                      struct hg_node *node, void *field)
{
    if (!is_scalar(node) || hg_units_parse_limit(node->text, field) != 0)
        return refuse(reader, key, node);
    return 0;
}

/* Millionths of the whole, so that nothing is rounded. */
static int parse_share(const struct hg_node *node, struct hg_share *share)
{
    struct hg_limit limit;
    if (!is_scalar(node) || hg_units_parse_limit(node->text, &limit) != 0 ||
        !limit.is_percent || limit.value <= 0)
        return -1;
    *share = (struct hg_share){hg_units_limit_of(limit, SHARE_WHOLE), SHARE_WHOLE};
    return 0;
}

static int read_share(const struct hg_reader *reader, const struct hg_key *key,
                      struct hg_node *node, void *field)
{
    return parse_share(node, field) == 0 ? 0 : refuse(reader, key, node);
}

static int read_shares(const struct hg_reader *reader, const struct hg_key *key,
                       struct hg_node *node, void *field)
{
    struct hg_group_slas *slas = field;
    struct hg_arena *arena = &reader->config->arena;
    int result = 0;
    if (hg_value_check_map(reader, key, node, 0, "groups") != 0)
        return -1;
    struct hg_group_sla *items = hg_arena_new(arena, node->count + 1, sizeof *items);
    for (size_t i = 0; i < node->count; i++) {
        struct hg_pair *pair = &node->pairs[i];
        items[i].group = hg_arena_text(arena, pair->key->text);
        if (parse_share(pair->value, &items[i].promised) != 0)
            result = hg_value_fault(reader, key, pair->value,
                                    "\"%.100s\" must be a percentage such as 99.9%%",
                                    pair->key->text);
    }
    if (result == 0)
        *slas = (struct hg_group_slas){items, node->count};
    return result;
}

static int read_threshold(const struct hg_reader *reader, const struct hg_key *key,
                          struct hg_node *node, void *field)
{
    if (!is_scalar(node) || hg_units_parse_threshold(node->text, field) != 0)
        return refuse(reader, key, node);
    return 0;
}

/* A scalar is a list of one. Returns the nodes and their count; *count is 0 when refused. */
static struct hg_node **elements(const struct hg_reader *reader, const struct hg_key *key,
                                 struct hg_node **node, size_t *count)
{
    *count = 0;
    if ((*node)->kind == HG_NODE_LIST && (*node)->count > 0) {
        *count = (*node)->count;
        return (*node)->items;
    }
    if (!is_scalar(*node)) {
        refuse(reader, key, *node);
        return NULL;
    }
    *count = 1;
    return node;
}

static int read_statuses(const struct hg_reader *reader, const struct hg_key *key,
                         struct hg_node *node, void *field)
{
    struct hg_statuses statuses = {0};
    size_t count;
    struct hg_node **items = elements(reader, key, &node, &count);
    int result = count == 0 ? -1 : 0;
    for (size_t i = 0; i < count; i++) {
        if (!is_scalar(items[i]) || hg_statuses_parse(&statuses, items[i]->text) != 0)
            result = refuse(reader, key, items[i]);
    }
    if (result == 0)
        *(struct hg_statuses *)field = statuses;
    return result;
}

static int read_enum_set(const struct hg_reader *reader, const struct hg_key *key,
                         struct hg_node *node, void *field)
{
    uint32_t bits = 0;
    size_t count;
    struct hg_node **items = elements(reader, key, &node, &count);
    int result = count == 0 ? -1 : 0;
    for (size_t i = 0; i < count; i++) {
        int position = 0;
        if (read_enum(reader, key, items[i], &position) != 0)
            result = -1;
        else
            bits |= 1U << position;
    }
    if (result == 0)
        *(uint32_t *)field = bits;
    return result;
}

static int read_outcomes(const struct hg_reader *reader, const struct hg_key *key,
                         struct hg_node *node, void *field)
{
    uint32_t bits = 0;
    size_t count;
    struct hg_node **items = elements(reader, key, &node, &count);
    int result = count == 0 ? -1 : 0;
    for (size_t i = 0; i < count; i++) {
        enum hg_outcome outcome;
        if (count == 1 && is_scalar(items[i]) && strcmp(items[i]->text, "never") == 0)
            continue;
        if (!is_scalar(items[i]) || !hg_outcome_parse(items[i]->text, &outcome) ||
            outcome == HG_OUTCOME_UP)
            result = refuse(reader, key, items[i]);
        else
            bits |= 1U << outcome;
    }
    if (result == 0)
        *(uint32_t *)field = bits;
    return result;
}

int hg_value_read_texts(const struct hg_reader *reader, const struct hg_key *key,
                        struct hg_node *node, struct hg_texts *value)
{
    size_t count;
    if (node->kind == HG_NODE_LIST && node->count == 0) {
        *value = (struct hg_texts){NULL, 0};
        return 0;
    }
    struct hg_node **items = elements(reader, key, &node, &count);
    if (count == 0)
        return -1;
    const char **texts = hg_arena_new(&reader->config->arena, count, sizeof *texts);
    int result = 0;
    for (size_t i = 0; i < count; i++) {
        texts[i] = hg_value_read_text(reader, key, items[i]);
        if (texts[i] == NULL)
            result = -1;
    }
    if (result == 0)
        *value = (struct hg_texts){texts, count};
    return result;
}

static int read_texts(const struct hg_reader *reader, const struct hg_key *key,
                      struct hg_node *node, void *field)
{
    return hg_value_read_texts(reader, key, node, field);
}

static read_function *const readers[] = {
    [HG_KEY_BOOL] = read_bool,
    [HG_KEY_NUMBER] = read_number,
    [HG_KEY_DURATION] = read_duration,
    [HG_KEY_TEXT] = read_text,
    [HG_KEY_PATH] = read_path,
    [HG_KEY_DESTINATION] = read_destination,
    [HG_KEY_ENUM] = read_enum,
    [HG_KEY_ENUM_SET] = read_enum_set,
    [HG_KEY_METHOD] = read_method,
    [HG_KEY_STATUSES] = read_statuses,
    [HG_KEY_TEXTS] = read_texts,
    [HG_KEY_HEADERS] = hg_compound_read_headers,
    [HG_KEY_HEADER_EXPECTATIONS] = hg_compound_read_expectations,
    [HG_KEY_SIZE] = read_size,
    [HG_KEY_EXPRESSIONS] = hg_content_read_expressions,
    [HG_KEY_JSON] = hg_content_read_json,
    [HG_KEY_SECRET] = hg_secret_read,
    [HG_KEY_SECRET_FILE] = hg_secret_read_file,
    [HG_KEY_CONTENT] = hg_secret_read_content,
    [HG_KEY_FORM] = hg_secret_read_form,
    [HG_KEY_LIMIT] = read_limit,
    [HG_KEY_CONDITIONS] = hg_conditions_read,
    [HG_KEY_SHARE] = read_share,
    [HG_KEY_SHARES] = read_shares,
    [HG_KEY_MAINTENANCE] = hg_maintenance_windows_read,
    [HG_KEY_THRESHOLD] = read_threshold,
    [HG_KEY_OUTCOMES] = read_outcomes,
    [HG_KEY_REPORTS] = hg_compound_read_reports,
};

int hg_value_read(const struct hg_reader *reader, const struct hg_key *key,
                  struct hg_node *node, void *scope)
{
    return readers[key->type](reader, key, node, (char *)scope + key->offset);
}

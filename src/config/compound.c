/* SPDX-License-Identifier: MIT */
/* compound: headers, header expectations and reports, as maps or as lists of texts. */
#include "config/compound.h"

#include "config/content.h"
#include "headgate/buf.h"
#include "headgate/pattern.h"
#include "headgate/policy.h"
#include "headgate/text.h"

#include <string.h>

#include "headgate/banned.h"

#define REPORTS_MAX 64

/* RFC 9110 5.6.2: token. */
static bool is_token(const char *text)
{
    static const char characters[] =
        "!#$%&'*+-.^_`|~0123456789"
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    return *text != '\0' && text[strspn(text, characters)] == '\0';
}

/* Header names are equal in any case. Of several options the last one holds, but in a file two
 * that differ in case only would depend on their order, or on that of merged maps. */
static const struct hg_node *same_before(const struct hg_node *map, const char *name,
                                         const struct hg_pair *end)
{
    for (const struct hg_pair *pair = map->pairs; pair < end; pair++) {
        if (map->location.line > 0 && hg_text_equals_ignoring_case(pair->key->text, name))
            return pair->key;
    }
    return NULL;
}

/* Name and value of a pair; the value may hold a secret and is never repeated in a message. */
static int check_pair(const struct hg_reader *reader, const struct hg_key *key,
                      const struct hg_node *map, const struct hg_pair *pair)
{
    struct hg_node *value = pair->value;
    const struct hg_node *first = same_before(map, pair->key->text, pair);
    if (!is_token(pair->key->text))
        return hg_value_fault(reader, key, pair->key, "\"%.100s\" is not a header name",
                              pair->key->text);
    if (first != NULL)
        return hg_value_fault(reader, key, pair->key,
                              "\"%.100s\" is already given as \"%.100s\" at line %u",
                              pair->key->text, first->text, first->location.line);
    if (value->kind != HG_NODE_SCALAR || hg_node_is_null(value) ||
        !hg_text_is_clean(value->text, value->count, NULL))
        return hg_value_fault(reader, key, value,
                              "the value of \"%s\" must be a text without control "
                              "characters",
                              pair->key->text);
    return 0;
}

static struct hg_header *header_named(struct hg_header *items, size_t count,
                                      const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (hg_text_equals_ignoring_case(items[i].name, name))
            return &items[i];
    }
    return &items[count];
}

int hg_compound_read_headers(const struct hg_reader *reader, const struct hg_key *key,
                             struct hg_node *node, void *field)
{
    struct hg_headers *headers = field;
    struct hg_arena *arena = &reader->config->arena;
    if (hg_value_check_map(reader, key, node, headers->count, "headers") != 0)
        return -1;
    size_t count = headers->count;
    struct hg_header *items = hg_arena_new(arena, count + node->count + 1, sizeof *items);
    if (count > 0)
        memcpy(items, headers->items, count * sizeof *items);
    int result = 0;
    for (size_t i = 0; i < node->count; i++) {
        const struct hg_pair *pair = &node->pairs[i];
        if (check_pair(reader, key, node, pair) != 0) {
            result = -1;
            continue;
        }
        struct hg_header *header = header_named(items, count, pair->key->text);
        count += header == &items[count];
        header->name = hg_arena_text(arena, pair->key->text);
        header->value = hg_arena_text(arena, pair->value->text);
    }
    *headers = (struct hg_headers){items, count};
    return result;
}

static int read_expectation(const struct hg_reader *reader, const struct hg_key *key,
                            const struct hg_pair *pair, struct hg_header_expectation *out)
{
    struct hg_arena *arena = &reader->config->arena;
    struct hg_header_expectation expectation = {
        .name = hg_arena_text(arena, pair->key->text), .rule = HG_HEADER_MATCHES};
    if (strcmp(pair->value->text, "present") == 0) {
        expectation.rule = HG_HEADER_PRESENT;
    } else if (strcmp(pair->value->text, "absent") == 0) {
        expectation.rule = HG_HEADER_ABSENT;
    } else {
        expectation.expression = hg_arena_text(arena, pair->value->text);
        expectation.pattern =
            hg_content_compile(reader, key, pair->value, pair->key->text);
        if (expectation.pattern == NULL)
            return -1;
    }
    *out = expectation;
    return 0;
}

static struct hg_header_expectation *
expectation_named(struct hg_header_expectation *items, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (hg_text_equals_ignoring_case(items[i].name, name))
            return &items[i];
    }
    return &items[count];
}

int hg_compound_read_expectations(const struct hg_reader *reader,
                                  const struct hg_key *key, struct hg_node *node,
                                  void *field)
{
    struct hg_header_expectations *all = field;
    if (hg_value_check_map(reader, key, node, all->count, "headers") != 0)
        return -1;
    size_t count = all->count;
    struct hg_header_expectation *items =
        hg_arena_new(&reader->config->arena, count + node->count + 1, sizeof *items);
    if (count > 0)
        memcpy(items, all->items, count * sizeof *items);
    int result = 0;
    for (size_t i = 0; i < node->count; i++) {
        const struct hg_pair *pair = &node->pairs[i];
        struct hg_header_expectation *item =
            expectation_named(items, count, pair->key->text);
        if (check_pair(reader, key, node, pair) != 0 ||
            read_expectation(reader, key, pair, item) != 0)
            result = -1;
        else
            count += item == &items[count];
    }
    *all = (struct hg_header_expectations){items, count};
    return result;
}

static const char *find_format(const struct hg_reader *reader, const char *name)
{
    for (size_t i = 0; i < reader->format_count; i++) {
        if (strcmp(reader->formats[i], name) == 0)
            return reader->formats[i];
    }
    return NULL;
}

static int refuse_format(const struct hg_reader *reader, const struct hg_key *key,
                         struct hg_node *node, const char *name)
{
    const char *nearest = hg_text_nearest(name, reader->formats, reader->format_count);
    if (nearest != NULL)
        return hg_value_fault(reader, key, node,
                              "unknown format \"%.50s\", did you mean \"%s\"?", name,
                              nearest);
    struct hg_buf known;
    hg_buf_init(&known);
    for (size_t i = 0; i < reader->format_count; i++)
        hg_buf_printf(&known, "%s%s", i == 0 ? "" : ", ", reader->formats[i]);
    hg_value_fault(reader, key, node, "unknown format \"%.50s\", known are: %s", name,
                   known.data);
    hg_buf_release(&known);
    return -1;
}

static bool is_standard_output(const char *file)
{
    return file == NULL || strcmp(file, "-") == 0;
}

static bool same_file(const char *a, const char *b)
{
    if (is_standard_output(a) || is_standard_output(b))
        return is_standard_output(a) && is_standard_output(b);
    return strcmp(a, b) == 0;
}

/* `name` is the format; `file` is NULL for standard output. Both are in `node`. */
static int add_report(const struct hg_reader *reader, const struct hg_key *key,
                      struct hg_node *node, const char *name, const char *file,
                      struct hg_report_requests *all)
{
    struct hg_arena *arena = &reader->config->arena;
    const char *format = find_format(reader, name);
    if (format == NULL)
        return refuse_format(reader, key, node, name);
    if (file != NULL && (*file == '\0' || !hg_text_is_clean(file, strlen(file), NULL)))
        return hg_value_fault(reader, key, node, "\"%s\" needs the name of a file", name);
    if (all->count == REPORTS_MAX)
        return hg_value_fault(reader, key, node, "more than %d reports", REPORTS_MAX);
    for (size_t i = 0; i < all->count; i++) {
        if (same_file(all->items[i].file, file))
            return hg_value_fault(reader, key, node, "two reports go to %s",
                                  is_standard_output(file) ? "standard output" : file);
    }
    struct hg_report_request *items = hg_arena_new(arena, all->count + 1, sizeof *items);
    if (all->count > 0)
        memcpy(items, all->items, all->count * sizeof *items);
    items[all->count] = (struct hg_report_request){format, hg_arena_text(arena, file)};
    *all = (struct hg_report_requests){items, all->count + 1};
    return 0;
}

/* "FORMAT" or "FORMAT=FILE". */
static int read_request(const struct hg_reader *reader, const struct hg_key *key,
                        struct hg_node *node, struct hg_report_requests *all)
{
    if (node->kind != HG_NODE_SCALAR || hg_node_is_null(node))
        return hg_value_refuse(reader, key, node, "FORMAT or FORMAT=FILE");
    const char *equals = strchr(node->text, '=');
    if (equals == NULL)
        return add_report(reader, key, node, node->text, NULL, all);
    const char *name = hg_arena_text_n(&reader->config->arena, node->text,
                                       (size_t)(equals - node->text));
    return add_report(reader, key, node, name, equals + 1, all);
}

/* A format with its file or files. */
static int read_format(const struct hg_reader *reader, const struct hg_key *key,
                       const struct hg_pair *pair, struct hg_report_requests *all)
{
    struct hg_node *value = pair->value;
    struct hg_node **files = value->kind == HG_NODE_LIST ? value->items : &value;
    const size_t count = value->kind == HG_NODE_LIST ? value->count : 1;
    if (find_format(reader, pair->key->text) == NULL)
        return refuse_format(reader, key, pair->key, pair->key->text);
    int result = 0;
    for (size_t i = 0; i < count; i++) {
        if (files[i]->kind != HG_NODE_SCALAR || hg_node_is_null(files[i]))
            result = hg_value_refuse(reader, key, files[i],
                                     "the name of a file, or \"-\" for standard output");
        else if (add_report(reader, key, files[i], pair->key->text, files[i]->text,
                            all) != 0)
            result = -1;
    }
    return result;
}

int hg_compound_read_reports(const struct hg_reader *reader, const struct hg_key *key,
                             struct hg_node *node, void *field)
{
    struct hg_report_requests *all = field;
    int result = 0;
    if (node->kind == HG_NODE_SCALAR && !hg_node_is_null(node))
        return read_request(reader, key, node, all);
    if (node->kind != HG_NODE_LIST && node->kind != HG_NODE_MAP) {
        char expected[512];
        hg_value_expected(key, expected, sizeof expected);
        return hg_value_refuse(reader, key, node, expected);
    }
    for (size_t i = 0; i < node->count; i++) {
        const int failed = node->kind == HG_NODE_LIST
                               ? read_request(reader, key, node->items[i], all)
                               : read_format(reader, key, &node->pairs[i], all);
        result = failed != 0 ? -1 : result;
    }
    return result;
}

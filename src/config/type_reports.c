/* SPDX-License-Identifier: MIT */
/* type_reports: reports to write: a map from formats to files, or a list of "FORMAT[=FILE]". */
#include "config/json_value.h"
#include "config/type.h"
#include "config/value.h"
#include "headgate/buf.h"
#include "headgate/settings.h"
#include "headgate/text.h"

#include <string.h>

#include "headgate/banned.h"

#define REPORTS_MAX 64

static const char *find_format(const struct hg_reader *reader, const char *name)
{
    for (size_t i = 0; i < reader->format_count; i++) {
        if (strcmp(reader->formats[i], name) == 0)
            return reader->formats[i];
    }
    return NULL;
}

/* "junit r.xml", "r.xml", "xml", "html". */
static bool explain(const struct hg_reader *reader, const struct hg_key *key,
                    struct hg_node *node, const char *name)
{
    struct hg_buf answer;
    hg_buf_init(&answer);
    const bool is_known =
        reader->explain_format != NULL && reader->explain_format(name, &answer);
    if (is_known)
        hg_value_fault(reader, key, node, "unknown format \"%.100s\", %s", name,
                       answer.data);
    hg_buf_release(&answer);
    return is_known;
}

static int refuse_format(const struct hg_reader *reader, const struct hg_key *key,
                         struct hg_node *node, const char *name)
{
    if (explain(reader, key, node, name))
        return -1;
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

/* The text is there for people, and what is written beside it for a machine. */
static bool share_output(const char *a, const char *b)
{
    return (strcmp(a, "text") == 0 && strcmp(b, "github") == 0) ||
           (strcmp(b, "text") == 0 && strcmp(a, "github") == 0);
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
        return hg_value_fault(reader, key, node, "\"%s\" needs a file name", name);
    if (all->count == REPORTS_MAX)
        return hg_value_fault(reader, key, node, "more than %d reports", REPORTS_MAX);
    for (size_t i = 0; i < all->count; i++) {
        if (same_file(all->items[i].file, file) &&
            !(is_standard_output(file) && share_output(all->items[i].format, format)))
            return hg_value_fault(reader, key, node, "two reports are written to %s",
                                  is_standard_output(file) ? "standard output" : file);
    }
    struct hg_report_request *items = hg_arena_new(arena, all->count + 1, sizeof *items);
    if (all->count > 0)
        memcpy(items, all->items, all->count * sizeof *items);
    items[all->count] = (struct hg_report_request){format, hg_arena_text(arena, file)};
    all->items = items;
    all->count++;
    return 0;
}

/* "FORMAT" or "FORMAT=FILE". */
static int read_request(const struct hg_reader *reader, const struct hg_key *key,
                        struct hg_node *node, struct hg_report_requests *all)
{
    if (node->kind == HG_NODE_MAP && node->count == 1 &&
        hg_node_is_scalar(node->pairs[0].value))
        return hg_value_fault(reader, key, node,
                              "must be FORMAT or FORMAT=FILE, got a "
                              "map; write %.50s=%.100s",
                              node->pairs[0].key->text, node->pairs[0].value->text);
    if (!hg_node_is_scalar(node))
        return hg_value_refuse(reader, key, node, "FORMAT or FORMAT=FILE");
    const char *equals = strchr(node->text, '=');
    if (equals == NULL)
        return add_report(reader, key, node, node->text, NULL, all);
    const char *name = hg_arena_text_n(&reader->config->arena, node->text,
                                       (size_t)(equals - node->text));
    return add_report(reader, key, node, name, equals + 1, all);
}

/* How a format is written: its words, of which the first is the default. */
struct option {
    const char *format;
    const char *name;
    const char *words[3];
    void (*set)(struct hg_report_requests *all, int word);
};

static void set_tolerated(struct hg_report_requests *all, int word)
{
    all->fails_tolerated = word == 1;
}

static void set_perfdata(struct hg_report_requests *all, int word)
{
    all->perfdata = (enum hg_perfdata)word;
}

static const struct option options[] = {
    {"junit", "tolerated", {"skipped", "failure", NULL}, set_tolerated},
    {"nagios", "perfdata", {"summary", "all", "none"}, set_perfdata},
};

static const struct option *find_option(const char *format)
{
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        if (strcmp(options[i].format, format) == 0)
            return &options[i];
    }
    return NULL;
}

static int read_option(const struct hg_reader *reader, const struct hg_key *key,
                       const struct option *option, struct hg_node *node,
                       struct hg_report_requests *all)
{
    const char *text = hg_node_is_scalar(node) ? node->text : "";
    struct hg_buf known;
    for (int i = 0; i < 3 && option->words[i] != NULL; i++) {
        if (strcmp(text, option->words[i]) == 0) {
            option->set(all, i);
            return 0;
        }
    }
    hg_buf_init(&known);
    for (int i = 0; i < 3 && option->words[i] != NULL; i++)
        hg_buf_printf(&known, "%s%s",
                      i == 0                               ? ""
                      : i == 2 || option->words[2] == NULL ? " or "
                                                           : ", ",
                      option->words[i]);
    hg_value_fault(reader, key, node, "%s.%s must be %s, got \"%.50s\"", option->format,
                   option->name, known.data, text);
    hg_buf_release(&known);
    return -1;
}

static int read_member(const struct hg_reader *reader, const struct hg_key *key,
                       const struct option *option, const struct hg_pair *pair,
                       struct hg_report_requests *all)
{
    if (strcmp(pair->key->text, option->name) == 0)
        return read_option(reader, key, option, pair->value, all);
    if (strcmp(pair->key->text, "file") != 0)
        return hg_value_fault(reader, key, pair->key,
                              "unknown key \"%.50s\" of %s, known are: file, %s",
                              pair->key->text, option->format, option->name);
    if (!hg_node_is_scalar(pair->value))
        return hg_value_fault(reader, key, pair->value, "%s.file must be a file name",
                              option->format);
    return add_report(reader, key, pair->value, option->format, pair->value->text, all);
}

/* {file: F, tolerated: failure}: how a format is written, here and by -o. */
static int read_options(const struct hg_reader *reader, const struct hg_key *key,
                        const struct hg_pair *format, struct hg_report_requests *all)
{
    const struct hg_node *map = format->value;
    const struct option *option = find_option(format->key->text);
    int result = 0;
    if (option == NULL)
        return hg_value_refuse(reader, key, format->value,
                               "a file name, or \"-\" for standard output");
    for (size_t i = 0; i < map->count; i++)
        result = read_member(reader, key, option, &map->pairs[i], all) != 0 ? -1 : result;
    return result;
}

/* A format with its file or files, or how it is written. */
static int read_format(const struct hg_reader *reader, const struct hg_key *key,
                       const struct hg_pair *pair, struct hg_report_requests *all)
{
    struct hg_node *value = pair->value;
    size_t count;
    struct hg_node **files = hg_node_items(&value, &count);
    if (find_format(reader, pair->key->text) == NULL)
        return refuse_format(reader, key, pair->key, pair->key->text);
    if (value->kind == HG_NODE_MAP)
        return read_options(reader, key, pair, all);
    int result = 0;
    for (size_t i = 0; i < count; i++) {
        if (!hg_node_is_scalar(files[i]))
            result = hg_value_refuse(reader, key, files[i],
                                     "a file name, or \"-\" for standard output");
        else if (add_report(reader, key, files[i], pair->key->text, files[i]->text,
                            all) != 0)
            result = -1;
    }
    return result;
}

static int read_reports(const struct hg_reader *reader, const struct hg_key *key,
                        struct hg_node *node, void *field)
{
    struct hg_report_requests *all = field;
    int result = 0;
    if (hg_node_is_scalar(node))
        return read_request(reader, key, node, all);
    if (node->kind != HG_NODE_LIST && node->kind != HG_NODE_MAP)
        return hg_value_refuse(reader, key, node, NULL);
    for (size_t i = 0; i < node->count; i++) {
        const int failed = node->kind == HG_NODE_LIST
                               ? read_request(reader, key, node->items[i], all)
                               : read_format(reader, key, &node->pairs[i], all);
        result = failed != 0 ? -1 : result;
    }
    return result;
}

static struct json_t *write_option(const char *format, const char *name, const char *word)
{
    struct json_t *map = hg_json_value_map();
    hg_json_value_set(map, "format", hg_json_value_text(format));
    hg_json_value_set(map, name, hg_json_value_text(word));
    return map;
}

static struct json_t *write_reports(const struct hg_key *key, const void *field)
{
    const struct hg_report_requests *all = field;
    struct json_t *list = hg_json_value_list();
    (void)key;
    for (size_t i = 0; i < all->count; i++) {
        const char *file = all->items[i].file;
        struct json_t *map = hg_json_value_map();
        hg_json_value_set(map, "format", hg_json_value_text(all->items[i].format));
        hg_json_value_set(map, "file", hg_json_value_text(file == NULL ? "-" : file));
        hg_json_value_add(list, map);
    }
    if (all->fails_tolerated)
        hg_json_value_add(list, write_option("junit", "tolerated", "failure"));
    if (all->perfdata != HG_PERFDATA_SUMMARY)
        hg_json_value_add(list,
                          write_option("nagios", "perfdata",
                                       find_option("nagios")->words[all->perfdata]));
    return list;
}

#define OPTIONS(name, words)                                                             \
    HG_SCHEMA_ANY(HG_SCHEMA_STRINGS,                                                     \
                  "{'type': 'object', 'properties': {'file': " HG_SCHEMA_OF(             \
                      "text") ", '" name "': {'enum': [" words "]}}, "                   \
                              "'additionalProperties': false}")

const struct hg_key_type hg_type_reports = {
    .name = "reports",
    .read = read_reports,
    .option = hg_node_list_of_one,
    .write = write_reports,
    .phrase = "a map of formats and files, or a list of FORMAT[=FILE]",
    .schema =
        "{'anyOf': [" HG_SCHEMA_OF("text") ", {'type': 'array', 'items': " HG_SCHEMA_OF("text") "}, {'type': 'object', 'properties': {'junit': " OPTIONS(
            "tolerated",
            "'skipped', 'failure'") ", 'nagios': " OPTIONS("perfdata",
                                                           "'summary', 'all', 'none'") "}"
                                                                                       ","
                                                                                       " "
                                                                                       "'"
                                                                                       "a"
                                                                                       "d"
                                                                                       "d"
                                                                                       "i"
                                                                                       "t"
                                                                                       "i"
                                                                                       "o"
                                                                                       "n"
                                                                                       "a"
                                                                                       "l"
                                                                                       "P"
                                                                                       "r"
                                                                                       "o"
                                                                                       "p"
                                                                                       "e"
                                                                                       "r"
                                                                                       "t"
                                                                                       "i"
                                                                                       "e"
                                                                                       "s"
                                                                                       "'"
                                                                                       ":"
                                                                                       " " HG_SCHEMA_STRINGS
                                                                                       "}"
                                                                                       "]"
                                                                                       "}",
    .example = "{junit: report.xml}",
};

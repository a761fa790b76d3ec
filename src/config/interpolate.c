/* SPDX-License-Identifier: MIT */
/* interpolate: replaces variables in one pass from left to right, and limits what they and aliases
 * expand to. */
#include "config/interpolate.h"

#include "headgate/memory.h"
#include "headgate/message_field.h"
#include "headgate/text.h"
#include "headgate/url.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

#define NAME_SIZE 256

size_t hg_interpolate_name_length(const char *text)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
    if (*text == '\0' || strchr(letters, *text) == NULL)
        return 0;
    const size_t begin = strspn(text, letters);
    return begin +
           strspn(text + begin,
                  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789");
}

/* An invalid reference may be part of a password. */
static int refuse(const char *text, char *problem, size_t size)
{
    char *safe = hg_url_redact(text);
    snprintf(problem, size,
             "expected \"${NAME}\", \"${NAME:-default}\" or \"$$\", got \"${%.80s\"",
             safe);
    free(safe);
    return -1;
}

/* "$$" is a dollar here too. */
static void add_fallback(const char *text, size_t len, struct hg_buf *out)
{
    for (size_t i = 0; i < len; i++) {
        hg_buf_add_char(out, text[i]);
        i += text[i] == '$' && i + 1 < len && text[i + 1] == '$';
    }
}

/* A text while it is replaced. */
struct replacement {
    struct hg_buf *out;
    char *problem; /* a sentence, when the text is wrong */
    size_t problem_size;
    struct hg_interpolation *all;       /* NULL: every variable must be set */
    const struct hg_node *node;         /* whose text it is; NULL without `all` */
    bool is_unset;                      /* a variable is not set, which is allowed */
    struct hg_node_variable *variables; /* owned: those that were replaced */
    size_t variable_count;
    struct hg_node_variable *fields; /* owned: those that were left */
    size_t field_count;
};

static void remember_unset(struct replacement *text, const char *name)
{
    struct hg_interpolation *all = text->all;
    size_t at = 0;
    while (at < all->unset_count && strcmp(all->unset[at].name, name) != 0)
        at++;
    if (at == all->unset_count) {
        all->unset = hg_memory_grow(all->unset, at, sizeof *all->unset);
        all->unset[all->unset_count++] = (struct hg_unset_variable){
            .name = hg_arena_text(all->arena, name), .first = text->node->location};
    }
    all->unset[at].value_count += all->unset[at].last != text->node;
    all->unset[at].last = text->node;
    text->is_unset = true;
}

/* It is about to be added to the text. */
static void remember_variable(struct replacement *text, const char *name, size_t len)
{
    if (text->all == NULL)
        return;
    text->variables =
        hg_memory_grow(text->variables, text->variable_count, sizeof *text->variables);
    text->variables[text->variable_count++] = (struct hg_node_variable){
        .name = hg_arena_text(text->all->arena, name),
        .begin = (uint32_t)text->out->len,
        .len = (uint32_t)len,
    };
}

static bool may_have_fields(const struct replacement *text)
{
    return text->node != NULL && text->node->has_fields;
}

static void add_field(struct replacement *text, const char *name)
{
    const struct hg_node_variable field = {.name = hg_arena_text(text->all->arena, name),
                                           .begin = (uint32_t)text->out->len,
                                           .len = (uint32_t)strlen(name) + 3};
    text->fields = hg_memory_grow(text->fields, text->field_count, sizeof *text->fields);
    text->fields[text->field_count++] = field;
    hg_buf_printf(text->out, "${%s}", name);
}

static int refuse_unset(struct replacement *text, const char *name)
{
    const char *words[HG_MESSAGE_FIELD_COUNT];
    const char *nearest = NULL;
    for (int i = 0; i < HG_MESSAGE_FIELD_COUNT; i++)
        words[i] = hg_message_field_word((enum hg_message_field)i);
    if (may_have_fields(text))
        nearest = hg_text_nearest(name, words, HG_MESSAGE_FIELD_COUNT);
    snprintf(text->problem, text->problem_size,
             "variable \"%s\" is not set and has no default%s%s%s%s", name,
             may_have_fields(text) ? ", and there is no such field" : "",
             nearest == NULL ? "" : ", did you mean \"${", nearest == NULL ? "" : nearest,
             nearest == NULL ? "" : "}\"?");
    return -1;
}

/* `fallback` is NULL when there is none. */
static int add_variable(struct replacement *text, const char *name, const char *fallback,
                        size_t fallback_len)
{
    const char *value = getenv(name);
    const bool is_empty = value == NULL || *value == '\0';
    if (fallback != NULL && is_empty) {
        add_fallback(fallback, fallback_len, text->out);
        return 0;
    }
    if (is_empty && text->all != NULL && text->all->allows_unset) {
        remember_unset(text, name);
        return 0;
    }
    if (value == NULL)
        return refuse_unset(text, name);
    if (!hg_text_is_clean(value, strlen(value), NULL)) {
        snprintf(text->problem, text->problem_size,
                 "variable \"%s\" must be UTF-8 text without control characters", name);
        return -1;
    }
    remember_variable(text, name, strlen(value));
    hg_buf_add_text(text->out, value);
    return 0;
}

/* The "}" that ends a reference whose name is followed by `rest`. A default may hold pairs of
 * braces ("{date}"). NULL: there is none, or something other than a default follows. */
static const char *end_of(const char *rest)
{
    if (*rest == '}')
        return rest;
    if (strncmp(rest, ":-", 2) != 0)
        return NULL;
    size_t open = 1;
    for (const char *p = rest + 2; *p != '\0'; p++) {
        if (strncmp(p, "${", 2) == 0 && p[-1] != '$')
            return NULL; /* a variable in a default would be read as something else */
        open += *p == '{';
        open -= *p == '}';
        if (open == 0)
            return p;
    }
    return NULL;
}

/* `*at` stands behind "${" and is moved behind the "}". */
static int add_reference(struct replacement *text, const char **at)
{
    char name[NAME_SIZE];
    const size_t len = hg_interpolate_name_length(*at);
    const char *rest = *at + len;
    const char *end = end_of(rest);
    if (len == 0 || len >= sizeof name || end == NULL)
        return refuse(*at, text->problem, text->problem_size);
    const bool has_fallback = rest != end;
    memcpy(name, *at, len);
    name[len] = '\0';
    *at = end + 1;
    enum hg_message_field field;
    if (may_have_fields(text) && !has_fallback && hg_message_field_find(name, &field)) {
        add_field(text, name);
        return 0;
    }
    return has_fallback ? add_variable(text, name, rest + 2, (size_t)(end - rest) - 2)
                        : add_variable(text, name, NULL, 0);
}

static int replace(struct replacement *text, const char *at)
{
    while (*at != '\0') {
        const size_t len = strcspn(at, "$");
        hg_buf_add(text->out, at, len);
        at += len;
        if (strncmp(at, "${", 2) == 0) {
            at += 2;
            if (add_reference(text, &at) != 0)
                return -1;
        } else if (*at == '$') {
            hg_buf_add_char(text->out, '$');
            at += at[1] == '$' ? 2 : 1;
        }
    }
    return 0;
}

int hg_interpolate_text(const char *text, struct hg_buf *out, char *problem, size_t size)
{
    struct replacement replacement = {
        .out = out, .problem = problem, .problem_size = size};
    return replace(&replacement, text);
}

static void keep_variables(const struct replacement *text, struct hg_node *node)
{
    const size_t count = text->variable_count;
    struct hg_node_variable *kept =
        hg_arena_new(text->all->arena, count + text->field_count + 1, sizeof *kept);
    if (count > 0)
        memcpy(kept, text->variables, count * sizeof *kept);
    if (text->field_count > 0)
        memcpy(kept + count, text->fields, text->field_count * sizeof *kept);
    node->variables = kept;
    node->variable_count = (uint32_t)count;
    node->field_count = (uint32_t)text->field_count;
}

static void interpolate_scalar(struct hg_interpolation *all, struct hg_node *node)
{
    char problem[512];
    struct hg_buf out;
    struct replacement text = {.out = &out,
                               .problem = problem,
                               .problem_size = sizeof problem,
                               .all = all,
                               .node = node};
    if (strchr(node->text, '$') == NULL)
        return;
    hg_buf_init(&out);
    if (replace(&text, node->text) != 0) {
        hg_problems_add(all->problems, node->location, "%s", problem);
        node->kind = HG_NODE_BROKEN;
    } else if (text.is_unset) {
        node->is_unset = true;
        node->kind = HG_NODE_BROKEN;
    } else {
        node->is_untyped = strcmp(node->text, out.data) != 0;
        keep_variables(&text, node);
        node->text = hg_arena_text_n(all->arena, out.data, out.len);
        node->count = (uint32_t)out.len;
    }
    free(text.variables);
    free(text.fields);
    hg_buf_release(&out);
}

void hg_interpolation_init(struct hg_interpolation *all, struct hg_arena *arena,
                           struct hg_problems *problems, size_t file_bytes)
{
    *all = (struct hg_interpolation){
        .arena = arena,
        .problems = problems,
        .bytes_max = HG_INTERPOLATE_BYTES_MAX + 11 * (uint64_t)file_bytes,
    };
}

void hg_interpolation_release(struct hg_interpolation *all)
{
    free(all->unset);
    all->unset = NULL;
}

static int count_bytes(struct hg_interpolation *all, const struct hg_node *node,
                       uint64_t bytes)
{
    all->bytes += bytes;
    if (all->bytes <= all->bytes_max)
        return 0;
    return hg_problems_add(all->problems, node->location,
                           "aliases and variables expand to more than %llu MiB of text",
                           (unsigned long long)(all->bytes_max >> 20));
}

/* What was visited before is used once more, by an alias. */
static int visit_child(struct hg_interpolation *all, const struct hg_node *parent,
                       struct hg_node *child)
{
    return child->is_visited ? count_bytes(all, parent, child->bytes)
                             : hg_interpolate_tree(all, child);
}

static int visit_children(struct hg_interpolation *all, const struct hg_node *node)
{
    const size_t item_count = node->kind == HG_NODE_LIST ? node->count : 0;
    const size_t pair_count = node->kind == HG_NODE_MAP ? node->count : 0;
    int result = 0;
    for (size_t i = 0; i < item_count && result == 0; i++)
        result = visit_child(all, node, node->items[i]);
    for (size_t i = 0; i < pair_count && result == 0; i++) {
        result = count_bytes(all, node, node->pairs[i].key->count);
        if (result == 0)
            result = visit_child(all, node, node->pairs[i].value);
    }
    return result;
}

void hg_interpolate_mark_fields(struct hg_node *root)
{
    struct hg_node *channels =
        root->kind == HG_NODE_MAP ? hg_node_find(root, "channels") : NULL;
    for (size_t i = 0;
         channels != NULL && channels->kind == HG_NODE_MAP && i < channels->count; i++) {
        struct hg_node *channel = channels->pairs[i].value;
        struct hg_node *template =
            channel->kind == HG_NODE_MAP ? hg_node_find(channel, "template") : NULL;
        if (template != NULL)
            template->has_fields = true;
    }
}

int hg_interpolate_tree(struct hg_interpolation *all, struct hg_node *node)
{
    const uint64_t before = all->bytes;
    int result = 0;
    node->is_visited = true;
    if (node->kind == HG_NODE_SCALAR) {
        interpolate_scalar(all, node);
        result = count_bytes(all, node, node->count);
    } else {
        result = visit_children(all, node);
    }
    node->bytes = all->bytes - before;
    return result;
}

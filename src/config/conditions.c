/* SPDX-License-Identifier: MIT */
/* conditions: the conditions of the gate, read and checked. */
#include "config/conditions.h"

#include "headgate/condition.h"
#include "headgate/text.h"

#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

#define CONDITIONS_MAX 256
#define TAGS_MAX       1000 /* looked at for the nearest one */

/* A scalar is a list of one. */
static struct hg_node **items_of(struct hg_node **node)
{
    return (*node)->kind == HG_NODE_LIST ? (*node)->items : node;
}

static size_t count_of(const struct hg_node *node)
{
    return node->kind == HG_NODE_LIST ? node->count : 1;
}

static int read_one(const struct hg_reader *reader, const struct hg_key *key,
                    struct hg_node *node, struct hg_condition *items, size_t count)
{
    char problem[512];
    const char *text = hg_value_read_text(reader, key, node);
    if (text == NULL)
        return -1;
    if (hg_condition_parse(&items[count], text, &reader->config->arena, problem,
                           sizeof problem) != 0)
        return hg_value_fault(reader, key, node, "\"%.100s\": %s", text, problem);
    for (size_t i = 0; i < count; i++) {
        if (items[i].text != NULL && strcmp(items[i].text, items[count].text) == 0)
            return hg_value_fault(reader, key, node, "\"%.100s\" is given twice", text);
    }
    return 0;
}

int hg_conditions_read(const struct hg_reader *reader, const struct hg_key *key,
                       struct hg_node *node, void *field)
{
    const size_t count = count_of(node);
    if (count > CONDITIONS_MAX)
        return hg_value_fault(reader, key, node, "more than %d conditions",
                              CONDITIONS_MAX);
    struct hg_condition *items =
        hg_arena_new(&reader->config->arena, count + 1, sizeof *items);
    int result = 0;
    for (size_t i = 0; i < count; i++) {
        if (read_one(reader, key, items_of(&node)[i], items, i) != 0)
            result = -1;
    }
    if (result == 0)
        *(struct hg_conditions *)field = (struct hg_conditions){items, count};
    return result;
}

static bool is_known(const struct hg_target_set *targets, const char *tag)
{
    for (size_t i = 0; i < targets->count; i++) {
        if (hg_target_has_tag(&targets->items[i], tag))
            return true;
    }
    return false;
}

static const char *nearest_tag(const struct hg_target_set *targets, const char *tag)
{
    const char *tags[TAGS_MAX];
    size_t used = 0;
    for (size_t i = 0; i < targets->origin_count; i++) {
        const struct hg_texts *own = &targets->origins[i]->tags;
        for (size_t t = 0; t < own->count && used < TAGS_MAX; t++)
            tags[used++] = own->items[t];
    }
    return hg_text_nearest(tag, tags, used);
}

static void report_tag(const struct hg_reader *reader,
                       const struct hg_target_set *targets, struct hg_node *node,
                       const char *tag)
{
    char hint[256] = "";
    const char *nearest = nearest_tag(targets, tag);
    if (nearest != NULL)
        snprintf(hint, sizeof hint, ", did you mean \"%.200s\"?", nearest);
    hg_value_fault(reader, hg_key_find("gate.conditions"), node,
                   "no target has the tag \"%.200s\"%s", tag, hint);
}

void hg_conditions_check_tags(const struct hg_reader *reader,
                              const struct hg_target_set *targets, struct hg_node *node)
{
    const struct hg_conditions *conditions = &reader->config->settings.gate.conditions;
    if (node == NULL || count_of(node) != conditions->count)
        return; /* something in it was wrong, and is told */
    for (size_t i = 0; i < conditions->count; i++) {
        const char *tag = conditions->items[i].tag;
        if (tag != NULL && !is_known(targets, tag))
            report_tag(reader, targets, items_of(&node)[i], tag);
    }
}

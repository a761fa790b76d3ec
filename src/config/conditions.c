/* SPDX-License-Identifier: MIT */
/* conditions: the conditions of the gate, read and checked. */
#include "config/conditions.h"

#include "headgate/condition.h"
#include "headgate/text.h"

#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

#define TAGS_MAX 1000 /* looked at for the nearest one */

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
    size_t count;
    struct hg_node **nodes = node == NULL ? NULL : hg_node_items(&node, &count);
    if (node == NULL || count != conditions->count)
        return; /* something in it was wrong, and is reported */
    for (size_t i = 0; i < conditions->count; i++) {
        const char *tag = conditions->items[i].tag;
        if (tag != NULL && !is_known(targets, tag))
            report_tag(reader, targets, nodes[i], tag);
    }
}

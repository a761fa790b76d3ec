/* SPDX-License-Identifier: MIT */
/* type_channel_names: the key type of names of channels. */
#include "config/type_channel_names.h"

#include <stdlib.h>
#include <string.h>

#include "config/json_value.h"
#include "config/type.h"
#include "config/value.h"
#include "headgate/event.h"
#include "headgate/memory.h"
#include "headgate/text.h"

#include "headgate/banned.h"

#define CANDIDATES_MAX 1000 /* for the nearest one */

void hg_channel_names_release(struct hg_channel_names *names)
{
    free(names->items);
    *names = (struct hg_channel_names){0};
}

static void collect(const struct hg_reader *reader, struct hg_node *node)
{
    struct hg_channel_names *names = reader->channel_names;
    names->items = hg_memory_grow(names->items, names->count, sizeof *names->items);
    names->items[names->count++] = (struct hg_channel_name){
        .subject = hg_arena_text(&reader->config->arena, reader->subject), .node = node};
}

static int read_channel_names(const struct hg_reader *reader, const struct hg_key *key,
                              struct hg_node *node, void *field)
{
    size_t count;
    struct hg_node **nodes = hg_node_items(&node, &count);
    /* "Nobody" and "all" would look alike. */
    if (count == 0)
        return hg_value_refuse(reader, key, node, NULL);
    if (hg_type_texts.read(reader, key, node, field) != 0)
        return -1;
    for (size_t i = 0; reader->channel_names != NULL && i < count; i++)
        collect(reader, nodes[i]);
    return 0;
}

static struct json_t *write_channel_names(const struct hg_key *key, const void *field)
{
    const struct hg_texts *names = field;
    return names->count == 0 ? hg_json_value_null() : hg_type_texts.write(key, field);
}

const struct hg_key_type hg_type_channel_names = {
    .name = "channel_names",
    .read = read_channel_names,
    .write = write_channel_names,
    .phrase = "the name of a channel or a list of them",
    .schema = HG_SCHEMA_STRINGS,
};

static bool is_known(const struct hg_channels_settings *channels, const char *name)
{
    for (size_t i = 0; i < channels->count; i++) {
        if (strcmp(channels->items[i].name, name) == 0)
            return true;
    }
    return strcmp(name, HG_EVENT_TO_MAIL) == 0;
}

static const char *nearest(const struct hg_channels_settings *channels, const char *name)
{
    const char *candidates[CANDIDATES_MAX];
    size_t count = 0;
    candidates[count++] = HG_EVENT_TO_MAIL;
    for (size_t i = 0; i < channels->count && count < CANDIDATES_MAX; i++)
        candidates[count++] = channels->items[i].name;
    return hg_text_nearest(name, candidates, count);
}

static void report(const struct hg_reader *reader, const struct hg_channel_name *name)
{
    const char *hint = nearest(&reader->config->settings.channels, name->node->text);
    struct hg_reader own = *reader;
    own.subject = name->subject;
    hg_value_fault(&own, hg_key_find("notify.to"), name->node,
                   "no channel has the name \"%.64s\"%s%s%s", name->node->text,
                   hint == NULL ? "" : ", did you mean \"", hint == NULL ? "" : hint,
                   hint == NULL ? "" : "\"?");
}

void hg_channel_names_check(const struct hg_reader *reader)
{
    const struct hg_channels_settings *channels = &reader->config->settings.channels;
    const struct hg_channel_names *names = reader->channel_names;
    for (size_t i = 0; i < names->count; i++) {
        const struct hg_node *node = names->items[i].node;
        if (node->kind != HG_NODE_BROKEN && !is_known(channels, node->text))
            report(reader, &names->items[i]);
    }
}

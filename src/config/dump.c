/* SPDX-License-Identifier: MIT */
/* dump: what would be checked, after defaults, as text and as JSON. */
#include "headgate/config.h"

#include "config/json_value.h"
#include "config/type.h"
#include "headgate/text.h"
#include "headgate/waiver.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

/* Types whose values are people's own words; those of others are words of ours. */
static bool is_free_text(const struct hg_key_type *type)
{
    static const struct hg_key_type *const types[] = {
        &hg_type_text,    &hg_type_texts,
        &hg_type_headers, &hg_type_header_expectations,
        &hg_type_json,    &hg_type_expressions,
        &hg_type_path,    &hg_type_destination,
        &hg_type_reports, &hg_type_channel_names};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (types[i] == type)
            return true;
    }
    return false;
}

static void set_scope(struct json_t *map, enum hg_key_scope scope, const void *data,
                      const struct hg_secrets *secrets)
{
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    for (size_t i = 0; i < count; i++) {
        const struct hg_key *key = &keys[i];
        if (key->scope != scope)
            continue;
        struct json_t *value = key->type->write(key, (const char *)data + key->offset);
        hg_json_value_set_path(map, key->path,
                               secrets->count > 0 && is_free_text(key->type)
                                   ? hg_json_value_mask(value, secrets)
                                   : value);
    }
}

static struct json_t *texts(const struct hg_texts *all)
{
    struct json_t *list = hg_json_value_list();
    for (size_t i = 0; i < all->count; i++)
        hg_json_value_add(list, hg_json_value_text(all->items[i]));
    return list;
}

static struct json_t *waiver(const struct hg_waiver *waiver)
{
    if (waiver == NULL)
        return hg_json_value_null();
    struct json_t *map = hg_json_value_map();
    hg_json_value_set(map, "until", hg_json_value_text(waiver->until));
    hg_json_value_set(map, "reason", hg_json_value_text(waiver->reason));
    hg_json_value_set(map, "ticket", hg_json_value_text(waiver->ticket));
    return map;
}

static struct json_t *source(const struct hg_target *target)
{
    struct json_t *map = hg_json_value_map();
    hg_json_value_set(map, "file", hg_json_value_text(target->origin->file));
    hg_json_value_set(map, "line", hg_json_value_number(target->line));
    return map;
}

static struct json_t *parents(const struct hg_config *config,
                              const struct hg_target *target)
{
    struct json_t *list = hg_json_value_list();
    const struct hg_target_extra *extra = hg_target_get_extra(target);
    for (uint32_t i = 0; i < extra->parent_count; i++)
        hg_json_value_add(list,
                          hg_json_value_text(config->targets[extra->parents[i]].name));
    return list;
}

/* With the statuses that count as up where none are configured. */
static struct json_t *statuses(const struct hg_policy *policy)
{
    const struct hg_statuses expected = hg_policy_statuses(policy);
    return hg_type_statuses.write(hg_key_find("expect.status"), &expected);
}

static struct json_t *final_url(const struct hg_policy *policy)
{
    char *shown = hg_policy_show_url(policy, policy->expect.final_url);
    struct json_t *value = hg_json_value_text(shown);
    free(shown);
    return value;
}

static struct json_t *target_map(const struct hg_config *config,
                                 const struct hg_target *target)
{
    const struct hg_policy *policy = target->policy;
    const bool is_authenticated =
        policy->user != NULL || policy->authentication.token != NULL;
    struct json_t *map = hg_json_value_map();
    hg_json_value_set(map, "name", hg_json_value_text(target->name));
    hg_json_value_set(map, "url", hg_json_value_text(target->url));
    hg_json_value_set(map, "group", hg_json_value_text(target->origin->group));
    hg_json_value_set(map, "tags", texts(&target->origin->tags));
    hg_json_value_set(map, "enabled", hg_json_value_bool(target->enabled));
    hg_json_value_set(map, "depends_on", parents(config, target));
    hg_json_value_set(map, "waive", waiver(hg_target_get_extra(target)->waiver));
    hg_json_value_set(map, "source", source(target));
    hg_json_value_set(map, "authentication", hg_json_value_bool(is_authenticated));
    set_scope(map, HG_KEY_POLICY, policy, &config->secrets);
    if (policy->hide_url && policy->expect.final_url != NULL)
        hg_json_value_set_path(map, "expect.final_url", final_url(policy));
    hg_json_value_set_path(map, "expect.status", statuses(policy));
    return map;
}

void hg_config_write_targets_json(const struct hg_config *config, struct hg_sink *sink)
{
    struct json_t *run = hg_json_value_map();
    set_scope(run, HG_KEY_RUN, &config->settings, &config->secrets);
    hg_json_value_set(run, "config", hg_json_value_text(config->files));
    hg_sink_text(sink, "{\"run\": ");
    hg_json_value_write(run, sink);
    hg_sink_text(sink, ",\n\"targets\": [");
    for (size_t i = 0; i < config->target_count; i++) {
        hg_sink_text(sink, i == 0 ? "\n" : ",\n");
        hg_json_value_write(target_map(config, &config->targets[i]), sink);
    }
    hg_sink_text(sink, "\n]}\n");
}

void hg_config_write_targets(const struct hg_config *config, struct hg_sink *sink)
{
    for (size_t i = 0; i < config->target_count; i++) {
        const struct hg_target *target = &config->targets[i];
        hg_sink_printf(sink, hg_text_is_command(target->name) ? "\"%s\"" : "%s",
                       target->name);
        if (strcmp(target->name, target->url) != 0)
            hg_sink_printf(sink, "  %s", target->url);
        if (target->origin->group != NULL)
            hg_sink_printf(sink, "  group: %s", target->origin->group);
        for (size_t t = 0; t < target->origin->tags.count; t++)
            hg_sink_printf(sink, "%s%s", t == 0 ? "  tags: " : " ",
                           target->origin->tags.items[t]);
        hg_sink_text(sink, target->enabled ? "\n" : "  disabled\n");
    }
}

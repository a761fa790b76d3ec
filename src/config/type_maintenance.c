/* SPDX-License-Identifier: MIT */
/* type_maintenance: maintenance windows, one or a list, and the time zones that they are in. Zones
 * are opened once, while loading, when no other thread runs. */
#include "config/type_maintenance.h"

#include "config/json_value.h"
#include "config/type.h"
#include "config/value.h"
#include "headgate/maintenance_window.h"

#include <string.h>

#include "headgate/banned.h"

#define WINDOWS_MAX 256

/* Each zone once; they live in the configuration's arena. NULL with an error. */
static const struct hg_zone *open_zone(struct hg_config *config, const char *name,
                                       struct hg_error *err)
{
    for (struct hg_config_zone *known = config->zones; known != NULL;
         known = known->next) {
        if (strcmp(known->zone.name, name) == 0)
            return &known->zone;
    }
    struct hg_config_zone *zone = hg_arena_new(&config->arena, 1, sizeof *zone);
    if (hg_zone_open(&zone->zone, name, err) != 0)
        return NULL;
    hg_arena_take(&config->arena, zone->zone.changes);
    zone->next = config->zones;
    config->zones = zone;
    return &zone->zone;
}

/* It gets its zone when the settings are known. */
static void remember(struct hg_config *config, struct hg_maintenance_window *window)
{
    struct hg_config_maintenance_window *entry =
        hg_arena_new(&config->arena, 1, sizeof *entry);
    *entry = (struct hg_config_maintenance_window){window, config->windows};
    config->windows = entry;
}

static int read_one(const struct hg_reader *reader, const struct hg_key *key,
                    struct hg_node *node, struct hg_maintenance_window *window)
{
    struct hg_error err = {0};
    const char *zone_name;
    const char *text = hg_value_read_text(reader, key, node);
    if (text == NULL)
        return -1;
    if (hg_maintenance_window_parse(window, text, &zone_name) != 0)
        return hg_value_refuse(reader, key, node, NULL);
    if (zone_name == NULL) {
        remember(reader->config, window);
        return 0;
    }
    window->zone = open_zone(reader->config, zone_name, &err);
    return window->zone == NULL ? hg_value_fault(reader, key, node, "%s", err.text) : 0;
}

static int read_windows(const struct hg_reader *reader, const struct hg_key *key,
                        struct hg_node *node, void *field)
{
    size_t count;
    struct hg_node **nodes = hg_node_items(&node, &count);
    int result = 0;
    if (count > WINDOWS_MAX)
        return hg_value_fault(reader, key, node, "more than %d maintenance windows",
                              WINDOWS_MAX);
    struct hg_maintenance_window *items =
        hg_arena_new(&reader->config->arena, count + 1, sizeof *items);
    for (size_t i = 0; i < count; i++) {
        if (read_one(reader, key, nodes[i], &items[i]) != 0)
            result = -1;
    }
    if (result == 0)
        *(struct hg_maintenance_windows *)field =
            (struct hg_maintenance_windows){items, count};
    return result;
}

static struct json_t *write_windows(const struct hg_key *key, const void *field)
{
    const struct hg_maintenance_windows *all = field;
    struct json_t *list = hg_json_value_list();
    (void)key;
    for (size_t i = 0; i < all->count; i++)
        hg_json_value_add(list, hg_json_value_text(all->items[i].text));
    return list;
}

const struct hg_key_type hg_type_maintenance = {
    .name = "maintenance",
    .read = read_windows,
    .write = write_windows,
    .phrase = "a maintenance window or a list of them such as " HG_MAINTENANCE_FORMS,
    .schema = HG_SCHEMA_STRINGS,
};

void hg_type_maintenance_set_zones(const struct hg_reader *reader, struct hg_node *node)
{
    struct hg_config *config = reader->config;
    const char *name = config->settings.report.tz;
    struct hg_error err = {0};
    const struct hg_zone *zone = NULL;
    if (name == NULL && config->windows == NULL)
        return;
    if (name != NULL) {
        zone = open_zone(config, name, &err);
    } else {
        struct hg_config_zone *own = hg_arena_new(&config->arena, 1, sizeof *own);
        if (hg_zone_open(&own->zone, NULL, &err) == 0)
            zone = &own->zone;
        hg_arena_take(&config->arena, own->zone.changes);
    }
    if (zone == NULL && node != NULL)
        hg_value_fault(reader, hg_key_find("report.tz"), node, "%s", err.text);
    for (struct hg_config_maintenance_window *entry = config->windows; entry != NULL;
         entry = entry->next)
        entry->window->zone = zone;
}

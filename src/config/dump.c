/* SPDX-License-Identifier: MIT */
/* dump: what would be checked, after defaults, as text and as JSON. */
#include "headgate/config.h"

#include "config/text_format.h"
#include "config/keys.h"
#include "headgate/memory.h"
#include "headgate/text.h"
#include "headgate/units.h"
#include "headgate/url.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "headgate/banned.h"

#define HIDDEN "***"

static json_t *must(json_t *value)
{
    if (value == NULL)
        hg_memory_exhausted();
    return value;
}

static json_t *text_or_null(const char *text)
{
    return text == NULL ? json_null() : must(json_string(text));
}

static json_t *texts(const struct hg_texts *all)
{
    json_t *list = must(json_array());
    for (size_t i = 0; i < all->count; i++)
        json_array_append_new(list, must(json_string(all->items[i])));
    return list;
}

static json_t *duration(const struct hg_key *key, int64_t us)
{
    char text[64];
    if (us < key->min)
        return json_null();
    hg_units_format_duration(us, text, sizeof text);
    return must(json_string(text));
}

static json_t *headers(const struct hg_headers *all)
{
    json_t *map = must(json_object());
    for (size_t i = 0; i < all->count; i++) {
        const struct hg_header *header = &all->items[i];
        const char *value = hg_header_is_harmless(header) ? header->value : HIDDEN;
        json_object_set_new(map, header->name, must(json_string(value)));
    }
    return map;
}

static const char *rule_text(const struct hg_header_expectation *expectation)
{
    switch (expectation->rule) {
    case HG_HEADER_PRESENT:
        return "present";
    case HG_HEADER_ABSENT:
        return "absent";
    case HG_HEADER_MATCHES:
        break;
    }
    return expectation->expression;
}

static json_t *expectations(const struct hg_header_expectations *all)
{
    json_t *map = must(json_object());
    for (size_t i = 0; i < all->count; i++)
        json_object_set_new(map, all->items[i].name,
                            must(json_string(rule_text(&all->items[i]))));
    return map;
}

static json_t *outcomes(uint32_t bits)
{
    json_t *list = must(json_array());
    for (int i = 0; i < HG_OUTCOME_COUNT; i++) {
        if ((bits & 1U << i) != 0)
            json_array_append_new(list, json_string(hg_outcome_word((enum hg_outcome)i)));
    }
    return list;
}

static json_t *conditions(const struct hg_conditions *all)
{
    json_t *list = must(json_array());
    for (size_t i = 0; i < all->count; i++)
        json_array_append_new(list, must(json_string(all->items[i].text)));
    return list;
}

static json_t *reports(const struct hg_report_requests *all)
{
    json_t *list = must(json_array());
    for (size_t i = 0; i < all->count; i++) {
        const struct hg_report_request *request = &all->items[i];
        json_array_append_new(
            list, must(json_pack("{s:s, s:s}", "format", request->format, "file",
                                 request->file == NULL ? "-" : request->file)));
    }
    return list;
}

static json_t *address(const struct hg_key *key, const char *text)
{
    if (text == NULL || !hg_text_format_is_address(key))
        return text_or_null(text);
    char *safe = hg_url_redact(text);
    json_t *value = must(json_string(safe));
    free(safe);
    return value;
}

static json_t *addresses(const struct hg_key *key, const struct hg_texts *all)
{
    json_t *list = must(json_array());
    for (size_t i = 0; i < all->count; i++)
        json_array_append_new(list, address(key, all->items[i]));
    return list;
}

static json_t *word(const struct hg_key *key, const void *field)
{
    int position;
    char text[32];
    memcpy(&position, field, sizeof position);
    hg_keys_choice(key, (size_t)position, text, sizeof text);
    return must(json_string(text));
}

static json_t *choices(const struct hg_key *key, uint32_t bits)
{
    json_t *list = must(json_array());
    char text[32];
    for (size_t i = 0; hg_keys_choice(key, i, text, sizeof text); i++) {
        if ((bits & 1U << i) != 0)
            json_array_append_new(list, must(json_string(text)));
    }
    return list;
}

static json_t *statuses(const struct hg_statuses *set)
{
    char text[2048];
    if (hg_statuses_is_empty(set))
        return json_null();
    hg_statuses_format(set, text, sizeof text);
    return must(json_string(text));
}

static json_t *limit(const struct hg_limit *value)
{
    char text[64];
    hg_units_format_limit(*value, text, sizeof text);
    return must(json_string(text));
}

static json_t *bytes(const struct hg_key *key, int64_t value)
{
    return value < key->min ? json_null() : must(json_integer(value));
}

static json_t *expressions(const struct hg_expressions *all)
{
    json_t *list = must(json_array());
    for (size_t i = 0; i < all->count; i++)
        json_array_append_new(list, must(json_string(all->items[i].text)));
    return list;
}

/* As text, as they were written. */
static json_t *values(const struct hg_json_expectations *all)
{
    json_t *map = must(json_object());
    for (size_t i = 0; i < all->count; i++)
        json_object_set_new(map, all->items[i].pointer,
                            must(json_string(all->items[i].value)));
    return map;
}

static json_t *form(const struct hg_headers *all)
{
    json_t *map = must(json_object());
    for (size_t i = 0; i < all->count; i++)
        json_object_set_new(map, all->items[i].name, must(json_string(HIDDEN)));
    return map;
}

static json_t *threshold(const struct hg_threshold *value)
{
    char text[64];
    hg_units_format_threshold(value, text, sizeof text);
    return must(json_string(text));
}

static json_t *share(const struct hg_share *value)
{
    char text[64];
    if (value->whole == 0)
        return json_null();
    const struct hg_limit limit = {
        .value = 100.0 * (double)value->part / (double)value->whole, .is_percent = true};
    hg_units_format_limit(limit, text, sizeof text);
    return must(json_string(text));
}

static json_t *shares(const struct hg_group_slas *all)
{
    json_t *map = must(json_object());
    for (size_t i = 0; i < all->count; i++)
        json_object_set_new(map, all->items[i].group, share(&all->items[i].promised));
    return map;
}

static json_t *windows(const struct hg_maintenance_windows *all)
{
    json_t *list = must(json_array());
    for (size_t i = 0; i < all->count; i++)
        json_array_append_new(list, must(json_string(all->items[i].text)));
    return list;
}

static json_t *value_of(const struct hg_key *key, const void *field)
{
    switch (key->type) {
    case HG_KEY_BOOL:
        return json_boolean(*(const bool *)field);
    case HG_KEY_NUMBER:
        return *(const int64_t *)field < key->min ? json_null()
                                                  : json_integer(*(const int64_t *)field);
    case HG_KEY_DURATION:
        return duration(key, *(const int64_t *)field);
    case HG_KEY_TEXT:
    case HG_KEY_PATH:
    case HG_KEY_DESTINATION:
        return address(key, *(const char *const *)field);
    case HG_KEY_ENUM:
        return word(key, field);
    case HG_KEY_ENUM_SET:
        return choices(key, *(const uint32_t *)field);
    case HG_KEY_METHOD:
        return json_string(hg_method_word(*(const enum hg_method *)field));
    case HG_KEY_STATUSES:
        return statuses(field);
    case HG_KEY_TEXTS:
        return addresses(key, field);
    case HG_KEY_HEADERS:
        return headers(field);
    case HG_KEY_HEADER_EXPECTATIONS:
        return expectations(field);
    case HG_KEY_SIZE:
        return bytes(key, *(const int64_t *)field);
    case HG_KEY_EXPRESSIONS:
        return expressions(field);
    case HG_KEY_SECRET:
    case HG_KEY_SECRET_FILE:
    case HG_KEY_CONTENT:
        return text_or_null(*(const char *const *)field == NULL ? NULL : HIDDEN);
    case HG_KEY_FORM:
        return form(field);
    case HG_KEY_JSON:
        return values(field);
    case HG_KEY_LIMIT:
        return limit(field);
    case HG_KEY_CONDITIONS:
        return conditions(field);
    case HG_KEY_SHARE:
        return share(field);
    case HG_KEY_SHARES:
        return shares(field);
    case HG_KEY_MAINTENANCE:
        return windows(field);
    case HG_KEY_THRESHOLD:
        return threshold(field);
    case HG_KEY_OUTCOMES:
        return outcomes(*(const uint32_t *)field);
    case HG_KEY_REPORTS:
        return reports(field);
    }
    return NULL;
}

/* Set the value where the path leads, making the objects on the way. */
static void put(json_t *object, const char *path, json_t *value)
{
    const size_t len = strcspn(path, ".");
    char key[HG_KEYS_PATH_MAX];
    memcpy(key, path, len);
    key[len] = '\0';
    if (path[len] == '\0') {
        json_object_set_new(object, key, value);
        return;
    }
    json_t *child = json_object_get(object, key);
    if (child == NULL) {
        child = must(json_object());
        json_object_set_new(object, key, child);
    }
    put(child, path + len + 1, value);
}

static void put_scope(json_t *object, enum hg_key_scope scope, const void *data)
{
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    for (size_t i = 0; i < count; i++) {
        if (keys[i].scope == scope)
            put(object, keys[i].path,
                must(value_of(&keys[i], (const char *)data + keys[i].offset)));
    }
}

static void write_json(struct hg_sink *sink, json_t *value, size_t flags)
{
    char *text = json_dumps(value, flags);
    if (text == NULL)
        hg_memory_exhausted();
    hg_sink_text(sink, text);
    free(text);
    json_decref(value);
}

static json_t *waiver(const struct hg_waiver *value)
{
    if (value == NULL)
        return json_null();
    return must(json_pack("{s:s, s:s, s:s?}", "until", value->until, "reason",
                          value->reason, "ticket", value->ticket));
}

static json_t *parents(const struct hg_config *config, const struct hg_target *target)
{
    json_t *list = must(json_array());
    const struct hg_target_extra *extra = hg_target_get_extra(target);
    for (uint32_t i = 0; i < extra->parent_count; i++)
        json_array_append_new(list,
                              must(json_string(config->targets[extra->parents[i]].name)));
    return list;
}

static json_t *target_object(const struct hg_config *config,
                             const struct hg_target *target)
{
    json_t *object = must(json_object());
    const struct hg_statuses expected = hg_policy_statuses(target->policy);
    json_object_set_new(object, "name", must(json_string(target->name)));
    json_object_set_new(object, "url", must(json_string(target->url)));
    json_object_set_new(object, "group", text_or_null(target->origin->group));
    json_object_set_new(object, "tags", texts(&target->origin->tags));
    json_object_set_new(object, "enabled", json_boolean(target->enabled));
    json_object_set_new(object, "depends_on", parents(config, target));
    json_object_set_new(object, "waive", waiver(hg_target_get_extra(target)->waiver));
    json_object_set_new(object, "source",
                        must(json_pack("{s:s?, s:I}", "file", target->origin->file,
                                       "line", (json_int_t)target->line)));
    json_object_set_new(object, "authentication",
                        json_boolean(target->policy->user != NULL ||
                                     target->policy->authentication.token != NULL));
    put_scope(object, HG_KEY_POLICY, target->policy);
    put(object, "expect.status", statuses(&expected));
    return object;
}

void hg_config_write_targets_json(const struct hg_config *config, struct hg_sink *sink)
{
    json_t *run = must(json_object());
    put_scope(run, HG_KEY_RUN, &config->settings);
    json_object_set_new(run, "config", text_or_null(config->files));
    hg_sink_text(sink, "{\"run\": ");
    write_json(sink, run, 0);
    hg_sink_text(sink, ",\n\"targets\": [");
    for (size_t i = 0; i < config->target_count; i++) {
        hg_sink_text(sink, i == 0 ? "\n" : ",\n");
        write_json(sink, target_object(config, &config->targets[i]), 0);
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

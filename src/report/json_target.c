/* SPDX-License-Identifier: MIT */
/* json_target: a target and what became of it, as a JSON object. */
#include "report/json_target.h"

#include <stdbool.h>
#include <string.h>

#include "headgate/field.h"
#include "report/attempts.h"
#include "report/json_value.h"

#include "headgate/banned.h"

/* Members of a target's object that an attempt has too; the others are the same for all
 * of a target's attempts, or are known of the last one only. */
static const char *const attempt_members[] = {
    "outcome", "cause", "reason", "method", "http_status", "phases_ms", "started_at",
};

static json_t *texts_to_json(const struct hg_texts *texts)
{
    json_t *array = json_array();
    for (size_t i = 0; i < texts->count; i++)
        hg_json_append(array, hg_json_text(texts->items[i]));
    return array;
}

static json_t *value_to_json(enum hg_field_type type, const struct hg_field_value *value)
{
    if (type == HG_FIELD_TEXTS)
        return texts_to_json(&value->texts);
    if (value->is_null)
        return json_null();
    switch (type) {
    case HG_FIELD_TEXT:
        return hg_json_text(value->text);
    case HG_FIELD_INTEGER:
        return json_integer(value->integer);
    case HG_FIELD_MS:
        return hg_json_ms(value->integer);
    case HG_FIELD_TIME:
        return hg_json_time(value->integer);
    case HG_FIELD_TEXTS:
        break;
    }
    return json_null();
}

static void add_field(json_t *object, const struct hg_field *field,
                      const struct hg_target *target, const struct hg_result *result)
{
    json_t *holder =
        field->object == NULL ? object : hg_json_member(object, field->object);
    struct hg_field_value value;
    hg_field_get(field, target, result, &value);
    hg_json_set(holder, field->key, value_to_json(field->type, &value));
}

static bool is_of_attempts(const struct hg_field *field)
{
    const char *member = field->object == NULL ? field->key : field->object;
    for (size_t i = 0; i < sizeof(attempt_members) / sizeof(attempt_members[0]); i++) {
        if (strcmp(member, attempt_members[i]) == 0)
            return true;
    }
    return false;
}

/* An attempt is shown through the fields of a result that has nothing else. */
static json_t *attempt_to_json(const struct hg_target *target,
                               const struct hg_attempt *attempt)
{
    struct hg_detail detail = {.reason = attempt->reason};
    const struct hg_result result = {
        .detail = &detail,
        .started_at_us = attempt->started_at_us,
        .phases = attempt->phases,
        .status = attempt->status,
        .outcome = attempt->outcome,
        .cause = attempt->cause,
        .method = attempt->method,
        .attempts = 1,
        .is_final = true,
    };
    json_t *object = json_object();
    size_t count = 0;
    const struct hg_field *fields = hg_fields(&count);
    for (size_t i = 0; i < count; i++) {
        if (is_of_attempts(&fields[i]))
            add_field(object, &fields[i], target, &result);
    }
    return object;
}

static json_t *attempts_to_json(const struct hg_target *target,
                                const struct hg_result *result)
{
    struct hg_attempts attempts;
    hg_attempts_of(result, &attempts);
    json_t *array = json_array();
    for (size_t i = 0; i < attempts.count; i++)
        hg_json_append(array, attempt_to_json(target, &attempts.items[i]));
    return array;
}

static json_t *redirects_to_json(const struct hg_result *result)
{
    json_t *array = json_array();
    const size_t count = result->detail == NULL ? 0 : result->detail->hop_count;
    for (size_t i = 0; i < count; i++) {
        const struct hg_hop *hop = &result->detail->hops[i];
        json_t *object = json_object();
        hg_json_set(object, "url", hg_json_text(hop->url));
        hg_json_set(object, "status", json_integer(hop->status));
        hg_json_append(array, object);
    }
    return array;
}

void hg_json_add_target(json_t *object, const struct hg_target *target,
                        const struct hg_result *result)
{
    size_t count = 0;
    const struct hg_field *fields = hg_fields(&count);
    for (size_t i = 0; i < count; i++) {
        if (!fields[i].csv_only)
            add_field(object, &fields[i], target, result);
    }
    hg_json_set(object, "redirects", redirects_to_json(result));
    hg_json_set(object, "attempts", attempts_to_json(target, result));
}

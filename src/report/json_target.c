/* SPDX-License-Identifier: MIT */
/* json_target: a target and what became of it, as a JSON object. */
#include "report/json_target.h"

#include <stdbool.h>
#include <string.h>

#include "headgate/clock.h"
#include "headgate/field.h"
#include "report/result_attempts.h"

#include "headgate/banned.h"

#define CERTIFICATE "certificate"

static void add_texts(struct hg_json_writer *json, const char *key,
                      const struct hg_texts *texts)
{
    hg_json_begin_array(json, key);
    for (size_t i = 0; i < texts->count; i++)
        hg_json_write_text(json, NULL, texts->items[i]);
    hg_json_end_array(json);
}

static void add_value(struct hg_json_writer *json, const struct hg_field *field,
                      const struct hg_field_value *value)
{
    if (value->is_null) {
        hg_json_write_null(json, field->key);
        return;
    }
    switch (field->type) {
    case HG_FIELD_TEXT:
        hg_json_write_text(json, field->key, value->text);
        break;
    case HG_FIELD_INTEGER:
        hg_json_write_integer(json, field->key, value->integer);
        break;
    case HG_FIELD_TRUTH:
        hg_json_write_boolean(json, field->key, value->integer != 0);
        break;
    case HG_FIELD_MS:
        hg_json_write_ms(json, field->key, value->integer);
        break;
    case HG_FIELD_TIME:
        hg_json_write_time(json, field->key, value->integer);
        break;
    case HG_FIELD_TEXTS:
        add_texts(json, field->key, &value->texts);
        break;
    }
}

/* Those of the certificate have others beside them that are in no table, or are all missing. */
static bool is_wanted(const struct hg_field *field, bool of_attempt)
{
    return field->scope == HG_FIELD_OF_ATTEMPT ||
           (field->scope == HG_FIELD_OF_TARGET && !of_attempt);
}

/* Close the object that is open and open another; NULL: none. */
static const char *change_object(struct hg_json_writer *json, const char *open,
                                 const char *other)
{
    if (open == other || (open != NULL && other != NULL && strcmp(open, other) == 0))
        return open;
    if (open != NULL)
        hg_json_end_object(json);
    if (other != NULL)
        hg_json_begin_object(json, other);
    return other;
}

static void add_field(struct hg_json_writer *json, const struct hg_field *field,
                      const struct hg_target *target, const struct hg_result *result)
{
    struct hg_field_value value;
    hg_field_get(field, target, result, &value);
    add_value(json, field, &value);
}

static void add_fields(struct hg_json_writer *json, const struct hg_target *target,
                       const struct hg_result *result, bool of_attempt)
{
    const char *open = NULL; /* fields of one object stand together */
    size_t count = 0;
    const struct hg_field *fields = hg_fields(&count);
    for (size_t i = 0; i < count; i++) {
        if (!is_wanted(&fields[i], of_attempt))
            continue;
        open = change_object(json, open, fields[i].object);
        add_field(json, &fields[i], target, result);
    }
    change_object(json, open, NULL);
}

/* An attempt is shown through the fields of a result that has nothing else. */
static void add_attempt(struct hg_json_writer *json, const struct hg_target *target,
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
    hg_json_begin_object(json, NULL);
    add_fields(json, target, &result, true);
    hg_json_end_object(json);
}

static void add_attempts(struct hg_json_writer *json, const struct hg_target *target,
                         const struct hg_result *result)
{
    struct hg_attempts attempts;
    hg_attempts_of(result, &attempts);
    hg_json_begin_array(json, "attempts");
    for (size_t i = 0; i < attempts.count; i++)
        add_attempt(json, target, &attempts.items[i]);
    hg_json_end_array(json);
}

static void add_redirects(struct hg_json_writer *json, const struct hg_result *result)
{
    const size_t count = result->detail == NULL ? 0 : result->detail->hop_count;
    hg_json_begin_array(json, "redirects");
    for (size_t i = 0; i < count; i++) {
        const struct hg_hop *hop = &result->detail->hops[i];
        hg_json_begin_object(json, NULL);
        hg_json_write_text(json, "url", hop->url);
        hg_json_write_integer(json, "status", hop->status);
        hg_json_end_object(json);
    }
    hg_json_end_array(json);
}

/* What of its chain expires before it, and decides `days_left`; null when nothing does. */
static void add_first_to_end(struct hg_json_writer *json,
                             const struct hg_certificate *certificate)
{
    static const char name[] = "ends_first";
    const struct hg_certificate *first = certificate->ends_first;
    char not_after[HG_CLOCK_RFC3339_SIZE];
    if (first == NULL) {
        hg_json_write_null(json, name);
        return;
    }
    hg_clock_format_rfc3339(first->not_after_s * HG_US_PER_S, not_after,
                            sizeof not_after);
    hg_json_begin_object(json, name);
    hg_json_write_text(json, "subject", first->subject);
    hg_json_write_text(json, "not_after", not_after);
    hg_json_end_object(json);
}

/* The fields of its object, and what they leave out; null when there is none. */
static void add_certificate(struct hg_json_writer *json, const struct hg_target *target,
                            const struct hg_result *result)
{
    const struct hg_certificate *certificate = result->certificate;
    size_t count = 0;
    const struct hg_field *fields = hg_fields(&count);
    if (certificate == NULL) {
        hg_json_write_null(json, CERTIFICATE);
        return;
    }
    hg_json_begin_object(json, CERTIFICATE);
    for (size_t i = 0; i < count; i++) {
        if (fields[i].scope == HG_FIELD_OF_CERTIFICATE)
            add_field(json, &fields[i], target, result);
    }
    hg_json_begin_array(json, "names");
    for (size_t i = 0; i < certificate->name_count; i++)
        hg_json_write_text(json, NULL, certificate->names[i]);
    hg_json_end_array(json);
    hg_json_write_text(json, "serial", certificate->serial);
    hg_json_write_text(json, "key", certificate->key);
    hg_json_write_text(json, "signature", certificate->signature);
    add_first_to_end(json, certificate);
    hg_json_end_object(json);
}

void hg_json_write_target(struct hg_json_writer *json, const struct hg_target *target,
                          const struct hg_result *result)
{
    add_fields(json, target, result, false);
    add_certificate(json, target, result);
    add_redirects(json, result);
    add_attempts(json, target, result);
}

/* SPDX-License-Identifier: MIT */
/* json_value: the kinds of values in our JSON, and how they are written. */
#include "report/json_value.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/clock.h"
#include "headgate/memory.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include "headgate/banned.h"

/* Significant digits: enough for one decimal of any duration, few enough to hide binary
 * noise. */
#define REAL_FORMAT JSON_REAL_PRECISION(15)

struct margin {
    struct hg_sink *sink;
    const char *blanks;
};

static json_t *must(json_t *value)
{
    if (value == NULL)
        hg_memory_exhausted();
    return value;
}

/* Jansson refuses bad UTF-8 with the same NULL as it reports lack of memory. */
json_t *hg_json_text(const char *text)
{
    if (text == NULL)
        return json_null();
    json_t *value = json_string(text);
    if (value != NULL)
        return value;
    char *clean = hg_text_clean(text, strlen(text), SIZE_MAX);
    value = must(json_string(clean));
    free(clean);
    return value;
}

json_t *hg_json_ms(int64_t us)
{
    if (us < 0)
        return json_null();
    const int64_t tenths = (us + HG_US_PER_MS / 20) / (HG_US_PER_MS / 10);
    return must(json_real((double)tenths / 10.0));
}

json_t *hg_json_time(int64_t wall_us)
{
    char text[HG_CLOCK_RFC3339_SIZE];
    if (wall_us < 0)
        return json_null();
    hg_clock_format_rfc3339(wall_us, text, sizeof(text));
    return must(json_string(text));
}

void hg_json_set(json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new_nocheck(object, key, must(value)) != 0)
        hg_memory_exhausted();
}

void hg_json_append(json_t *array, json_t *value)
{
    if (json_array_append_new(array, must(value)) != 0)
        hg_memory_exhausted();
}

json_t *hg_json_member(json_t *object, const char *key)
{
    json_t *member = json_object_get(object, key);
    if (member == NULL) {
        member = json_object();
        hg_json_set(object, key, member);
    }
    return member;
}

static int write_piece(const char *data, size_t len, void *context)
{
    hg_sink_write(context, data, len);
    return 0;
}

/* Line feeds inside strings are escaped, so that each one seen here is layout. */
static int write_piece_with_margin(const char *data, size_t len, void *context)
{
    const struct margin *margin = context;
    hg_sink_write(margin->sink, data, len);
    if (len > 0 && data[len - 1] == '\n')
        hg_sink_text(margin->sink, margin->blanks);
    return 0;
}

void hg_json_write_line_take(json_t *value, struct hg_sink *sink)
{
    if (json_dump_callback(value, write_piece, sink, JSON_COMPACT | REAL_FORMAT) != 0)
        hg_memory_exhausted();
    hg_sink_text(sink, "\n");
    json_decref(value);
}

void hg_json_write_pretty_take(json_t *value, const char *margin, struct hg_sink *sink)
{
    struct margin context = {.sink = sink, .blanks = margin};
    if (json_dump_callback(value, write_piece_with_margin, &context,
                           JSON_INDENT(2) | REAL_FORMAT) != 0)
        hg_memory_exhausted();
    json_decref(value);
}

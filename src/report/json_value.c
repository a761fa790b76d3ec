/* SPDX-License-Identifier: MIT */
/* json_value: JSON value by value. Jansson escapes texts; what needs no escaping doesn't pass
 * through it, which is nearly everything and saves most of the time. */
#include "report/json_value.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/clock.h"
#include "headgate/memory.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include <jansson.h>

#include "headgate/banned.h"

void hg_json_init(struct hg_json *json, struct hg_sink *sink, bool is_pretty)
{
    *json = (struct hg_json){.sink = sink, .is_pretty = is_pretty, .is_first = true};
}

static void start_line(struct hg_json *json)
{
    if (!json->is_pretty)
        return;
    hg_sink_text(json->sink, "\n");
    for (int i = 0; i < json->depth; i++)
        hg_sink_text(json->sink, "  ");
}

/* Whatever stands before a value. */
static void start_value(struct hg_json *json, const char *key)
{
    if (!json->is_first)
        hg_sink_text(json->sink, ",");
    if (json->depth > 0)
        start_line(json);
    json->is_first = false;
    if (key == NULL)
        return;
    hg_sink_text(json->sink, "\"");
    hg_sink_text(json->sink, key);
    hg_sink_text(json->sink, json->is_pretty ? "\": " : "\":");
}

static void open_with(struct hg_json *json, const char *key, const char *bracket)
{
    start_value(json, key);
    hg_sink_text(json->sink, bracket);
    json->depth++;
    json->is_first = true;
}

static void close_with(struct hg_json *json, const char *bracket)
{
    json->depth--;
    if (!json->is_first)
        start_line(json);
    json->is_first = false;
    hg_sink_text(json->sink, bracket);
    if (json->depth == 0)
        hg_sink_text(json->sink, "\n");
}

void hg_json_open_object(struct hg_json *json, const char *key)
{
    open_with(json, key, "{");
}

void hg_json_close_object(struct hg_json *json)
{
    close_with(json, "}");
}

void hg_json_open_array(struct hg_json *json, const char *key)
{
    open_with(json, key, "[");
}

void hg_json_close_array(struct hg_json *json)
{
    close_with(json, "]");
}

static void write_plain(struct hg_json *json, const char *key, const char *words)
{
    start_value(json, key);
    hg_sink_text(json->sink, words);
}

void hg_json_null(struct hg_json *json, const char *key)
{
    write_plain(json, key, "null");
}

void hg_json_boolean(struct hg_json *json, const char *key, bool value)
{
    write_plain(json, key, value ? "true" : "false");
}

void hg_json_integer(struct hg_json *json, const char *key, int64_t value)
{
    start_value(json, key);
    hg_sink_printf(json->sink, "%" PRId64, value);
}

void hg_json_number(struct hg_json *json, const char *key, double value)
{
    start_value(json, key);
    hg_sink_printf(json->sink, "%.10g", value);
}

/* RFC 8259 7: printable ASCII but for the quotation mark and the backslash. */
static bool needs_no_escape(const char *text)
{
    while (*text >= ' ' && *text <= '~' && *text != '"' && *text != '\\')
        text++;
    return *text == '\0';
}

static int write_piece(const char *data, size_t len, void *context)
{
    hg_sink_write(context, data, len);
    return 0;
}

/* Jansson refuses bad UTF-8 with the same NULL as it reports lack of memory. */
static void write_escaped(struct hg_sink *sink, const char *text)
{
    char *clean = NULL;
    json_t *value = json_string(text);
    if (value == NULL) {
        clean = hg_text_clean(text, strlen(text), SIZE_MAX);
        value = json_string(clean);
    }
    if (value == NULL ||
        json_dump_callback(value, write_piece, sink, JSON_ENCODE_ANY) != 0)
        hg_memory_exhausted();
    json_decref(value);
    free(clean);
}

void hg_json_text(struct hg_json *json, const char *key, const char *text)
{
    if (text == NULL) {
        hg_json_null(json, key);
        return;
    }
    start_value(json, key);
    if (!needs_no_escape(text)) {
        write_escaped(json->sink, text);
        return;
    }
    hg_sink_text(json->sink, "\"");
    hg_sink_text(json->sink, text);
    hg_sink_text(json->sink, "\"");
}

void hg_json_ms(struct hg_json *json, const char *key, int64_t us)
{
    char number[HG_UNITS_MS_SIZE];
    if (us < 0) {
        hg_json_null(json, key);
        return;
    }
    hg_units_format_ms(us, number, sizeof(number));
    write_plain(json, key, number);
}

void hg_json_time(struct hg_json *json, const char *key, int64_t wall_us)
{
    char text[HG_CLOCK_RFC3339_SIZE];
    if (wall_us < 0) {
        hg_json_null(json, key);
        return;
    }
    hg_clock_format_rfc3339(wall_us, text, sizeof(text));
    hg_json_text(json, key, text);
}

/* SPDX-License-Identifier: MIT */
/* json_writer: JSON value by value. Jansson escapes texts; what needs no escaping doesn't pass
 * through it, which is nearly everything and saves most of the time. */
#include "headgate/json_writer.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/clock.h"
#include "headgate/memory.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include <jansson.h>

#include "headgate/banned.h"

void hg_json_writer_init(struct hg_json_writer *json, struct hg_sink *sink,
                         int indented_levels)
{
    *json = (struct hg_json_writer){
        .sink = sink, .indented_levels = indented_levels, .is_first = true};
}

/* The longest that stands around a value: a comma, a line's end, the quotation marks of the key, a
 * colon and a blank. */
#define PUNCTUATION_BYTES 6
#define INDENT_BYTES      2

static char *write_bytes(char *at, const char *bytes, size_t len)
{
    memcpy(at, bytes, len);
    return at + len;
}

static char *start_line(const struct hg_json_writer *json, char *at)
{
    if (json->depth > json->indented_levels)
        return at;
    const size_t blanks = (size_t)json->depth * INDENT_BYTES;
    *at++ = '\n';
    memset(at, ' ', blanks);
    return at + blanks;
}

/* Write whatever stands before a value, and return where the value goes: there is room for `size`
 * bytes. They become part of the sink by hg_sink_fill(). */
static char *start_value(struct hg_json_writer *json, const char *key, size_t size)
{
    const size_t key_len = key == NULL ? 0 : strlen(key);
    char *at = hg_sink_room(json->sink, PUNCTUATION_BYTES + key_len + size +
                                            (size_t)json->depth * INDENT_BYTES);
    if (!json->is_first)
        *at++ = ',';
    if (json->depth > 0)
        at = start_line(json, at);
    json->is_first = false;
    if (key == NULL)
        return at;
    *at++ = '"';
    at = write_bytes(at, key, key_len);
    *at++ = '"';
    *at++ = ':';
    if (json->depth <= json->indented_levels)
        *at++ = ' ';
    return at;
}

static void write_plain(struct hg_json_writer *json, const char *key, const char *words,
                        size_t len)
{
    char *at = start_value(json, key, len);
    hg_sink_fill(json->sink, write_bytes(at, words, len));
}

static void open_with(struct hg_json_writer *json, const char *key, const char *bracket)
{
    write_plain(json, key, bracket, 1);
    json->depth++;
    json->is_first = true;
}

static void close_with(struct hg_json_writer *json, char bracket)
{
    const bool is_spread = json->depth <= json->indented_levels;
    json->depth--;
    char *at =
        hg_sink_room(json->sink, PUNCTUATION_BYTES + (size_t)json->depth * INDENT_BYTES);
    if (is_spread && !json->is_first)
        at = start_line(json, at);
    json->is_first = false;
    *at++ = bracket;
    if (json->depth == 0)
        *at++ = '\n';
    hg_sink_fill(json->sink, at);
}

void hg_json_begin_object(struct hg_json_writer *json, const char *key)
{
    open_with(json, key, "{");
}

void hg_json_end_object(struct hg_json_writer *json)
{
    close_with(json, '}');
}

void hg_json_begin_array(struct hg_json_writer *json, const char *key)
{
    open_with(json, key, "[");
}

void hg_json_end_array(struct hg_json_writer *json)
{
    close_with(json, ']');
}

void hg_json_write_null(struct hg_json_writer *json, const char *key)
{
    write_plain(json, key, "null", 4);
}

void hg_json_write_boolean(struct hg_json_writer *json, const char *key, bool value)
{
    write_plain(json, key, value ? "true" : "false", value ? 4 : 5);
}

void hg_json_write_integer(struct hg_json_writer *json, const char *key, int64_t value)
{
    char *at = start_value(json, key, HG_UNITS_NUMBER_SIZE);
    hg_sink_fill(json->sink, at + hg_units_write_number(value, at));
}

void hg_json_write_number(struct hg_json_writer *json, const char *key, double value)
{
    hg_sink_fill(json->sink, start_value(json, key, 0));
    hg_sink_printf(json->sink, "%.10g", value);
}

void hg_json_write_decimal(struct hg_json_writer *json, const char *key,
                           const char *digits)
{
    const char *value = digits == NULL ? "null" : digits;
    write_plain(json, key, value, strlen(value));
}

/* Length of the text up to the first character that is not plain: RFC 8259 7 has printable ASCII
 * written as it is, but for the quotation mark and the backslash. */
static size_t plain_len(const char *text)
{
    const char *at = text;
    while (*at >= ' ' && *at <= '~' && *at != '"' && *at != '\\')
        at++;
    return (size_t)(at - text);
}

static int write_bytes_to_sink(const char *data, size_t len, void *context)
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
        json_dump_callback(value, write_bytes_to_sink, sink, JSON_ENCODE_ANY) != 0)
        hg_memory_exhausted();
    json_decref(value);
    free(clean);
}

void hg_json_write_text(struct hg_json_writer *json, const char *key, const char *text)
{
    if (text == NULL) {
        hg_json_write_null(json, key);
        return;
    }
    const size_t len = plain_len(text);
    if (text[len] != '\0') {
        hg_sink_fill(json->sink, start_value(json, key, 0));
        write_escaped(json->sink, text);
        return;
    }
    char *at = start_value(json, key, len + 2);
    *at++ = '"';
    at = write_bytes(at, text, len);
    *at++ = '"';
    hg_sink_fill(json->sink, at);
}

void hg_json_write_ms(struct hg_json_writer *json, const char *key, int64_t us)
{
    if (us < 0) {
        hg_json_write_null(json, key);
        return;
    }
    char *at = start_value(json, key, HG_UNITS_NUMBER_SIZE);
    hg_sink_fill(json->sink, at + hg_units_write_ms(us, at));
}

void hg_json_write_time(struct hg_json_writer *json, const char *key, int64_t wall_us)
{
    if (wall_us < 0) {
        hg_json_write_null(json, key);
        return;
    }
    char *at = start_value(json, key, HG_CLOCK_RFC3339_SIZE + 2);
    *at++ = '"';
    hg_clock_format_rfc3339(wall_us, at, HG_CLOCK_RFC3339_SIZE);
    at += strlen(at);
    *at++ = '"';
    hg_sink_fill(json->sink, at);
}

/* SPDX-License-Identifier: MIT */
/* csv: a row per target, as RFC 4180 writes it. */
#include "report/formats.h"

#include <inttypes.h>
#include <string.h>

#include "headgate/clock.h"
#include "headgate/field.h"
#include "headgate/units.h"

#include "headgate/banned.h"

/* Spreadsheets take text that begins with one of these for a formula, also inside quotes
 * (OWASP, CSV injection; CWE-1236). Reasons and URLs come from servers. */
static const char formula_starts[] = "=+-@\t\r";

static void write_text(struct hg_sink *sink, const char *text)
{
    const bool is_formula = text[0] != '\0' && strchr(formula_starts, text[0]) != NULL;
    const bool needs_quotes = strpbrk(text, ",\"\r\n") != NULL;
    if (needs_quotes)
        hg_sink_text(sink, "\"");
    if (is_formula)
        hg_sink_text(sink, "'");
    for (const char *p = text; *p != '\0';) {
        const size_t len = strcspn(p, "\"");
        hg_sink_write(sink, p, len);
        p += len;
        if (*p == '"') {
            hg_sink_text(sink, "\"\"");
            p++;
        }
    }
    if (needs_quotes)
        hg_sink_text(sink, "\"");
}

static void write_texts(struct hg_sink *sink, const struct hg_texts *texts)
{
    struct hg_buf joined;
    hg_buf_init(&joined);
    for (size_t i = 0; i < texts->count; i++) {
        if (i > 0)
            hg_buf_add_char(&joined, ' ');
        hg_buf_add_text(&joined, texts->items[i]);
    }
    write_text(sink, joined.data);
    hg_buf_release(&joined);
}

static void write_ms(struct hg_sink *sink, int64_t us)
{
    char text[HG_UNITS_MS_SIZE];
    hg_units_format_ms(us, text, sizeof(text));
    hg_sink_text(sink, text);
}

static void write_time(struct hg_sink *sink, int64_t wall_us)
{
    char text[HG_CLOCK_RFC3339_SIZE];
    hg_clock_format_rfc3339(wall_us, text, sizeof(text));
    hg_sink_text(sink, text);
}

static void write_value(struct hg_sink *sink, enum hg_field_type type,
                        const struct hg_field_value *value)
{
    if (value->is_null)
        return;
    switch (type) {
    case HG_FIELD_TEXT:
        write_text(sink, value->text);
        break;
    case HG_FIELD_INTEGER:
        hg_sink_printf(sink, "%" PRId64, value->integer);
        break;
    case HG_FIELD_TRUTH:
        hg_sink_text(sink, value->integer != 0 ? "true" : "false");
        break;
    case HG_FIELD_MS:
        write_ms(sink, value->integer);
        break;
    case HG_FIELD_TIME:
        write_time(sink, value->integer);
        break;
    case HG_FIELD_TEXTS:
        write_texts(sink, &value->texts);
        break;
    }
}

static void write_header(struct hg_sink *sink, const struct hg_field *fields,
                         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            hg_sink_text(sink, ",");
        hg_sink_text(sink, fields[i].column);
    }
    hg_sink_text(sink, "\r\n");
}

int hg_report_csv(const struct hg_run *run, struct hg_sink *sink, struct hg_error *err)
{
    (void)err;
    size_t count = 0;
    const struct hg_field *fields = hg_fields(&count);
    write_header(sink, fields, count);
    for (size_t row = 0; row < run->count; row++) {
        for (size_t i = 0; i < count; i++) {
            struct hg_field_value value;
            hg_field_get(&fields[i], &run->targets[row], &run->results[row], &value);
            if (i > 0)
                hg_sink_text(sink, ",");
            write_value(sink, fields[i].type, &value);
        }
        hg_sink_text(sink, "\r\n");
    }
    return 0;
}

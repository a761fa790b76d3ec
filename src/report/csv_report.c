/* SPDX-License-Identifier: MIT */
/* csv_report: a row per target, as RFC 4180 writes it. */
#include "report/formats.h"

#include "headgate/field.h"
#include "headgate/units.h"
#include "format/csv_value.h"

#include "headgate/banned.h"

static void write_value(struct hg_sink *sink, enum hg_field_type type,
                        const struct hg_field_value *value)
{
    char number[HG_UNITS_NUMBER_SIZE];
    switch (type) {
    case HG_FIELD_TEXT:
        hg_csv_text(sink, value->text);
        break;
    case HG_FIELD_INTEGER:
        hg_sink_write(sink, number, hg_units_write_number(value->integer, number));
        break;
    case HG_FIELD_TRUTH:
        hg_sink_text(sink, value->integer != 0 ? "true" : "false");
        break;
    case HG_FIELD_MS:
        hg_sink_write(sink, number, hg_units_write_ms(value->integer, number));
        break;
    case HG_FIELD_TIME:
        hg_csv_time(sink, value->integer);
        break;
    case HG_FIELD_TEXTS:
        hg_csv_texts(sink, &value->texts);
        break;
    }
}

static void write_row(struct hg_sink *sink, const struct hg_run *run, size_t index)
{
    size_t count = 0;
    const struct hg_field *fields = hg_fields(&count);
    for (size_t i = 0; i < count; i++) {
        struct hg_field_value value;
        if (i > 0)
            hg_sink_write(sink, ",", 1);
        hg_field_get(&fields[i], &run->targets[index], &run->results[index], &value);
        if (!value.is_null)
            write_value(sink, fields[i].type, &value);
    }
    hg_sink_write(sink, "\r\n", 2);
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

static int write_csv(const struct hg_run *run, struct hg_sink *sink, struct hg_error *err)
{
    (void)err;
    size_t count = 0;
    const struct hg_field *fields = hg_fields(&count);
    write_header(sink, fields, count);
    for (size_t i = 0; i < run->count; i++)
        write_row(sink, run, i);
    return 0;
}

const struct hg_reporter hg_reporter_csv = {
    .name = "csv",
    .extension = "csv",
    .summary = "for spreadsheets: a row per target (RFC 4180)",
    .notation = HG_NOTATION_VERBATIM,
    .write = write_csv,
};

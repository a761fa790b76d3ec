/* SPDX-License-Identifier: MIT */
/* csv_value: cells of a CSV document. */
#include "format/csv_value.h"

#include <stdbool.h>
#include <string.h>

#include "headgate/clock.h"
#include "headgate/text.h"

#include "headgate/banned.h"

/* Spreadsheets take text that begins with one of these for a formula, also inside quotes
 * (OWASP, CSV injection; CWE-1236). Reasons and URLs come from servers. And on standard output CI
 * services look for commands at the beginning of a line. */
static const char formula_starts[] = "=+-@\t\r";

static bool needs_guard(const char *text)
{
    return text[0] != '\0' &&
           (strchr(formula_starts, text[0]) != NULL || hg_text_is_command(text));
}

static void write_quoted(struct hg_sink *sink, const char *text)
{
    hg_sink_text(sink, needs_guard(text) ? "\"'" : "\"");
    for (const char *p = text; *p != '\0';) {
        const size_t len = strcspn(p, "\"");
        hg_sink_write(sink, p, len);
        p += len;
        if (*p == '"') {
            hg_sink_text(sink, "\"\"");
            p++;
        }
    }
    hg_sink_text(sink, "\"");
}

void hg_csv_text(struct hg_sink *sink, const char *text)
{
    const size_t len = strcspn(text, ",\"\r\n");
    if (text[len] != '\0') {
        write_quoted(sink, text);
        return;
    }
    char *at = hg_sink_room(sink, len + 1);
    if (needs_guard(text))
        *at++ = '\'';
    memcpy(at, text, len);
    hg_sink_fill(sink, at + len);
}

void hg_csv_texts(struct hg_sink *sink, const struct hg_texts *texts)
{
    struct hg_buf joined;
    if (texts->count == 0)
        return;
    hg_buf_init(&joined);
    for (size_t i = 0; i < texts->count; i++) {
        if (i > 0)
            hg_buf_add_char(&joined, ' ');
        hg_buf_add_text(&joined, texts->items[i]);
    }
    hg_csv_text(sink, joined.data);
    hg_buf_release(&joined);
}

void hg_csv_time(struct hg_sink *sink, int64_t wall_us)
{
    char text[HG_CLOCK_RFC3339_SIZE];
    hg_clock_format_rfc3339(wall_us, text, sizeof(text));
    hg_sink_text(sink, text);
}

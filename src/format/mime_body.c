/* SPDX-License-Identifier: MIT */
/* mime_body: base64 and quoted-printable. */
#include "format/mime_body.h"

#include <stdbool.h>
#include <string.h>

#include "headgate/banned.h"

#define LINE_COLUMNS 76
#define LINE_BYTES   (LINE_COLUMNS / 4 * 3)

void hg_mime_base64_lines(struct hg_sink *sink, const void *data, size_t len)
{
    const unsigned char *bytes = data;
    struct hg_buf line;
    hg_buf_init(&line);
    for (size_t i = 0; i < len; i += LINE_BYTES) {
        hg_buf_clear(&line);
        hg_buf_add_base64(&line, bytes + i, len - i < LINE_BYTES ? len - i : LINE_BYTES);
        hg_buf_add_text(&line, "\r\n");
        hg_sink_write(sink, line.data, line.len);
    }
    hg_buf_release(&line);
}

/* The second of "##" and "::", which CI services look for in logs. */
static bool may_end_command_sign(const char *at, bool is_first)
{
    return (*at == '#' || *at == ':') && !is_first && at[-1] == *at;
}

/* Whether a byte must be written as "=XX" at this place. */
static bool needs_escape(const char *at, size_t left, bool begins_line)
{
    const unsigned char byte = (unsigned char)*at;
    const bool ends_line = left == 1 || at[1] == '\n';
    if (byte == '=' || byte > '~' || (byte < ' ' && byte != '\t'))
        return true;
    if (byte == ' ' || byte == '\t')
        return ends_line;
    /* For servers that double a dot too few, and mailboxes that know "From " as a
     * separator. */
    return begins_line && (byte == '.' || (left >= 5 && memcmp(at, "From ", 5) == 0));
}

static size_t write_byte(struct hg_buf *out, const char *at, bool is_escaped)
{
    static const char digits[] = "0123456789ABCDEF";
    const unsigned char byte = (unsigned char)*at;
    if (!is_escaped) {
        hg_buf_add_char(out, *at);
        return 1;
    }
    hg_buf_add_char(out, '=');
    hg_buf_add_char(out, digits[byte >> 4]);
    hg_buf_add_char(out, digits[byte & 15]);
    return 3;
}

void hg_mime_quoted_printable(struct hg_sink *sink, const char *text, size_t len)
{
    size_t column = 0;
    struct hg_buf out;
    hg_buf_init(&out);
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '\n') {
            hg_buf_add_text(&out, "\r\n");
            column = 0;
            continue;
        }
        const bool is_sign = may_end_command_sign(text + i, i == 0);
        bool is_escaped = is_sign || needs_escape(text + i, len - i, column == 0);
        const bool is_last = i + 1 == len || text[i + 1] == '\n';
        if (column + (is_escaped ? 3 : 1) > (size_t)(LINE_COLUMNS - (is_last ? 0 : 1))) {
            hg_buf_add_text(&out, "=\r\n");
            column = 0;
            is_escaped = is_sign || needs_escape(text + i, len - i, true);
        }
        column += write_byte(&out, text + i, is_escaped);
    }
    if (column > 0)
        hg_buf_add_text(&out, "\r\n");
    hg_sink_write(sink, out.data, out.len);
    hg_buf_release(&out);
}

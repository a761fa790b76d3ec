/* SPDX-License-Identifier: MIT */
/* wrap: text in lines. */
#include "format/wrap.h"

#include <stdbool.h>
#include <string.h>

#include "headgate/text.h"

#include "headgate/banned.h"

#define ELLIPSIS      "…"
#define GUARD         "· "
#define GUARD_COLUMNS 2

/* Bytes of the first line: up to the last blank in reach, or all that fits. */
static size_t line_len(const char *text, size_t len, size_t columns)
{
    const size_t fitting = hg_text_prefix(text, columns);
    if (fitting >= len)
        return len;
    for (size_t i = fitting; i > 0; i--) {
        if (text[i] == ' ')
            return i;
    }
    /* A character that is wider than the line still has to go somewhere. */
    return fitting > 0 ? fitting : hg_text_prefix(text, 2);
}

/* CI services take a line for a command when its first characters but blanks are such
 * ("::error", "##[group]", "##vso["). */
static bool looks_like_command(const char *text)
{
    while (strncmp(text, HG_WRAP_NO_BREAK, sizeof HG_WRAP_NO_BREAK - 1) == 0)
        text += sizeof HG_WRAP_NO_BREAK - 1;
    return strncmp(text, "::", 2) == 0 || strncmp(text, "##", 2) == 0;
}

void hg_wrap_write_plain(struct hg_sink *sink, const char *text, size_t len)
{
    const size_t blank_len = sizeof HG_WRAP_NO_BREAK - 1;
    size_t begin = 0;
    for (size_t i = 0; i + blank_len <= len; i++) {
        if (memcmp(text + i, HG_WRAP_NO_BREAK, blank_len) != 0)
            continue;
        hg_sink_write(sink, text + begin, i - begin);
        hg_sink_text(sink, " ");
        begin = i + blank_len;
        i = begin - 1;
    }
    hg_sink_write(sink, text + begin, len - begin);
}

static void write_paragraph(struct hg_sink *sink, const char *text, size_t len,
                            size_t indent, size_t columns)
{
    const size_t room =
        columns > indent + GUARD_COLUMNS ? columns - indent : GUARD_COLUMNS + 1;
    while (len > 0) {
        const bool is_guarded = looks_like_command(text);
        const size_t line = line_len(text, len, room - (is_guarded ? GUARD_COLUMNS : 0));
        hg_sink_printf(sink, "%*s%s", (int)indent, "", is_guarded ? GUARD : "");
        hg_wrap_write_plain(sink, text, line);
        hg_sink_text(sink, "\n");
        text += line;
        len -= line;
        while (len > 0 && *text == ' ') {
            text++;
            len--;
        }
    }
}

void hg_wrap_write(struct hg_sink *sink, const char *text, size_t indent, size_t columns)
{
    while (*text != '\0') {
        const size_t len = strcspn(text, "\n");
        write_paragraph(sink, text, len, indent, columns);
        text += len + (text[len] == '\n' ? 1 : 0);
    }
}

size_t hg_wrap_cut(struct hg_buf *out, const char *text, size_t columns)
{
    const size_t width = hg_text_width(text);
    if (width <= columns) {
        hg_buf_add_text(out, text);
        return width;
    }
    const size_t before = out->len;
    if (columns > 0) {
        hg_buf_add(out, text, hg_text_prefix(text, columns - 1));
        hg_buf_add_text(out, ELLIPSIS);
    }
    return hg_text_width(out->data + before);
}

/* SPDX-License-Identifier: MIT */
/* mime_header: header fields of a message. */
#include "format/mime_header.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/buf.h"
#include "headgate/mailbox.h"
#include "headgate/text.h"
#include "format/mime_body.h"

#include "headgate/banned.h"

/* RFC 2047 2: a line with encoded words has 76 columns at most. */
#define LINE_COLUMNS 76
#define WORD_OPEN    "=?UTF-8?B?"
#define WORD_CLOSE   "?="
#define WORD_EXTRA   (sizeof WORD_OPEN - 1 + sizeof WORD_CLOSE - 1)
#define UTF8_MAX     4

/* A field that is being written. */
struct field {
    struct hg_sink *sink;
    size_t column;
};

static void add(struct field *field, const char *text, size_t len)
{
    hg_sink_write(field->sink, text, len);
    field->column += len;
}

static void begin(struct field *field, struct hg_sink *sink, const char *name)
{
    *field = (struct field){.sink = sink};
    add(field, name, strlen(name));
    add(field, ":", 1);
}

static void end(struct field *field)
{
    hg_sink_text(field->sink, "\r\n");
}

/* A blank before `len` bytes, on a new line where they would not fit. */
static void separate(struct field *field, size_t len)
{
    if (field->column + 1 + len > LINE_COLUMNS) {
        hg_sink_text(field->sink, "\r\n");
        field->column = 0;
    }
    add(field, " ", 1);
}

/* Two of a kind: an encoded word, or a command to CI services, may begin so. */
static bool begins_sign(const char *text, size_t left)
{
    return left > 1 && (memcmp(text, "=?", 2) == 0 || memcmp(text, "##", 2) == 0 ||
                        memcmp(text, "::", 2) == 0);
}

/* Printable ASCII in words that can be folded, and nothing that looks like an encoded
 * word or like a command. */
static bool is_plain(const char *text, size_t len)
{
    size_t word = 0;
    for (size_t i = 0; i < len; i++) {
        if (text[i] < ' ' || text[i] > '~' || begins_sign(text + i, len - i))
            return false;
        word = text[i] == ' ' ? 0 : word + 1;
        if (word >= LINE_COLUMNS - 1)
            return false;
    }
    /* Blanks in a row, at the beginning and at the end would be lost by folding. */
    if (len > 0 && (text[0] == ' ' || text[len - 1] == ' '))
        return false;
    for (size_t i = 0; i + 1 < len; i++) {
        if (text[i] == ' ' && text[i + 1] == ' ')
            return false;
    }
    return true;
}

static void add_words(struct field *field, const char *text, size_t len)
{
    while (len > 0) {
        const char *blank = memchr(text, ' ', len);
        const size_t word = blank == NULL ? len : (size_t)(blank - text);
        separate(field, word);
        add(field, text, word);
        text += word;
        len -= word;
        if (len > 0) {
            text++;
            len--;
        }
    }
}

/* Bytes of whole characters, at most `most`. */
static size_t whole_bytes(const char *text, size_t len, size_t max_bytes)
{
    if (len <= max_bytes)
        return len;
    size_t whole = max_bytes;
    while (whole > 0 && ((unsigned char)text[whole] & 0xC0) == 0x80)
        whole--;
    return whole;
}

/* `text` is clean. */
static void add_encoded(struct field *field, const char *text, size_t len)
{
    while (len > 0) {
        /* Room for one character at least. */
        separate(field, WORD_EXTRA + (UTF8_MAX + 2) / 3 * 4);
        const size_t room = LINE_COLUMNS - field->column - WORD_EXTRA;
        const size_t bytes = whole_bytes(text, len, room / 4 * 3);
        struct hg_buf word;
        hg_buf_init(&word);
        hg_buf_add_text(&word, WORD_OPEN);
        hg_buf_add_base64(&word, text, bytes);
        hg_buf_add_text(&word, WORD_CLOSE);
        add(field, word.data, word.len);
        hg_buf_release(&word);
        text += bytes;
        len -= bytes;
    }
}

static void add_text(struct field *field, const char *text, size_t len)
{
    if (is_plain(text, len)) {
        add_words(field, text, len);
        return;
    }
    char *clean = hg_text_clean(text, len, SIZE_MAX);
    add_encoded(field, clean, strlen(clean));
    free(clean);
}

/* RFC 5322 3.2.4: quoted where it is ASCII, whatever it holds. */
static void add_name(struct field *field, const char *name, size_t len)
{
    struct hg_buf quoted;
    if (!is_plain(name, len)) {
        add_text(field, name, len);
        return;
    }
    hg_buf_init(&quoted);
    hg_buf_add_char(&quoted, '"');
    for (size_t i = 0; i < len; i++) {
        if (name[i] == '"' || name[i] == '\\')
            hg_buf_add_char(&quoted, '\\');
        hg_buf_add_char(&quoted, name[i]);
    }
    hg_buf_add_char(&quoted, '"');
    add_words(field, quoted.data, quoted.len);
    hg_buf_release(&quoted);
}

static void add_mailbox(struct field *field, const struct hg_mailbox *mailbox,
                        bool is_first)
{
    const bool has_name = mailbox->name != NULL;
    const size_t len = strlen(mailbox->address);
    if (!is_first)
        add(field, ",", 1);
    if (has_name)
        add_name(field, mailbox->name, strlen(mailbox->name));
    separate(field, len + 3);
    add(field, "<", has_name ? 1 : 0);
    add(field, mailbox->address, len);
    add(field, ">", has_name ? 1 : 0);
}

void hg_mime_field(struct hg_sink *sink, const char *name, const char *value)
{
    hg_sink_printf(sink, "%s: %s\r\n", name, value);
}

void hg_mime_text_field(struct hg_sink *sink, const char *name, const char *text)
{
    struct field field;
    begin(&field, sink, name);
    add_text(&field, text, strlen(text));
    end(&field);
}

void hg_mime_mailboxes_field(struct hg_sink *sink, const char *name,
                             const struct hg_texts *mailboxes, const char *fallback)
{
    struct field field;
    bool is_first = true;
    for (size_t i = 0; i < mailboxes->count; i++) {
        struct hg_mailbox mailbox;
        char problem[128];
        if (hg_mailbox_parse(&mailbox, mailboxes->items[i], problem, sizeof problem) != 0)
            continue;
        if (is_first)
            begin(&field, sink, name);
        add_mailbox(&field, &mailbox, is_first);
        is_first = false;
        hg_mailbox_release(&mailbox);
    }
    if (is_first)
        hg_mime_field(sink, name, fallback);
    else
        end(&field);
}

void hg_mime_date_field(struct hg_sink *sink, int64_t wall_us, const struct hg_zone *zone)
{
    /* strftime(3) would ask the locale. */
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct hg_local local;
    int32_t offset_s = 0;
    hg_zone_local(zone, wall_us, &local, &offset_s);
    const int offset_m = (offset_s < 0 ? -offset_s : offset_s) / 60;
    hg_sink_printf(sink, "Date: %s, %d %s %d %02d:%02d:%02d %c%02d%02d\r\n",
                   days[local.weekday], local.day, months[local.month - 1], local.year,
                   local.hour, local.minute, local.second, offset_s < 0 ? '-' : '+',
                   offset_m / 60, offset_m % 60);
}

/* SPDX-License-Identifier: MIT */
/* uptime_eml: the report as a message for `sendmail -t` and for SMTP (RFC 5322,
 * 2045-2049): the text first, then the same as HTML, as readers show the last part that
 * they understand (RFC 2046 5.1.4); around both, when wanted, an attachment with the
 * figures.
 *
 * Written by hand: libcurl's MIME API gives its bytes to a transfer only. */
#include "uptime/uptime_formats.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "headgate/ascii.h"
#include "headgate/hash.h"
#include "format/mime_body.h"
#include "format/mime_header.h"

#include "headgate/banned.h"

#define TOKEN_SIZE 40
#define BODY_MAX   (98 * 1000)

/* A boundary that no body holds: in quoted-printable "=" is followed by digits, letters
 * or a line's end, and in base64 by nothing or another one (RFC 2045 6.7). */
#define BOUNDARY "=_headgate_%s_%s"

struct message {
    const struct hg_uptime *uptime;
    const struct hg_uptime_style *style;
    struct hg_sink *sink;
    char token[TOKEN_SIZE]; /* of this message alone */
};

static uint64_t add_text_hash(uint64_t hash, const char *text)
{
    return text == NULL ? hash : hg_hash_add_bytes(hash, text, strlen(text) + 1);
}

/* The time in microseconds and the contents: no two reports have both in common. */
static void make_token(struct message *message)
{
    const struct hg_uptime *uptime = message->uptime;
    uint64_t hash = HG_HASH_BASIS;
    hash = add_text_hash(hash, uptime->history);
    hash = add_text_hash(hash, uptime->name);
    hash = add_text_hash(hash, uptime->period.description);
    hash = hg_hash_add_bytes(hash, &uptime->tally, sizeof uptime->tally);
    snprintf(message->token, sizeof message->token, "%" PRIx64 ".%016" PRIx64,
             (uint64_t)uptime->generated_us, hash);
}

/* RFC 1035 2.3.4 */
#define HOST_MAX 253

/* The host as far as it may stand in an address. */
static void write_host(const struct hg_uptime *uptime, struct hg_buf *out)
{
    const size_t before = out->len;
    for (const char *p = uptime->host == NULL ? "" : uptime->host;
         *p != '\0' && out->len - before < HOST_MAX; p++) {
        const bool is_dot =
            *p == '.' && out->len > before && out->data[out->len - 1] != '.';
        if (hg_ascii_is_letter(*p) || hg_ascii_is_digit(*p) || *p == '-' || is_dot)
            hg_buf_add_char(out, *p);
    }
    if (out->len > before && out->data[out->len - 1] == '.')
        hg_buf_cut(out, out->len - 1);
    if (out->len == before)
        hg_buf_add_text(out, "localhost");
}

static void write_sender(const struct message *message)
{
    const struct hg_texts from = {&message->style->from,
                                  message->style->from == NULL ? 0 : 1};
    struct hg_buf otherwise;
    hg_buf_init(&otherwise);
    hg_buf_add_text(&otherwise, "headgate@");
    write_host(message->uptime, &otherwise);
    hg_mime_mailboxes_field(message->sink, "From", &from, otherwise.data);
    hg_buf_release(&otherwise);
}

static void write_subject(const struct message *message)
{
    struct hg_buf subject;
    hg_buf_init(&subject);
    const struct hg_uptime *uptime = message->uptime;
    const char *name = uptime->name != NULL ? uptime->name : uptime->host;
    if (name != NULL)
        hg_buf_printf(&subject, "%s: ", name);
    hg_uptime_headline(message->uptime, &subject);
    hg_mime_text_field(message->sink, "Subject", subject.data);
    hg_buf_release(&subject);
}

static void write_id(const struct message *message)
{
    struct hg_buf id;
    hg_buf_init(&id);
    hg_buf_printf(&id, "<%s@", message->token);
    write_host(message->uptime, &id);
    hg_buf_add_char(&id, '>');
    hg_mime_field(message->sink, "Message-ID", id.data);
    hg_buf_release(&id);
}

static void write_head(const struct message *message)
{
    hg_mime_date_field(message->sink, message->uptime->generated_us,
                       message->uptime->zone);
    write_sender(message);
    hg_mime_mailboxes_field(message->sink, "To", &message->style->to,
                            "undisclosed-recipients:;");
    write_subject(message);
    write_id(message);
    /* RFC 3834 5; the second is what Exchange listens to. */
    hg_mime_field(message->sink, "Auto-Submitted", "auto-generated");
    hg_mime_field(message->sink, "X-Auto-Response-Suppress", "All");
    hg_mime_field(message->sink, "MIME-Version", "1.0");
}

static void begin_multipart(const struct message *message, const char *kind)
{
    hg_sink_printf(message->sink,
                   "Content-Type: multipart/%s;\r\n boundary=\"" BOUNDARY "\"\r\n", kind,
                   kind, message->token);
}

static void write_boundary(const struct message *message, const char *kind,
                           const char *end)
{
    /* The line end before a boundary belongs to it (RFC 2046 5.1.1). */
    hg_sink_printf(message->sink, "\r\n--" BOUNDARY "%s\r\n", kind, message->token, end);
}

/* As long as the HTML at most: lists of a hundred long entries would be several times as much. */
static void write_body(const struct hg_uptime *uptime,
                       const struct hg_uptime_reporter *reporter, struct hg_sink *sink)
{
    struct hg_uptime_style style = {.max_entries = HG_UPTIME_ENTRIES_MAX};
    reporter->write(uptime, &style, sink);
    while (sink->buffer.len > BODY_MAX && style.max_entries > 1) {
        hg_buf_clear(&sink->buffer);
        style.max_entries /= 2;
        reporter->write(uptime, &style, sink);
    }
}

static void write_text_part(const struct message *message, const char *type,
                            const struct hg_uptime_reporter *reporter)
{
    struct hg_sink part;
    hg_sink_init(&part, -1);
    write_body(message->uptime, reporter, &part);
    hg_mime_field(message->sink, "Content-Type", type);
    hg_mime_field(message->sink, "Content-Transfer-Encoding", "quoted-printable");
    hg_sink_text(message->sink, "\r\n");
    hg_mime_quoted_printable(message->sink, part.buffer.data, part.buffer.len);
    hg_sink_release(&part);
}

static void write_alternatives(const struct message *message)
{
    begin_multipart(message, "alternative");
    write_boundary(message, "alternative", "");
    write_text_part(message, "text/plain; charset=utf-8", &hg_uptime_reporter_text);
    write_boundary(message, "alternative", "");
    write_text_part(message, "text/html; charset=utf-8", &hg_uptime_reporter_html);
    write_boundary(message, "alternative", "--");
}

static void write_attachment(const struct message *message)
{
    const struct hg_uptime_style style = {0};
    struct hg_sink part;
    hg_sink_init(&part, -1);
    hg_uptime_reporter_csv.write(message->uptime, &style, &part);
    hg_mime_field(message->sink, "Content-Type",
                  "text/csv; charset=utf-8; header=present; name=\"uptime.csv\"");
    hg_mime_field(message->sink, "Content-Disposition",
                  "attachment; filename=\"uptime.csv\"");
    hg_mime_field(message->sink, "Content-Transfer-Encoding", "base64");
    hg_sink_text(message->sink, "\r\n");
    hg_mime_base64_lines(message->sink, part.buffer.data, part.buffer.len);
    hg_sink_release(&part);
}

static void write_eml(const struct hg_uptime *uptime, const struct hg_uptime_style *style,
                      struct hg_sink *sink)
{
    struct message message = {.uptime = uptime, .style = style, .sink = sink};
    make_token(&message);
    write_head(&message);
    if (!style->attach_csv) {
        write_alternatives(&message);
        return;
    }
    begin_multipart(&message, "mixed");
    write_boundary(&message, "mixed", "");
    write_alternatives(&message);
    write_boundary(&message, "mixed", "");
    write_attachment(&message);
    write_boundary(&message, "mixed", "--");
}

const struct hg_uptime_reporter hg_uptime_reporter_eml = {
    .name = "eml",
    .extension = "eml",
    .summary = "a mail for sendmail -t: text and HTML (RFC 5322)",
    .notation = HG_NOTATION_VERBATIM,
    .write = write_eml,
};

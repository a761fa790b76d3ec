/* SPDX-License-Identifier: MIT */
/* uptime_html: the report as HTML for mail clients: tables for the layout and inline styles, as
 * Outlook and Gmail know little else (caniemail.com), 600 wide at most and 320 at least. Each cell names
 * both of its colours, so that no client turns one of them without the other, and a word
 * stands beside every colour. What only some clients know, the colours for dark screens and larger sparklines for wide
 * ones, is in a style element, by classes that nothing else depends on.
 *
 * Gmail cuts what is longer than 102 KB. So each section has its share of bytes, and what
 * does not fit is counted. */
#include "uptime/uptime_formats.h"

#include <stdio.h>
#include <string.h>

#include "headgate/text.h"
#include "format/markup.h"
#include "uptime/outline.h"
#include "uptime/sparkline.h"
#include "format/wrap.h"

#include "headgate/banned.h"

enum {
    SPARKLINE_COLUMNS = 32, /* a month; so many fit 320 pixels */
    TITLE_COLUMNS = 72,
    LINE_COLUMNS = 220,
    LINES_MAX = 8,
    FOOT_COLUMNS = 600,
    BYTES_IN_COLUMN = 4 /* combining characters take no column at all */
};

/* 82,500 bytes together; head, figures, foot and headings take 15 KB at most, carriage returns included. What a section leaves,
 * those after it may take. */
static const size_t shares[HG_SECTION_COUNT] = {
    [HG_SECTION_NEWS] = 6000,         [HG_SECTION_DOWN] = 9500,
    [HG_SECTION_RECOVERED] = 5500,    [HG_SECTION_STALE] = 4500,
    [HG_SECTION_CHANNELS] = 2500,     [HG_SECTION_TARGETS] = 20000,
    [HG_SECTION_OUTAGES] = 12000,     [HG_SECTION_SLAS] = 7000,
    [HG_SECTION_GROUPS] = 3500,       [HG_SECTION_GAPS] = 2500,
    [HG_SECTION_CERTIFICATES] = 3500, [HG_SECTION_DAYS] = 6000,
};

static const char *const colors[HG_TONE_COUNT] = {
    [HG_TONE_PLAIN] = "#475462",   [HG_TONE_GOOD] = "#1a6b3a",
    [HG_TONE_WARNING] = "#855000", [HG_TONE_BAD] = "#b3261e",
    [HG_TONE_UNKNOWN] = "#5a6572", [HG_TONE_PLANNED] = "#1f5c9e",
};

/* Classes: o around the mail, p paper, f paper with faint text, s sparkline. */
static const char style_element[] =
    "<style>\n"
    "@media (min-width:480px){.s{font-size:20px!important}}\n"
    "@media (prefers-color-scheme:dark){\n"
    ".o{background-color:#0f151b!important;color:#e6ebf0!important}\n"
    ".p,.p a{background-color:#1a222b!important;color:#e6ebf0!important;"
    "border-color:#3a4652!important}\n"
    ".f{background-color:#1a222b!important;color:#a9b4bf!important;"
    "border-color:#3a4652!important}\n"
    "}\n</style>\n";

#define OUTSIDE "background-color:#e9edf1;"
#define PAPER   "background-color:#ffffff;"
#define INK     "color:#1b2530;"
#define FAINT   "color:#55606d;"
#define SANS    "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;"
#define MONO    "font-family:Menlo,Consolas,'DejaVu Sans Mono',monospace;"
#define BREAK   "word-break:break-word"
#define RULE    "border-top:1px solid #d5dbe1"

/* Attributes of what has these colours, without their last quotation mark. */
#define ON_PAPER "class=\"p\" style=\"" PAPER INK
#define FAINTLY  "class=\"f\" style=\"" PAPER FAINT
/* Attributes. */
#define LEFT      ON_PAPER "padding:10px 0 4px 16px;" BREAK "\""
#define RIGHT     ON_PAPER "padding:10px 16px 4px 8px;white-space:nowrap\""
#define LARGE     ON_PAPER "padding:10px 16px 4px 8px;white-space:nowrap;font-size:19px\""
#define ROW_LEFT  ON_PAPER "padding:3px 0 3px 16px;font-size:13px;" BREAK "\""
#define ROW_RIGHT ON_PAPER "padding:3px 16px 3px 8px;font-size:13px;white-space:nowrap\""
#define HEADING   ON_PAPER "padding:12px 16px 3px 16px;" BREAK "\""
#define SECTION   ON_PAPER "padding:18px 0 8px 16px;" BREAK ";" RULE "\""
#define COLUMN    FAINTLY "padding:18px 16px 8px 8px;font-size:13px;" RULE "\""
#define WIDE      FAINTLY "padding:0 16px 8px 16px;font-size:13px;line-height:19px;" BREAK "\""
#define FOOT      FAINTLY "padding:16px;font-size:13px;" BREAK ";" RULE "\""
/* Elements. */
#define H1 "<h1 style=\"margin:0;font-size:24px;line-height:32px;font-weight:bold\">"
#define H2 "<h2 style=\"margin:0;font-size:17px;font-weight:bold\">"
#define H3 "<h3 dir=\"auto\" style=\"margin:0;font-size:15px;font-weight:bold\">"
#define TABLE                                                                            \
    "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" "
/* Of the mail, and of its foot. */
#define SHEET                                                                            \
    TABLE "width=\"600\" bgcolor=\"#ffffff\" " ON_PAPER "max-width:600px;width:100%;"    \
          "text-align:left;" SANS "font-size:15px;line-height:21px\">\n"

struct mail {
    const struct hg_uptime *uptime;
    struct hg_sink *sink;
    size_t used;        /* bytes of entries */
    size_t max_entries; /* of them after this section */
};

/* Cut to so many columns, and to the bytes that they take at most. */
static void write_short(struct hg_sink *sink, const char *text, size_t columns)
{
    struct hg_buf out;
    struct hg_buf bytes;
    const size_t len = strlen(text);
    const size_t max_entries = columns * BYTES_IN_COLUMN;
    hg_buf_init(&out);
    hg_buf_init(&bytes);
    hg_buf_add(&bytes, text, len <= max_entries ? len : hg_text_whole(text, max_entries));
    hg_wrap_cut(&out, bytes.data, columns);
    hg_markup_text(sink, out.data);
    hg_buf_release(&bytes);
    hg_buf_release(&out);
}

static void write_title(struct hg_sink *sink, const struct hg_outline_entry *entry)
{
    const bool is_link = entry->url != NULL && hg_markup_is_link(entry->url);
    if (is_link) {
        hg_sink_text(sink, "<a");
        hg_markup_attribute(sink, "href", entry->url);
        hg_sink_text(sink, " style=\"" INK "text-decoration:none\">");
    }
    hg_sink_text(sink, "<b dir=\"auto\">");
    write_short(sink, entry->title, TITLE_COLUMNS);
    hg_sink_text(sink, is_link ? "</b></a>" : "</b>");
}

static void write_word(struct hg_sink *sink, const struct hg_outline_entry *entry)
{
    if (entry->word == NULL)
        return;
    hg_sink_printf(sink,
                   "<span style=\"background-color:%s;color:#ffffff;font-size:12px;"
                   "padding:1px 6px\">%s</span> ",
                   colors[entry->tone], entry->word);
}

/* Lines below one another; the first one begins without a break. */
static void write_lines(struct hg_sink *sink, const char *lines)
{
    struct hg_buf line;
    hg_buf_init(&line);
    for (size_t i = 0; *lines != '\0' && i < LINES_MAX; i++) {
        const size_t len = strcspn(lines, "\n");
        hg_buf_clear(&line);
        hg_buf_add(&line, lines, len);
        hg_sink_text(sink, i > 0 ? "<br>" : "");
        write_short(sink, line.data, LINE_COLUMNS);
        lines += len + (lines[len] == '\n' ? 1 : 0);
    }
    hg_buf_release(&line);
}

static void write_sparkline(const struct mail *mail, struct hg_sink *sink,
                            const struct hg_uptime_target *target)
{
    struct hg_buf sparkline;
    hg_buf_init(&sparkline);
    hg_sparkline_write(mail->uptime, target, SPARKLINE_COLUMNS, &sparkline);
    hg_sink_text(sink, "<span class=\"p s\" style=\"" PAPER INK MONO "font-size:14px\">");
    hg_markup_text(sink, sparkline.data);
    hg_sink_text(sink, "</span><br>");
    hg_buf_release(&sparkline);
}

/* Everything below the line of title and figure. */
static void write_below(const struct mail *mail, struct hg_sink *sink,
                        const struct hg_outline_section *section,
                        const struct hg_outline_entry *entry)
{
    struct hg_buf lines;
    hg_buf_init(&lines);
    hg_outline_join_cells(section, entry, &lines);
    if (lines.len > 0 && entry->details[0] != '\0')
        hg_buf_add_char(&lines, '\n');
    hg_buf_add_text(&lines, entry->details);
    if (lines.len > 0 || entry->target != NULL) {
        hg_sink_text(sink, "<tr><td colspan=\"2\" " WIDE ">");
        if (entry->target != NULL)
            write_sparkline(mail, sink, entry->target);
        write_lines(sink, lines.data);
        hg_sink_text(sink, "</td></tr>\n");
    }
    hg_buf_release(&lines);
}

/* Figures of tables are on one line with their title: a row of little height. */
static void write_row(struct hg_sink *sink, const struct hg_outline_section *section,
                      const struct hg_outline_entry *entry)
{
    struct hg_buf cells;
    hg_buf_init(&cells);
    hg_outline_join_cells(section, entry, &cells);
    hg_sink_text(sink, "<tr><td " ROW_LEFT ">");
    write_short(sink, entry->title, TITLE_COLUMNS);
    hg_sink_text(sink, " ");
    if (entry->tone != HG_TONE_GOOD)
        write_word(sink, entry);
    if (cells.len > 0) {
        hg_sink_text(sink, "<span " FAINTLY "\">");
        write_short(sink, cells.data, LINE_COLUMNS);
        hg_sink_text(sink, "</span>");
    }
    hg_sink_printf(sink,
                   "</td><td align=\"right\" valign=\"top\" " ROW_RIGHT ">%s</td></tr>\n",
                   entry->cells[0]);
    hg_buf_release(&cells);
}

static void write_entry(const struct mail *mail, struct hg_sink *sink,
                        const struct hg_outline_section *section,
                        const struct hg_outline_entry *entry)
{
    hg_sink_text(sink, "<tr><td valign=\"top\" " LEFT ">");
    write_word(sink, entry);
    write_title(sink, entry);
    hg_sink_printf(
        sink, "</td><td align=\"right\" valign=\"top\" " RIGHT "><b>%s</b></td></tr>\n",
        entry->cells[0]);
    write_below(mail, sink, section, entry);
}

static void write_heading(struct hg_sink *sink, const char *heading)
{
    hg_sink_text(sink, "<tr><td colspan=\"2\" " HEADING ">" H3);
    write_short(sink, heading, TITLE_COLUMNS);
    hg_sink_text(sink, "</h3></td></tr>\n");
}

static void write_wide(struct hg_sink *sink, const char *text, size_t columns)
{
    hg_sink_text(sink, "<tr><td colspan=\"2\" " WIDE ">");
    write_short(sink, text, columns);
    hg_sink_text(sink, "</td></tr>\n");
}

static void write_section(struct hg_sink *sink, const char *title, const char *column)
{
    hg_sink_printf(sink,
                   "<tr><td " SECTION ">" H2 "%s</h2></td><td align=\"right\" "
                   "valign=\"bottom\" " COLUMN ">%s</td></tr>\n",
                   title, column);
}

static void on_begin(void *context, const struct hg_outline_section *section)
{
    struct mail *mail = context;
    mail->max_entries = 0;
    for (int kind = 0; kind <= (int)section->kind; kind++)
        mail->max_entries += shares[kind];
    write_section(mail->sink, section->title, section->columns[0]);
    if (section->note != NULL)
        write_wide(mail->sink, section->note, LINE_COLUMNS);
    if (section->kind != HG_SECTION_TARGETS)
        return;
    struct hg_buf legend;
    hg_buf_init(&legend);
    hg_sparkline_legend(mail->uptime, SPARKLINE_COLUMNS, &legend);
    write_wide(mail->sink, legend.data, LINE_COLUMNS);
    hg_buf_release(&legend);
}

static bool on_entry(void *context, const struct hg_outline_section *section,
                     const struct hg_outline_entry *entry)
{
    struct mail *mail = context;
    struct hg_sink piece;
    hg_sink_init(&piece, -1);
    if (entry->heading != NULL)
        write_heading(&piece, entry->heading);
    if (section->is_table && entry->target == NULL)
        write_row(&piece, section, entry);
    else
        write_entry(mail, &piece, section, entry);
    const bool fits = piece.buffer.len <= mail->max_entries - mail->used;
    if (fits) {
        mail->used += piece.buffer.len;
        hg_sink_write(mail->sink, piece.buffer.data, piece.buffer.len);
    }
    hg_sink_release(&piece);
    return fits;
}

static void on_end(void *context, const struct hg_outline_section *section,
                   const char *rest)
{
    const struct mail *mail = context;
    (void)section;
    if (rest != NULL)
        write_wide(mail->sink, rest, LINE_COLUMNS);
}

static void on_fact(void *context, const struct hg_outline_fact *fact)
{
    struct hg_sink *sink = context;
    hg_sink_printf(sink,
                   "<tr><td " LEFT ">%s</td><td align=\"right\" " LARGE "><b>%s</b></td>"
                   "</tr>\n<tr><td colspan=\"2\" " WIDE ">%s</td></tr>\n",
                   fact->label, fact->value, fact->remark);
}

static void write_banner(const struct hg_uptime *uptime, const char *headline,
                         struct hg_sink *sink)
{
    const char *color = colors[hg_outline_tone(uptime)];
    struct hg_buf about;
    hg_buf_init(&about);
    hg_uptime_format_period(uptime, &about);
    hg_buf_add_char(&about, '\n');
    hg_uptime_format_comparison(uptime, &about);
    hg_sink_printf(sink,
                   "<tr><td colspan=\"2\" bgcolor=\"%s\" style=\"background-color:%s;"
                   "color:#ffffff;padding:20px 16px;" BREAK "\">",
                   color, color);
    if (uptime->name != NULL) {
        hg_sink_text(sink, "<span dir=\"auto\">");
        write_short(sink, uptime->name, TITLE_COLUMNS);
        hg_sink_text(sink, "</span><br>");
    }
    hg_sink_text(sink, H1);
    hg_markup_headline(sink, headline);
    hg_sink_text(sink, "</h1><span style=\"font-size:13px\">");
    write_lines(sink, about.data);
    hg_sink_text(sink, "</span></td></tr>\n");
    hg_buf_release(&about);
}

/* What a list of mails shows behind the subject: what an alert is about, or the period. */
static bool on_first_news(void *context, const struct hg_outline_section *section,
                          const struct hg_outline_entry *entry)
{
    struct hg_sink *sink = context;
    (void)section;
    write_short(sink, entry->title, TITLE_COLUMNS);
    hg_sink_printf(sink, " %s, since %s. ", entry->word, entry->cells[0]);
    return false;
}

static void on_no_begin(void *context, const struct hg_outline_section *section)
{
    (void)context;
    (void)section;
}

static void on_no_end(void *context, const struct hg_outline_section *section,
                      const char *rest)
{
    (void)context;
    (void)section;
    (void)rest;
}

static void write_preview(const struct hg_uptime *uptime, struct hg_sink *sink)
{
    const struct hg_outline_reader reader = {sink, on_no_begin, on_first_news, on_no_end};
    struct hg_buf period;
    hg_buf_init(&period);
    hg_uptime_format_period(uptime, &period);
    hg_sink_text(
        sink,
        "<div class=\"o\" style=\"display:none;max-height:0;overflow:hidden;" OUTSIDE INK
        "\">");
    hg_outline_walk_news(uptime, &reader);
    hg_markup_text(sink, period.data);
    hg_sink_text(sink, "</div>\n");
    hg_buf_release(&period);
}

static void write_head(const struct hg_uptime *uptime,
                       const struct hg_outline_reader *reader, struct hg_sink *sink)
{
    struct hg_buf headline;
    hg_buf_init(&headline);
    hg_uptime_headline(uptime, &headline);
    hg_sink_text(sink, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
                       "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                       "content=\"width=device-width, initial-scale=1\">\n"
                       "<meta name=\"color-scheme\" content=\"light dark\">\n"
                       "<meta name=\"supported-color-schemes\" content=\"light dark\">\n"
                       "<title>");
    hg_markup_text(sink, headline.data);
    hg_sink_text(sink, "</title>\n");
    hg_sink_text(sink, style_element);
    hg_sink_text(sink,
                 "</head>\n<body class=\"o\" style=\"margin:0;padding:0;" OUTSIDE INK
                 "\">\n");
    write_preview(uptime, sink);
    hg_sink_text(sink,
                 TABLE "width=\"100%\" bgcolor=\"#e9edf1\" class=\"o\" style=\"" OUTSIDE
                       "\">\n<tr><td align=\"center\" class=\"o\" style=\"" OUTSIDE INK
                       "padding:16px 8px\">\n<div role=\"main\">\n" SHEET);
    write_banner(uptime, headline.data, sink);
    hg_outline_walk_news(uptime, reader);
    /* In a table of its own: moments would make the column of figures too wide for a telephone. */
    if (uptime->event_count > 0) {
        hg_sink_text(sink, "</table>\n" SHEET);
        write_section(sink, "The period", "");
    }
    hg_outline_facts(uptime, on_fact, sink);
    hg_buf_release(&headline);
}

static void write_foot(const struct hg_uptime *uptime, struct hg_sink *sink)
{
    struct hg_buf description;
    hg_buf_init(&description);
    hg_uptime_rule(uptime, &description);
    hg_sink_text(sink, "</table>\n</div>\n<div role=\"contentinfo\">\n" SHEET
                       "<tr><td " FOOT ">");
    write_short(sink, description.data, FOOT_COLUMNS);
    hg_sink_text(sink, "<br>");
    hg_buf_clear(&description);
    hg_uptime_format_origin(uptime, &description);
    write_short(sink, description.data, FOOT_COLUMNS);
    hg_sink_text(
        sink, "</td></tr>\n</table>\n</div>\n</td></tr>\n</table>\n</body>\n</html>\n");
    hg_buf_release(&description);
}

static void write_html(const struct hg_uptime *uptime,
                       const struct hg_uptime_style *style, struct hg_sink *sink)
{
    struct mail mail = {.uptime = uptime, .sink = sink};
    const struct hg_outline_reader reader = {&mail, on_begin, on_entry, on_end};
    (void)style;
    write_head(uptime, &reader, sink);
    hg_outline_walk(uptime, &reader);
    write_foot(uptime, sink);
}

const struct hg_uptime_reporter hg_uptime_reporter_html = {
    .name = "html",
    .extension = "html",
    .summary = "for mail clients: tables and inline styles, under 100 KB",
    .notation = HG_NOTATION_MARKUP,
    .write = write_html,
};

/* SPDX-License-Identifier: MIT */
/* uptime_text: a report over a period as plain text, 76 columns wide, for any mail
 * reader. A mark stands before every text from outside that begins a line, as CI services
 * look for commands there. */
#include "uptime/uptime_formats.h"

#include <stdio.h>
#include <string.h>

#include "headgate/text.h"
#include "uptime/outline.h"
#include "uptime/sparkline.h"
#include "format/wrap.h"

#include "headgate/banned.h"

enum {
    COLUMNS = 76, /* RFC 3676 4.2 recommends 78 at most; quoting it takes two */
    INDENT = 2,
    NAME_LEAST = 12, /* columns; longer figures make the line longer */
    GAP = 2,
    LABEL_COLUMNS = 11,
    VALUE_COLUMNS = 11,
    REMARK_INDENT = INDENT + LABEL_COLUMNS + VALUE_COLUMNS + GAP
};

static const char *const marks[HG_TONE_COUNT] = {
    [HG_TONE_PLAIN] = "•", [HG_TONE_GOOD] = "✓",    [HG_TONE_WARNING] = "!",
    [HG_TONE_BAD] = "✗",   [HG_TONE_UNKNOWN] = "?", [HG_TONE_PLANNED] = "-",
};

/* Columns of the figures in tables. A wider one takes from the name's. */
static const int figure_columns[] = {9, 11, 10, 11, 8, 8};

struct text {
    const struct hg_uptime *uptime;
    struct hg_sink *sink;
    size_t max_entries; /* entries of a list; 0: all */
    size_t shown;       /* of this list */
};

static void write_rule(struct hg_sink *sink)
{
    for (int i = 0; i < COLUMNS; i++)
        hg_sink_text(sink, "-");
    hg_sink_text(sink, "\n");
}

/* Blanks and then the text, so that it ends at the column. */
static void add_right(struct hg_buf *out, const char *text, int columns)
{
    const int width = (int)hg_text_width(text);
    hg_buf_printf(out, "%*s%s", columns > width ? columns - width : 0, "", text);
}

static void add_figures(struct hg_buf *out, const struct hg_outline_section *section,
                        const char *const *cells)
{
    for (size_t i = 0; i < section->column_count; i++)
        add_right(out, cells[i], figure_columns[i] + GAP - (i == 0 ? GAP : 0));
}

/* What stands left, and the figures at the right end of the line. */
static void write_line(struct hg_sink *sink, const char *mark, const char *title,
                       const char *figures)
{
    const size_t taken = hg_text_width(figures) + INDENT + GAP;
    const size_t room = taken + NAME_LEAST < COLUMNS ? COLUMNS - taken : NAME_LEAST;
    struct hg_buf line;
    hg_buf_init(&line);
    const size_t width = hg_wrap_cut(&line, title, room);
    hg_buf_printf(&line, "%*s", (int)(room - width + GAP), "");
    hg_buf_add_text(&line, figures);
    while (line.len > 0 && line.data[line.len - 1] == ' ')
        hg_buf_cut(&line, line.len - 1);
    hg_sink_printf(sink, "%s ", mark);
    hg_wrap_write_plain(sink, line.data, line.len);
    hg_sink_text(sink, "\n");
    hg_buf_release(&line);
}

static void write_heading(struct text *text, const struct hg_outline_section *section)
{
    struct hg_buf figures;
    hg_sink_text(text->sink, "\n");
    write_rule(text->sink);
    hg_buf_init(&figures);
    if (section->is_table)
        add_figures(&figures, section, section->columns);
    write_line(text->sink, " ", section->title, figures.data);
    hg_buf_clear(&figures);
    if (section->note != NULL)
        hg_wrap_write(text->sink, section->note, INDENT, COLUMNS);
    if (section->kind == HG_SECTION_TARGETS) {
        hg_sparkline_legend(text->uptime, COLUMNS - INDENT, &figures);
        hg_wrap_write(text->sink, figures.data, INDENT, COLUMNS);
    }
    hg_sink_text(text->sink, "\n");
    hg_buf_release(&figures);
}

static void on_begin(void *context, const struct hg_outline_section *section)
{
    struct text *text = context;
    text->shown = 0;
    write_heading(text, section);
}

static void write_sparkline(const struct text *text,
                            const struct hg_uptime_target *target)
{
    struct hg_buf sparkline;
    hg_buf_init(&sparkline);
    hg_sparkline_write(text->uptime, target, COLUMNS - INDENT, &sparkline);
    hg_wrap_write(text->sink, sparkline.data, INDENT, COLUMNS);
    hg_buf_release(&sparkline);
}

/* "since 2026-10-31 21:14, cause connect": all figures but the first, which stands at the
 * right. */
static void write_facts(const struct text *text, const struct hg_outline_section *section,
                        const struct hg_outline_entry *entry)
{
    struct hg_buf line;
    hg_buf_init(&line);
    hg_outline_join_cells(section, entry, &line);
    hg_wrap_write(text->sink, line.data, INDENT, COLUMNS);
    hg_buf_release(&line);
}

static void write_entry(const struct text *text, const struct hg_outline_section *section,
                        const struct hg_outline_entry *entry)
{
    struct hg_buf figures;
    hg_buf_init(&figures);
    if (section->is_table)
        add_figures(&figures, section, entry->cells);
    else
        hg_buf_printf(&figures, "%s%s%s %s", entry->word == NULL ? "" : entry->word,
                      entry->word == NULL ? "" : ", ", section->columns[0],
                      entry->cells[0]);
    write_line(text->sink, marks[entry->tone], entry->title, figures.data);
    hg_buf_release(&figures);
    if (!section->is_table)
        write_facts(text, section, entry);
    if (entry->target != NULL)
        write_sparkline(text, entry->target);
    hg_wrap_write(text->sink, entry->details, INDENT, COLUMNS);
}

static bool on_entry(void *context, const struct hg_outline_section *section,
                     const struct hg_outline_entry *entry)
{
    struct text *text = context;
    if (text->max_entries > 0 && text->shown >= text->max_entries)
        return false;
    if (entry->heading != NULL) {
        hg_sink_text(text->sink, text->shown > 0 ? "\n" : "");
        write_line(text->sink, "▸", entry->heading, "");
    } else if (text->shown > 0 && (!section->is_table || entry->target != NULL)) {
        hg_sink_text(text->sink, "\n");
    }
    write_entry(text, section, entry);
    text->shown++;
    return true;
}

static void on_end(void *context, const struct hg_outline_section *section,
                   const char *rest)
{
    const struct text *text = context;
    (void)section;
    if (rest != NULL)
        hg_sink_printf(text->sink, "\n  ... %s\n", rest);
}

/* A remark of several lines stays in its column. */
static void on_fact(void *context, const struct hg_outline_fact *fact)
{
    struct hg_sink *sink = context;
    struct hg_sink remark;
    struct hg_buf value;
    hg_buf_init(&value);
    add_right(&value, fact->value, VALUE_COLUMNS);
    hg_sink_init(&remark, -1);
    hg_wrap_write(&remark, fact->remark, REMARK_INDENT, COLUMNS);
    hg_sink_printf(sink, "%*s%-*s", INDENT, "", LABEL_COLUMNS, fact->label);
    hg_wrap_write_plain(sink, value.data, value.len);
    if (remark.buffer.len > REMARK_INDENT)
        hg_sink_printf(sink, "%*s%s", GAP, "", remark.buffer.data + REMARK_INDENT);
    else
        hg_sink_text(sink, "\n");
    hg_sink_release(&remark);
    hg_buf_release(&value);
}

/* The answer in the first line, then what it is about. */
static void write_head(const struct hg_uptime *uptime,
                       const struct hg_outline_reader *reader, struct hg_sink *sink)
{
    struct hg_buf line;
    hg_buf_init(&line);
    hg_uptime_headline(uptime, &line);
    hg_wrap_write(sink, line.data, 0, COLUMNS);
    hg_buf_clear(&line);
    hg_uptime_format_scope(uptime, &line);
    hg_wrap_write(sink, line.data, 0, COLUMNS);
    hg_buf_release(&line);
    hg_outline_walk_news(uptime, reader);
    hg_sink_text(sink, "\n");
    if (uptime->event_count > 0) {
        write_rule(sink);
        hg_sink_text(sink, "  The period\n\n");
    }
    hg_outline_facts(uptime, on_fact, sink);
}

static void write_foot(const struct hg_uptime *uptime, struct hg_sink *sink)
{
    struct hg_buf words;
    hg_buf_init(&words);
    hg_sink_text(sink, "\n");
    write_rule(sink);
    hg_uptime_rule(uptime, &words);
    hg_buf_add_char(&words, '\n');
    hg_uptime_format_origin(uptime, &words);
    hg_wrap_write(sink, words.data, INDENT, COLUMNS);
    hg_buf_release(&words);
}

static void write_text(const struct hg_uptime *uptime,
                       const struct hg_uptime_style *style, struct hg_sink *sink)
{
    struct text text = {
        .uptime = uptime, .sink = sink, .max_entries = style->max_entries};
    const struct hg_outline_reader reader = {&text, on_begin, on_entry, on_end};
    write_head(uptime, &reader, sink);
    hg_outline_walk(uptime, &reader);
    write_foot(uptime, sink);
}

const struct hg_uptime_reporter hg_uptime_reporter_text = {
    .name = "text",
    .extension = "txt",
    .summary = "for people: 76 columns, readable in any mail",
    .notation = HG_NOTATION_TEXT,
    .write = write_text,
};

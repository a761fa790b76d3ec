/* SPDX-License-Identifier: MIT */
/* uptime_page: the report as one HTML page for browsers, with all targets and their
 * charts. It loads nothing, has no script, and its policy lets nobody add one (Content
 * Security Policy Level 3). */
#include "uptime/uptime_formats.h"

#include <string.h>

#include "uptime/chart.h"
#include "format/markup.h"
#include "uptime/outline.h"
#include "uptime/page_style.h"

#include "headgate/banned.h"

static const char *const tones[HG_TONE_COUNT] = {
    [HG_TONE_PLAIN] = "plain",     [HG_TONE_GOOD] = "good",
    [HG_TONE_WARNING] = "warning", [HG_TONE_BAD] = "bad",
    [HG_TONE_UNKNOWN] = "unknown", [HG_TONE_PLANNED] = "planned",
};

struct page {
    const struct hg_uptime *uptime;
    struct hg_sink *sink;
    bool is_table_open;
};

/* Writing directions of a name must not reach what stands beside it (HTML, the bdi
 * element). */
static void write_name(struct hg_sink *sink, const char *name, const char *url)
{
    const bool is_link = url != NULL && hg_markup_is_link(url);
    hg_sink_text(sink, "<bdi>");
    if (is_link) {
        hg_sink_text(sink, "<a rel=\"noreferrer\"");
        hg_markup_attribute(sink, "href", url);
        hg_sink_text(sink, ">");
    }
    hg_markup_text(sink, name);
    hg_sink_text(sink, is_link ? "</a></bdi>" : "</bdi>");
}

static void write_word(struct hg_sink *sink, const struct hg_outline_entry *entry)
{
    if (entry->word != NULL)
        hg_sink_printf(sink, "<span class=\"word %s\">%s</span>", tones[entry->tone],
                       entry->word);
}

static void write_paragraphs(struct hg_sink *sink, const char *lines)
{
    struct hg_buf line;
    hg_buf_init(&line);
    while (*lines != '\0') {
        const size_t len = strcspn(lines, "\n");
        hg_buf_clear(&line);
        hg_buf_add(&line, lines, len);
        hg_sink_text(sink, "<p dir=\"auto\">");
        hg_markup_text(sink, line.data);
        hg_sink_text(sink, "</p>");
        lines += len + (lines[len] == '\n' ? 1 : 0);
    }
    hg_buf_release(&line);
}

static void write_charts(const struct page *page, const struct hg_uptime_target *target)
{
    const char *unit = page->uptime->intervals_are_hours ? "hour" : "day";
    struct hg_sink *sink = page->sink;
    char max_entries[HG_UPTIME_FORMAT_SIZE];
    if (page->uptime->interval_count == 0)
        return;
    hg_sink_text(sink, "<div class=\"charts\"><figure>");
    hg_chart_bars(sink, page->uptime, target);
    hg_sink_printf(sink, "<figcaption>A bar for each %s</figcaption></figure><figure>",
                   unit);
    const int64_t most_us = hg_chart_latency(sink, page->uptime, target);
    if (most_us >= 0) {
        hg_uptime_format_latency(most_us, max_entries);
        hg_sink_printf(sink, "<figcaption>Latency, up to %s</figcaption>", max_entries);
    } else {
        hg_sink_text(sink, "<figcaption>Nothing answered</figcaption>");
    }
    hg_sink_text(sink, "</figure></div>");
}

static void write_article(const struct page *page,
                          const struct hg_outline_section *section,
                          const struct hg_outline_entry *entry)
{
    struct hg_sink *sink = page->sink;
    struct hg_buf cells;
    hg_sink_text(sink, "<article><div class=\"top\"><h3>");
    write_word(sink, entry);
    hg_sink_text(sink, entry->word == NULL ? "" : " ");
    write_name(sink, entry->title, entry->url);
    hg_sink_printf(sink, "</h3><b>%s</b></div>", entry->cells[0]);
    if (entry->target != NULL)
        write_charts(page, entry->target);
    hg_buf_init(&cells);
    hg_outline_join_cells(section, entry, &cells);
    hg_sink_text(sink, "<div class=\"cells\">");
    write_paragraphs(sink, cells.data);
    write_paragraphs(sink, entry->details);
    hg_sink_text(sink, "</div></article>\n");
    hg_buf_release(&cells);
}

static void open_table(struct page *page, const struct hg_outline_section *section)
{
    hg_sink_text(page->sink, "<div class=\"scroll\"><table><tr><td></td>");
    for (size_t i = 0; i < section->column_count; i++)
        hg_sink_printf(page->sink, "<th scope=\"col\">%s</th>", section->columns[i]);
    hg_sink_text(page->sink, "</tr>\n");
    page->is_table_open = true;
}

static void close_table(struct page *page, const struct hg_outline_section *section)
{
    if (!page->is_table_open)
        return;
    hg_sink_text(page->sink, "</table></div>\n");
    if (section->kind == HG_SECTION_DAYS)
        hg_sink_text(page->sink, "</details>\n");
    page->is_table_open = false;
}

static void write_row(struct page *page, const struct hg_outline_section *section,
                      const struct hg_outline_entry *entry)
{
    struct hg_sink *sink = page->sink;
    if (entry->heading != NULL) {
        close_table(page, section);
        hg_sink_text(sink, "<details open><summary>");
        write_name(sink, entry->heading, NULL);
        hg_sink_text(sink, "</summary>");
    }
    if (!page->is_table_open)
        open_table(page, section);
    hg_sink_text(sink, "<tr><td>");
    write_name(sink, entry->title, entry->url);
    hg_sink_text(sink, " ");
    if (entry->tone != HG_TONE_GOOD)
        write_word(sink, entry);
    hg_sink_text(sink, "</td>");
    for (size_t i = 0; i < section->column_count; i++)
        hg_sink_printf(sink, "<td data-name=\"%s\">%s</td>", section->columns[i],
                       entry->cells[i]);
    hg_sink_text(sink, "</tr>\n");
}

static bool is_list(const struct hg_outline_section *section)
{
    return !section->is_table || section->kind == HG_SECTION_TARGETS;
}

static void write_legend(struct hg_sink *sink)
{
    hg_sink_text(sink,
                 "<ul class=\"legend\"><li><i class=\"good\"></i>up</li>"
                 "<li><i class=\"warning\"></i>flaky or degraded</li>"
                 "<li><i class=\"bad\"></i>down</li><li><i class=\"unknown\"></i>unknown"
                 "</li><li><i class=\"planned\"></i>maintenance</li>"
                 "<li><i class=\"skipped\"></i>skipped</li>"
                 "<li><i class=\"planned line\"></i>median latency (p50)</li>"
                 "<li><i class=\"warning line\"></i>95 % came within (p95)</li></ul>\n");
}

static void on_begin(void *context, const struct hg_outline_section *section)
{
    struct page *page = context;
    hg_sink_printf(page->sink, "<section id=\"%s\"><h2>%s<span>%s</span></h2>\n",
                   section->id, section->title,
                   is_list(section) ? section->columns[0] : "");
    if (section->note != NULL)
        write_paragraphs(page->sink, section->note);
    if (section->kind == HG_SECTION_TARGETS)
        write_legend(page->sink);
}

static bool on_entry(void *context, const struct hg_outline_section *section,
                     const struct hg_outline_entry *entry)
{
    struct page *page = context;
    if (is_list(section))
        write_article(page, section, entry);
    else
        write_row(page, section, entry);
    return true;
}

static void on_end(void *context, const struct hg_outline_section *section,
                   const char *rest)
{
    struct page *page = context;
    (void)rest; /* there is room for everything */
    close_table(page, section);
    hg_sink_text(page->sink, "</section>\n");
}

static void on_fact(void *context, const struct hg_outline_fact *fact)
{
    struct hg_sink *sink = context;
    hg_sink_printf(sink, "<div><dt>%s</dt><dd>%s</dd><dd>%s</dd></div>\n", fact->label,
                   fact->value, fact->remark);
}

static void write_head(const struct hg_uptime *uptime, struct hg_sink *sink)
{
    struct hg_buf words;
    hg_buf_init(&words);
    hg_uptime_headline(uptime, &words);
    hg_sink_text(sink,
                 "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                 "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                 "'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                 "form-action 'none'\">\n"
                 "<meta name=\"viewport\" content=\"width=device-width, "
                 "initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">"
                 "\n<title>");
    hg_markup_text(sink, words.data);
    hg_sink_text(sink, "</title>\n<style>\n");
    hg_page_style_write(sink);
    hg_sink_text(sink, "</style>\n</head>\n<body>\n");
    hg_sink_printf(sink, "<header class=\"%s\">\n<h1>", tones[hg_outline_tone(uptime)]);
    hg_markup_headline(sink, words.data);
    hg_sink_text(sink, "</h1>\n");
    hg_buf_clear(&words);
    hg_uptime_format_scope(uptime, &words);
    write_paragraphs(sink, words.data);
    hg_sink_text(sink, "\n</header>\n<main>\n<dl class=\"facts\">\n");
    hg_outline_facts(uptime, on_fact, sink);
    hg_sink_text(sink, "</dl>\n");
    hg_buf_release(&words);
}

static void write_foot(const struct hg_uptime *uptime, struct hg_sink *sink)
{
    struct hg_buf words;
    hg_buf_init(&words);
    hg_uptime_rule(uptime, &words);
    hg_buf_add_char(&words, '\n');
    hg_uptime_format_origin(uptime, &words);
    hg_sink_text(sink, "</main>\n<footer>\n");
    write_paragraphs(sink, words.data);
    hg_sink_text(sink, "\n</footer>\n</body>\n</html>\n");
    hg_buf_release(&words);
}

static void write_page(const struct hg_uptime *uptime,
                       const struct hg_uptime_style *style, struct hg_sink *sink)
{
    struct page page = {.uptime = uptime, .sink = sink};
    const struct hg_outline_reader reader = {&page, on_begin, on_entry, on_end};
    (void)style;
    write_head(uptime, sink);
    hg_outline_walk(uptime, &reader);
    write_foot(uptime, sink);
}

const struct hg_uptime_reporter hg_uptime_reporter_page = {
    .name = "page",
    .extension = "html",
    .summary = "for browsers: one HTML page with charts",
    .notation = HG_NOTATION_MARKUP,
    .write = write_page,
};

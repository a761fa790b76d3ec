/* SPDX-License-Identifier: MIT */
/* uptime_page: the report as one HTML page for browsers, with all targets and their
 * charts. It loads nothing, has no script, and its policy lets nobody add one (Content
 * Security Policy Level 3). */
#include "uptime/uptime_formats.h"

#include "format/markup.h"
#include "uptime/chart.h"
#include "uptime/outline.h"
#include "uptime/page_markup.h"
#include "uptime/page_overview.h"
#include "uptime/page_style.h"
#include "uptime/page_target.h"

#include "headgate/banned.h"

/* So that a page of any number of targets opens. */
enum {
    OPEN_MAX = 10,       /* targets that are unfolded, and entries of other lists */
    TARGETS_MAX = 10000, /* of which HG_PAGE_CHARTED_MAX are more than rows */
    ENTRIES_MAX = 500    /* of any other section */
};

struct page {
    const struct hg_uptime *uptime;
    struct hg_sink *sink;
    size_t entry_count; /* of the section */
    bool is_table_open;
    bool is_folded;    /* a fold with the rest of the section is open */
    bool has_overview; /* it was written */
};

static bool has_overview(const struct hg_uptime *uptime)
{
    return uptime->interval_count > 0 && uptime->target_count > 0;
}

/* What is down now comes before it, and nothing else. */
static void write_overview(struct page *page, const struct hg_outline_section *next)
{
    if (page->has_overview || (next != NULL && next->kind == HG_SECTION_DOWN))
        return;
    page->has_overview = true;
    if (has_overview(page->uptime))
        hg_page_overview(page->sink, page->uptime);
}

/* What comes after the first entries of a list. */
static void fold(struct page *page, const struct hg_outline_section *section,
                 size_t index)
{
    hg_sink_printf(page->sink, "<details class=\"more\"><summary>%zu more%s</summary>",
                   section->count - index,
                   section->kind == HG_SECTION_TARGETS ? " targets, without charts" : "");
    page->is_folded = true;
}

static void write_article(struct hg_sink *sink, const struct hg_outline_section *section,
                          const struct hg_outline_entry *entry)
{
    struct hg_buf cells;
    hg_sink_text(sink, "<article><div class=\"top\"><h3>");
    hg_page_word(sink, entry);
    hg_sink_text(sink, entry->word == NULL ? "" : " ");
    hg_page_name(sink, entry->title, entry->url);
    hg_sink_printf(sink, "</h3><b>%s</b></div>", entry->cells[0]);
    hg_buf_init(&cells);
    hg_outline_join_cells(section, entry, &cells);
    hg_page_paragraphs(sink, cells.data);
    hg_page_paragraphs(sink, entry->details);
    hg_sink_text(sink, "</article>\n");
    hg_buf_release(&cells);
}

static void write_row(struct page *page, const struct hg_outline_section *section,
                      const struct hg_outline_entry *entry)
{
    if (!page->is_table_open)
        hg_page_table_open(page->sink, section, section->title);
    page->is_table_open = true;
    hg_page_table_row(page->sink, section, entry);
}

/* The days stand with their target. */
static bool is_left_out(const struct hg_outline_section *section)
{
    return section->kind == HG_SECTION_DAYS;
}

static void on_begin(void *context, const struct hg_outline_section *section)
{
    struct page *page = context;
    const bool is_list = !section->is_table || section->kind == HG_SECTION_TARGETS;
    if (is_left_out(section))
        return;
    write_overview(page, section);
    page->entry_count = 0;
    page->is_table_open = page->is_folded = false;
    hg_sink_printf(page->sink, "<section id=\"%s\"><h2>%s", section->id, section->title);
    if (is_list)
        hg_sink_printf(page->sink, " <span>%s</span>", section->columns[0]);
    hg_sink_text(page->sink, "</h2>\n");
    if (section->note != NULL)
        hg_page_paragraphs(page->sink, section->note);
    if (section->kind == HG_SECTION_TARGETS)
        hg_chart_latency_legend(page->sink);
}

static bool on_entry(void *context, const struct hg_outline_section *section,
                     const struct hg_outline_entry *entry)
{
    struct page *page = context;
    const bool are_targets = section->kind == HG_SECTION_TARGETS;
    const size_t index = page->entry_count++;
    if (is_left_out(section) || index >= (are_targets ? TARGETS_MAX : ENTRIES_MAX))
        return false;
    if (index == (are_targets ? HG_PAGE_CHARTED_MAX : OPEN_MAX) &&
        (are_targets || !section->is_table))
        fold(page, section, index);
    if (are_targets && index < HG_PAGE_CHARTED_MAX)
        hg_page_target(page->sink, page->uptime, section, entry, index, index < OPEN_MAX);
    else if (section->is_table)
        write_row(page, section, entry);
    else
        write_article(page->sink, section, entry);
    return true;
}

static void on_end(void *context, const struct hg_outline_section *section,
                   const char *rest)
{
    struct page *page = context;
    if (is_left_out(section))
        return;
    if (page->is_table_open)
        hg_page_table_close(page->sink);
    if (rest != NULL)
        hg_sink_printf(page->sink, "<p>%s</p>\n", rest);
    hg_sink_text(page->sink, page->is_folded ? "</details></section>\n" : "</section>\n");
}

static void link_begin(void *context, const struct hg_outline_section *section)
{
    if (!is_left_out(section))
        hg_sink_printf(context, "<li><a href=\"#%s\">%s</a></li>", section->id,
                       section->title);
}

static bool link_entry(void *context, const struct hg_outline_section *section,
                       const struct hg_outline_entry *entry)
{
    (void)context;
    (void)section;
    (void)entry;
    return false; /* only what there is */
}

static void link_end(void *context, const struct hg_outline_section *section,
                     const char *rest)
{
    (void)context;
    (void)section;
    (void)rest;
}

static void write_links(const struct hg_uptime *uptime, struct hg_sink *sink)
{
    const struct hg_outline_reader reader = {sink, link_begin, link_entry, link_end};
    hg_sink_text(sink, "<nav aria-label=\"Sections\"><ul>");
    if (has_overview(uptime))
        hg_sink_text(sink, "<li><a href=\"#overview\">Overview</a></li>");
    hg_outline_walk(uptime, &reader);
    hg_sink_text(sink, "</ul></nav>\n");
}

static void on_fact(void *context, const struct hg_outline_fact *fact)
{
    struct hg_sink *sink = context;
    hg_sink_printf(sink, "<div><dt>%s</dt><dd>%s</dd><dd>%s</dd></div>\n", fact->label,
                   fact->value, fact->remark);
}

static void write_head(const struct hg_uptime *uptime, const char *headline,
                       struct hg_sink *sink)
{
    hg_sink_text(sink,
                 "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                 "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                 "'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                 "form-action 'none'\">\n"
                 "<meta name=\"viewport\" content=\"width=device-width, "
                 "initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">"
                 "\n<title>");
    if (uptime->name != NULL) {
        hg_markup_text(sink, uptime->name);
        hg_sink_text(sink, ": ");
    }
    hg_markup_text(sink, headline);
    hg_sink_text(sink, "</title>\n<style>\n");
    hg_page_style_write(sink);
    hg_sink_text(sink, "</style>\n</head>\n");
}

static void write_top(const struct hg_uptime *uptime, struct hg_sink *sink)
{
    struct hg_buf words;
    hg_buf_init(&words);
    hg_uptime_headline(uptime, &words);
    write_head(uptime, words.data, sink);
    hg_sink_printf(sink,
                   "<body>\n<a class=\"skip\" href=\"#main\">Skip to the report</a>\n"
                   "<header class=\"%s\">\n<h1>",
                   hg_page_tone(hg_outline_tone(uptime)));
    hg_markup_headline(sink, words.data);
    hg_sink_text(sink, "</h1>\n");
    hg_buf_clear(&words);
    hg_uptime_format_scope(uptime, &words);
    hg_page_paragraphs(sink, words.data);
    hg_sink_text(sink, "\n</header>\n");
    write_links(uptime, sink);
    hg_sink_text(sink, "<main id=\"main\">\n<dl class=\"facts\">\n");
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
    hg_sink_text(sink, "</main>\n<footer>\n<p class=\"paper\">What was folded is not "
                       "printed: unfold what is wanted, and print again.</p>");
    hg_page_paragraphs(sink, words.data);
    hg_sink_text(sink, "\n</footer>\n</body>\n</html>\n");
    hg_buf_release(&words);
}

static void write_page(const struct hg_uptime *uptime,
                       const struct hg_uptime_style *style, struct hg_sink *sink)
{
    struct page page = {.uptime = uptime, .sink = sink};
    const struct hg_outline_reader reader = {&page, on_begin, on_entry, on_end};
    (void)style;
    write_top(uptime, sink);
    hg_outline_walk(uptime, &reader);
    write_overview(&page, NULL);
    write_foot(uptime, sink);
}

const struct hg_uptime_reporter hg_uptime_reporter_page = {
    .name = "page",
    .extension = "html",
    .summary = "for browsers: one HTML page with charts",
    .notation = HG_NOTATION_MARKUP,
    .has_charts = true,
    .write = write_page,
};

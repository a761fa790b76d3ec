/* SPDX-License-Identifier: MIT */
/* uptime_markdown: the report as tables for wikis, issues and merge requests (GitHub
 * Flavored Markdown). Texts from outside are escaped, so that they are neither markup,
 * links nor HTML, and call nobody. */
#include "uptime/uptime_formats.h"

#include "format/markdown.h"
#include "uptime/outline.h"
#include "uptime/sparkline.h"

#include "headgate/banned.h"

#define SPARKLINE_COLUMNS 62

struct page {
    const struct hg_uptime *uptime;
    struct hg_sink *sink;
};

static void write_cell(struct hg_sink *sink, const char *text)
{
    hg_sink_text(sink, " ");
    hg_markdown_text(sink, text);
    hg_sink_text(sink, " |");
}

/* A column for the title, one for each figure, and one for the rest. */
static void on_begin(void *context, const struct hg_outline_section *section)
{
    const struct page *page = context;
    struct hg_sink *sink = page->sink;
    hg_sink_printf(sink, "\n## %s\n\n", section->title);
    if (section->kind == HG_SECTION_TARGETS) {
        struct hg_buf legend;
        hg_buf_init(&legend);
        hg_sparkline_legend(page->uptime, SPARKLINE_COLUMNS, &legend);
        hg_markdown_text(sink, legend.data);
        hg_sink_text(sink, "\n\n");
        hg_buf_release(&legend);
    }
    if (section->note != NULL) {
        hg_markdown_text(sink, section->note);
        hg_sink_text(sink, "\n\n");
    }
    hg_sink_text(sink, "| | |");
    for (size_t i = 0; i < section->column_count; i++)
        hg_sink_printf(sink, " %s |", section->columns[i]);
    hg_sink_text(sink, " |\n|---|---|");
    for (size_t i = 0; i < section->column_count; i++)
        hg_sink_text(sink, "---:|");
    hg_sink_text(sink, "---|\n");
}

static void write_details(const struct page *page, const struct hg_outline_entry *entry)
{
    struct hg_buf details;
    hg_buf_init(&details);
    if (entry->target != NULL) {
        hg_sparkline_write(page->uptime, entry->target, SPARKLINE_COLUMNS, &details);
        hg_buf_add_char(&details, '\n');
    }
    hg_buf_add_text(&details, entry->details);
    write_cell(page->sink, details.data);
    hg_buf_release(&details);
}

static bool on_entry(void *context, const struct hg_outline_section *section,
                     const struct hg_outline_entry *entry)
{
    const struct page *page = context;
    if (entry->heading != NULL) {
        hg_sink_text(page->sink, "| | **");
        hg_markdown_text(page->sink, entry->heading);
        hg_sink_text(page->sink, "** |\n");
    }
    hg_sink_text(page->sink, "|");
    write_cell(page->sink, entry->word == NULL ? "" : entry->word);
    write_cell(page->sink, entry->title);
    for (size_t i = 0; i < section->column_count; i++)
        write_cell(page->sink, entry->cells[i]);
    write_details(page, entry);
    hg_sink_text(page->sink, "\n");
    return true;
}

static void on_end(void *context, const struct hg_outline_section *section,
                   const char *rest)
{
    const struct page *page = context;
    (void)section;
    if (rest != NULL)
        hg_sink_printf(page->sink, "\n%s\n", rest);
}

static void on_fact(void *context, const struct hg_outline_fact *fact)
{
    struct hg_sink *sink = context;
    hg_sink_text(sink, "|");
    write_cell(sink, fact->label);
    write_cell(sink, fact->value);
    write_cell(sink, fact->remark);
    hg_sink_text(sink, "\n");
}

static void write_head(const struct hg_uptime *uptime, struct hg_sink *sink)
{
    struct hg_buf words;
    hg_buf_init(&words);
    hg_uptime_headline(uptime, &words);
    hg_sink_text(sink, "# ");
    hg_markdown_text(sink, words.data);
    hg_sink_text(sink, "\n\n");
    hg_buf_clear(&words);
    hg_uptime_format_scope(uptime, &words);
    hg_markdown_text(sink, words.data);
    hg_sink_text(sink, "\n\n| | | |\n|---|---:|---|\n");
    hg_outline_facts(uptime, on_fact, sink);
    hg_buf_release(&words);
}

static void write_foot(const struct hg_uptime *uptime, struct hg_sink *sink)
{
    struct hg_buf words;
    hg_buf_init(&words);
    hg_sink_text(sink, "\n---\n\n");
    hg_uptime_rule(uptime, &words);
    hg_buf_add_char(&words, '\n');
    hg_uptime_format_origin(uptime, &words);
    hg_markdown_text(sink, words.data);
    hg_sink_text(sink, "\n");
    hg_buf_release(&words);
}

static void write_markdown(const struct hg_uptime *uptime,
                           const struct hg_uptime_style *style, struct hg_sink *sink)
{
    struct page page = {uptime, sink};
    const struct hg_outline_reader reader = {&page, on_begin, on_entry, on_end};
    (void)style;
    write_head(uptime, sink);
    hg_outline_walk(uptime, &reader);
    write_foot(uptime, sink);
}

const struct hg_uptime_reporter hg_uptime_reporter_markdown = {
    .name = "markdown",
    .extension = "md",
    .summary = "tables for wikis and merge requests",
    .notation = HG_NOTATION_MARKDOWN,
    .write = write_markdown,
};

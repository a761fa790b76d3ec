/* SPDX-License-Identifier: MIT */
/* page_target: a target on the page for browsers. */
#include "uptime/page_target.h"

#include "format/markup.h"
#include "uptime/chart.h"
#include "uptime/page_markup.h"
#include "uptime/strip.h"

#include "headgate/banned.h"

static void begin_days(void *context, const struct hg_outline_section *section)
{
    struct hg_sink *sink = context;
    hg_sink_printf(sink, "<details><summary>%s</summary>", section->title);
    hg_page_table_open(sink, section, "Equal days in a row are one line");
}

static bool write_days(void *context, const struct hg_outline_section *section,
                       const struct hg_outline_entry *entry)
{
    hg_page_table_row(context, section, entry);
    return true;
}

static void end_days(void *context, const struct hg_outline_section *section,
                     const char *rest)
{
    (void)section;
    (void)rest; /* there is room for everything */
    hg_page_table_close(context);
    hg_sink_text(context, "</details>");
}

static void write_address(struct hg_sink *sink, const struct hg_outline_entry *entry)
{
    if (entry->url == NULL || !hg_markup_is_link(entry->url))
        return;
    hg_sink_text(sink, "<p>");
    hg_page_name(sink, entry->url, entry->url);
    hg_sink_text(sink, "</p>");
}

static void write_figures(struct hg_sink *sink, const struct hg_outline_section *section,
                          const struct hg_outline_entry *entry)
{
    struct hg_buf cells;
    hg_buf_init(&cells);
    hg_outline_join_cells(section, entry, &cells);
    write_address(sink, entry);
    hg_page_paragraphs(sink, cells.data);
    hg_page_paragraphs(sink, entry->details);
    hg_buf_release(&cells);
}

void hg_page_target(struct hg_sink *sink, const struct hg_uptime *uptime,
                    const struct hg_outline_section *section,
                    const struct hg_outline_entry *entry, size_t index, bool is_open)
{
    const struct hg_outline_reader days = {sink, begin_days, write_days, end_days};
    hg_sink_printf(sink, "<details%s><summary><h3>", is_open ? " open" : "");
    hg_page_word(sink, entry);
    hg_sink_text(sink, " ");
    hg_page_name(sink, entry->title, NULL);
    hg_sink_text(sink, "</h3>");
    if (uptime->interval_count > 0)
        hg_strip_write(sink, uptime, entry->target->intervals);
    hg_sink_printf(sink, "<b>%s</b></summary><div id=\"t%zu\">", entry->cells[0], index);
    write_figures(sink, section, entry);
    if (uptime->interval_count > 0)
        hg_chart_latency(sink, uptime, entry->target);
    hg_outline_walk_days(uptime, entry->target, &days);
    hg_sink_text(sink, "</div></details>\n");
}

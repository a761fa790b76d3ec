/* SPDX-License-Identifier: MIT */
/* page_markup: what all parts of the page for browsers are written with. */
#include "uptime/page_markup.h"

#include <string.h>

#include "headgate/ascii.h"
#include "format/markup.h"
#include "format/wrap.h"

#include "headgate/banned.h"

const char *hg_page_tone(enum hg_tone tone)
{
    static const char *const tones[HG_TONE_COUNT] = {
        [HG_TONE_PLAIN] = "plain",     [HG_TONE_GOOD] = "good",
        [HG_TONE_WARNING] = "warning", [HG_TONE_BAD] = "bad",
        [HG_TONE_UNKNOWN] = "unknown", [HG_TONE_PLANNED] = "planned",
    };
    return tones[tone];
}

/* Writing directions of a name must not reach what stands beside it (HTML, the bdi
 * element). */
void hg_page_name(struct hg_sink *sink, const char *name, const char *url)
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

void hg_page_word(struct hg_sink *sink, const struct hg_outline_entry *entry)
{
    if (entry->word != NULL)
        hg_sink_printf(sink, "<span class=\"word %s\">%s</span>",
                       hg_page_tone(entry->tone), entry->word);
}

static bool is_unit(const char *word)
{
    static const char *const units[] = {"us", "ms", "s", "m", "h", "d", "%", "B", "KiB"};
    const size_t len = strcspn(word, " ,;:.)\n");
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (strlen(units[i]) == len && memcmp(units[i], word, len) == 0)
            return true;
    }
    return false;
}

/* A figure stays on one line with its unit also where a reason has it: "within 5.00 s". */
static void add_line(struct hg_buf *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (text[i] == ' ' && i > 0 && hg_ascii_is_digit(text[i - 1]) &&
            is_unit(text + i + 1))
            hg_buf_add_text(out, HG_WRAP_NO_BREAK);
        else
            hg_buf_add_char(out, text[i]);
    }
}

void hg_page_paragraphs(struct hg_sink *sink, const char *lines)
{
    struct hg_buf line;
    hg_buf_init(&line);
    while (*lines != '\0') {
        const size_t len = strcspn(lines, "\n");
        hg_buf_clear(&line);
        add_line(&line, lines, len);
        hg_sink_text(sink, "<p dir=\"auto\">");
        hg_markup_text(sink, line.data);
        hg_sink_text(sink, "</p>");
        lines += len + (lines[len] == '\n' ? 1 : 0);
    }
    hg_buf_release(&line);
}

void hg_page_table_open(struct hg_sink *sink, const struct hg_outline_section *section,
                        const char *caption)
{
    hg_sink_printf(sink,
                   "<table><caption%s>%s</caption><thead><tr><th scope=\"col\">%s</th>",
                   caption == section->title ? " class=\"same\"" : "", caption,
                   section->kind == HG_SECTION_DAYS ? "days" : "name");
    for (size_t i = 0; i < section->column_count; i++)
        hg_sink_printf(sink, "<th scope=\"col\">%s</th>", section->columns[i]);
    hg_sink_text(sink, "</tr></thead><tbody>\n");
}

/* Names of columns stand beside the figures where the window is too narrow for a table. */
void hg_page_table_row(struct hg_sink *sink, const struct hg_outline_section *section,
                       const struct hg_outline_entry *entry)
{
    hg_sink_text(sink, "<tr><th scope=\"row\">");
    if (section->kind == HG_SECTION_DAYS)
        hg_sink_text(sink, entry->title);
    else
        hg_page_name(sink, entry->title, entry->url);
    if (entry->tone != HG_TONE_GOOD && entry->word != NULL) {
        hg_sink_text(sink, " ");
        hg_page_word(sink, entry);
    }
    hg_sink_text(sink, "</th>");
    for (size_t i = 0; i < section->column_count; i++) {
        if (i > 0 && entry->cells[i][0] != '\0')
            hg_sink_printf(sink, "<td data-c=\"%s\">%s</td>", section->columns[i],
                           entry->cells[i]);
        else
            hg_sink_printf(sink, "<td>%s</td>", entry->cells[i]);
    }
    hg_sink_text(sink, "</tr>\n");
}

void hg_page_table_close(struct hg_sink *sink)
{
    hg_sink_text(sink, "</tbody></table>\n");
}

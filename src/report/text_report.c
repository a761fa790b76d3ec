/* SPDX-License-Identifier: MIT */
/* text_report: the report for people: marks, the line of one target with what stands under it when it
 * is verbose, and the file with every line and the summary. */
#include "report/text_report.h"

#include <stdio.h>
#include <string.h>

#include "headgate/clock.h"
#include "headgate/phrase.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include "report/formats.h"
#include "report/result_attempts.h"

#include "headgate/banned.h"

struct mark {
    const char *text;
    enum hg_text_color color;
};

static const struct mark marks[HG_OUTCOME_COUNT] = {
    [HG_OUTCOME_UNKNOWN] = {"?", HG_TEXT_MAGENTA},
    [HG_OUTCOME_UP] = {"✓", HG_TEXT_GREEN},
    [HG_OUTCOME_FLAKY] = {"↻", HG_TEXT_YELLOW},
    [HG_OUTCOME_DEGRADED] = {"!", HG_TEXT_YELLOW},
    [HG_OUTCOME_DOWN] = {"✗", HG_TEXT_RED},
    [HG_OUTCOME_SKIPPED] = {"-", HG_TEXT_DIM},
};

/* ECMA-48 8.3.117, select graphic rendition. */
static const char *const renditions[] = {
    [HG_TEXT_PLAIN] = "0",    [HG_TEXT_BOLD] = "1",   [HG_TEXT_DIM] = "2",
    [HG_TEXT_RED] = "31",     [HG_TEXT_GREEN] = "32", [HG_TEXT_YELLOW] = "33",
    [HG_TEXT_MAGENTA] = "35",
};

void hg_text_paint(struct hg_sink *sink, bool use_color, enum hg_text_color color,
                   const char *text)
{
    if (use_color && color != HG_TEXT_PLAIN)
        hg_sink_printf(sink, "\033[%sm%s\033[0m", renditions[color], text);
    else
        hg_sink_text(sink, text);
}

void hg_text_mark(struct hg_sink *sink, bool use_color, enum hg_outcome outcome)
{
    hg_text_paint(sink, use_color, marks[outcome].color, marks[outcome].text);
}

void hg_text_pad(struct hg_sink *sink, const char *name, int columns)
{
    const int width = (int)hg_text_width(name);
    hg_sink_text(sink, name);
    if (width < columns)
        hg_sink_printf(sink, "%*s", columns - width, "");
}

enum {
    NAME_COLUMNS_MAX = 40,
    STATUS_COLUMNS = 3,
    TIME_COLUMNS = 8, /* "2 m 05 s" */
    REASON_COLUMNS_MIN =
        20 /* a reason is never cut shorter, even if the line gets too long */
};

int hg_text_name_columns(const struct hg_run *run)
{
    size_t longest = 0;
    for (size_t i = 0; i < run->count && longest < NAME_COLUMNS_MAX; i++) {
        const size_t width = hg_text_width(run->targets[i].name);
        longest = width > longest ? width : longest;
    }
    return longest < NAME_COLUMNS_MAX ? (int)longest : NAME_COLUMNS_MAX;
}

static void write_status_and_time(const struct hg_result *result,
                                  const struct hg_text_style *style, struct hg_sink *sink)
{
    char time[32];
    char cell[64];
    hg_units_format_time(result->phases.total_us, time, sizeof(time));
    snprintf(cell, sizeof(cell), "  %*s", TIME_COLUMNS, time);
    if (result->status > 0)
        hg_sink_printf(sink, "  %*d", STATUS_COLUMNS, result->status);
    else
        hg_sink_printf(sink, "  %*s", STATUS_COLUMNS, "-");
    hg_text_paint(sink, style->use_color, HG_TEXT_DIM, cell);
}

/* Columns left for the reason; 0: as many as it needs. */
static size_t reason_columns(const struct hg_target *target,
                             const struct hg_text_style *style)
{
    if (style->columns <= 0 || style->is_verbose)
        return 0;
    int name = (int)hg_text_width(target->name);
    name = name > style->name_columns ? name : style->name_columns;
    const int used = 2 + name + 2 + STATUS_COLUMNS + 2 + TIME_COLUMNS + 2;
    const int left = style->columns - used;
    return (size_t)(left > REASON_COLUMNS_MIN ? left : REASON_COLUMNS_MIN);
}

static void write_reason(const char *reason, size_t columns, struct hg_sink *sink)
{
    if (columns == 0 || hg_text_width(reason) <= columns) {
        hg_sink_text(sink, reason);
        return;
    }
    hg_sink_write(sink, reason, hg_text_prefix(reason, columns - 1));
    hg_sink_text(sink, "…");
}

static void write_line(const struct hg_target *target, const struct hg_result *result,
                       const struct hg_text_style *style, struct hg_sink *sink)
{
    const char *reason = hg_result_reason(result);
    const char *note = result->detail == NULL ? NULL : result->detail->note;
    struct hg_buf words;
    hg_buf_init(&words);
    hg_buf_add_text(&words, reason);
    if (note != NULL)
        hg_buf_printf(&words, "%s%s", reason[0] == '\0' ? "" : "; ", note);

    hg_text_mark(sink, style->use_color, (enum hg_outcome)result->outcome);
    hg_sink_text(sink, " ");
    hg_text_pad(sink, target->name, style->name_columns);
    write_status_and_time(result, style, sink);
    if (words.len > 0) {
        hg_sink_text(sink, "  ");
        write_reason(words.data, reason_columns(target, style), sink);
    }
    hg_sink_text(sink, "\n");
    hg_buf_release(&words);
}

/* Write a line "    label: words" and empty the buf; nothing when it is empty. */
static void flush_fact(struct hg_buf *words, const char *label,
                       const struct hg_text_style *style, struct hg_sink *sink)
{
    if (words->len > 0) {
        hg_sink_text(sink, "    ");
        hg_text_paint(sink, style->use_color, HG_TEXT_DIM, label);
        hg_sink_printf(sink, " %s\n", words->data);
    }
    hg_buf_clear(words);
}

static void write_attempts(const struct hg_result *result, struct hg_buf *words,
                           const struct hg_text_style *style, struct hg_sink *sink)
{
    const struct hg_detail *detail = result->detail;
    const size_t count = detail == NULL ? 0 : detail->attempt_count;
    for (size_t i = 0; i < count; i++) {
        char label[48];
        snprintf(label, sizeof(label), "attempt %zu:", i + 1);
        hg_phrase_attempt(words, &detail->attempts[i]);
        flush_fact(words, label, style, sink);
    }
}

static void write_facts(const struct hg_target *target, const struct hg_result *result,
                        const struct hg_text_style *style, struct hg_sink *sink)
{
    struct hg_buf words;
    hg_buf_init(&words);
    if (strcmp(target->name, target->url) != 0)
        hg_buf_add_text(&words, target->url);
    flush_fact(&words, "url:", style, sink);
    if (result->attempts > 0) {
        hg_phrase_method(&words, result);
        flush_fact(&words, "method:", style, sink);
        hg_phrase_remote(&words, result);
        flush_fact(&words, "remote:", style, sink);
        hg_phrase_certificate(&words, result);
        flush_fact(&words, "certificate:", style, sink);
        hg_phrase_phases(&words, &result->phases);
        flush_fact(&words, "phases:", style, sink);
        hg_phrase_redirects(&words, target, result);
        flush_fact(&words, "redirects:", style, sink);
        write_attempts(result, &words, style, sink);
    }
    hg_buf_release(&words);
}

void hg_text_result(const struct hg_run *run, size_t index,
                    const struct hg_text_style *style, struct hg_sink *sink)
{
    const struct hg_target *target = &run->targets[index];
    const struct hg_result *result = &run->results[index];
    write_line(target, result, style, sink);
    if (style->is_verbose)
        write_facts(target, result, style, sink);
}

static int write_text(const struct hg_run *run, struct hg_sink *sink,
                      struct hg_error *err)
{
    (void)err;
    const struct hg_text_style style = {.name_columns = hg_text_name_columns(run)};
    const char *name = run->settings->name;
    char started_at[HG_CLOCK_RFC3339_SIZE];
    hg_clock_format_rfc3339(run->started_at_us, started_at, sizeof(started_at));
    /* The name may come from a commit message, and CI services look for commands at the beginning
     * of a line ("::error", "##[group]"). */
    hg_sink_printf(sink, "%s, %s\n\n", started_at, name == NULL ? "headgate" : name);
    for (size_t i = 0; i < run->count; i++)
        hg_text_result(run, i, &style, sink);
    hg_text_summary(run, &style, sink);
    return 0;
}

const struct hg_reporter hg_reporter_text = {
    .name = "text",
    .extension = "txt",
    .summary = "for people: a line per target and a summary",
    .notation = HG_NOTATION_TEXT,
    .write = write_text,
};

/* SPDX-License-Identifier: MIT */
/* text_mark: marks and colours of the text for people. */
#include "report/text_mark.h"

#include "headgate/text.h"

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

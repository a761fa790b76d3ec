/* SPDX-License-Identifier: MIT */
/* markdown: escapes. */
#include "format/markdown.h"

#include <string.h>

#include "headgate/banned.h"

/* CommonMark 2.4: a backslash before ASCII punctuation makes it plain, and entities do
 * the rest. What looks like an address would become a link (GFM 6.9), with our
 * backslashes in it. And neither of both keeps "@name" from notifying somebody of that
 * name (github/cmark-gfm#181): only what stands between does. */
static const char *escape_of(const char *text)
{
    static const struct {
        const char *found, *escape;
    } rows[] = {
        {"\n", "<br>"},    {"<", "&lt;"},    {">", "&gt;"},      {"&", "&amp;"},
        {"@", "@&#8203;"}, {"://", "&#58;"}, {"www.", "&#119;"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strncmp(text, rows[i].found, strlen(rows[i].found)) == 0)
            return rows[i].escape;
    }
    return NULL;
}

void hg_markdown_text(struct hg_sink *sink, const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        const char *escape = escape_of(p);
        if (escape != NULL)
            hg_sink_text(sink, escape);
        else if (strchr("\\`*_{}[]()#!|~$", *p) != NULL)
            hg_sink_printf(sink, "\\%c", *p);
        else
            hg_sink_write(sink, p, 1);
    }
}

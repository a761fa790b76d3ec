/* SPDX-License-Identifier: MIT */
/* markdown: escapes. */
#include "format/markdown.h"

#include <string.h>

#include "headgate/ascii.h"

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

/* "#1" refers to an issue, which then says so to everybody who follows it; so does "GH-1". GitHub looks for both in
 * the rendered text (github/cmark-gfm#181), so that no escape helps; GitLab does so for "!1" and "&1" as well. */
static bool is_before_reference(const char *text, const char *at)
{
    if (!hg_ascii_is_digit(at[1]))
        return false;
    if (*at == '-')
        return at - text >= 2 && hg_ascii_to_lower(at[-1]) == 'h' &&
               hg_ascii_to_lower(at[-2]) == 'g';
    return *at == '#' || *at == '!' || *at == '&';
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
        if (is_before_reference(text, p))
            hg_sink_text(sink, "&#8203;");
    }
}

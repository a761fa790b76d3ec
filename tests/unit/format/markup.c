/* SPDX-License-Identifier: MIT */
/* markup: tests of texts in XML and HTML. */
#include "unit.h"

#include <string.h>

#include "format/markup.h"

static void what_looks_like_markup_is_escaped(void)
{
    struct hg_sink sink;
    hg_sink_init(&sink, -1);
    hg_markup_text(&sink, "a&b<c>d\"e\r\n\tf");
    hg_markup_attribute(&sink, "x", "a&b<c>d\"e\r\n\tf");
    UNIT_ASSERT_TEXT(sink.buffer.data, "a&amp;b&lt;c&gt;d&quot;e&#13;\n\tf"
                                       " x=\"a&amp;b&lt;c&gt;d&quot;e&#13;&#10;&#9;f\"");
    hg_sink_release(&sink);
}

static void a_percentage_stays_in_its_line(void)
{
    static const char *const rows[][2] = {
        {"all up, 99.9 %", "all up, 99.9&nbsp;%"},
        {"1 %", "1&nbsp;%"},
        {" %", " %"},
        {"50 % down", "50 % down"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_sink sink;
        hg_sink_init(&sink, -1);
        hg_markup_headline(&sink, rows[i][0]);
        UNIT_ASSERT_TEXT(sink.buffer.data, rows[i][1]);
        hg_sink_release(&sink);
    }
}

static void only_urls_of_the_web_are_links(void)
{
    static const struct {
        const char *url;
        bool is_link;
    } rows[] = {
        {"http://a", true},        {"https://a", true}, {"ftp://a", false},
        {"javascript:x()", false}, {"http:/a", false},  {"", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        UNIT_ASSERT_ROW(hg_markup_is_link(rows[i].url) == rows[i].is_link, rows[i].url);
    char url[1002];
    memset(url, 'a', sizeof url);
    memcpy(url, "https://", 8);
    url[1001] = '\0';
    CU_ASSERT_FALSE(hg_markup_is_link(url));
    url[1000] = '\0';
    CU_ASSERT_TRUE(hg_markup_is_link(url));
}

CU_TestInfo markup_tests[] = {
    {"what looks like markup is escaped", what_looks_like_markup_is_escaped},
    {"a percentage stays in its line", a_percentage_stays_in_its_line},
    {"only URLs of the web are links", only_urls_of_the_web_are_links},
    CU_TEST_INFO_NULL,
};

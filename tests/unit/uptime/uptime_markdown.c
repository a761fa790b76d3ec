/* SPDX-License-Identifier: MIT */
/* uptime_markdown: tests of texts from outside in Markdown. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "report/render.h"
#include "uptime_sample.h"

static void test_texts(void)
{
    static const struct {
        const char *name, *written;
    } rows[] = {
        {"a | b", "a \\| b"},
        {"`x` *y* _z_", "\\`x\\` \\*y\\* \\_z\\_"},
        {"<b>&amp;", "&lt;b&gt;&amp;amp;"},
        {"[x](javascript:1)", "\\[x\\]\\(javascript:1\\)"},
        {"@octocat", "@&#8203;octocat"},
        {"#1 ann/shop#23 #x", "\\#&#8203;1 ann/shop\\#&#8203;23 \\#x"},
        {"GH-4 gh-5 h-6 -7", "GH-&#8203;4 gh-&#8203;5 h-6 -7"},
        {"!8 &9 8!", "\\!&#8203;8 &amp;&#8203;9 8\\!"},
        {"https://example.com/a_b", "https&#58;//example.com/a\\_b"},
        {"www.example.com", "&#119;ww.example.com"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct uptime_sample sample;
        uptime_sample_init_many(&sample, 1, "one", false);
        sample.uptime.targets[0].name = rows[i].name;
        char *text = uptime_render("markdown", &sample.uptime, NULL);
        UNIT_ASSERT_ROW(strstr(text, rows[i].written) != NULL, rows[i].name);
        free(text);
        uptime_sample_release(&sample);
    }
}

CU_TestInfo uptime_markdown_tests[] = {
    {"texts_from_outside_are_no_markup_no_links_and_call_nobody", test_texts},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* render: reports as texts in memory. */
#include "render.h"

#include <string.h>

#include <CUnit/CUnit.h>

static char *steal_text(struct hg_sink *sink)
{
    char *text = hg_buf_steal(&sink->buffer);
    hg_sink_release(sink);
    return text;
}

char *render_report(const char *format, const struct hg_run *run)
{
    struct hg_sink sink;
    struct hg_error err = {0};
    hg_sink_init(&sink, -1);
    const struct hg_reporter *reporter = hg_reporter_find(format);
    CU_ASSERT_PTR_NOT_NULL_FATAL(reporter);
    CU_ASSERT_EQUAL(reporter->write(run, &sink, &err), 0);
    return steal_text(&sink);
}

char *render_result(const struct hg_run *run, size_t index,
                    const struct hg_text_style *style)
{
    struct hg_sink sink;
    hg_sink_init(&sink, -1);
    hg_text_result(run, index, style, &sink);
    return steal_text(&sink);
}

char *render_summary(const struct hg_run *run, const struct hg_text_style *style)
{
    struct hg_sink sink;
    hg_sink_init(&sink, -1);
    hg_text_summary(run, style, &sink);
    return steal_text(&sink);
}

char *uptime_render(const char *format, const struct hg_uptime *uptime,
                    const struct hg_uptime_style *style)
{
    const struct hg_uptime_style plain = {0};
    const struct hg_uptime_reporter *reporter = hg_uptime_reporter_find(format);
    struct hg_sink sink;
    CU_ASSERT_PTR_NOT_NULL_FATAL(reporter);
    hg_sink_init(&sink, -1);
    reporter->write(uptime, style == NULL ? &plain : style, &sink);
    return steal_text(&sink);
}

size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *p = strstr(text, part); p != NULL; p = strstr(p + 1, part))
        count++;
    return count;
}

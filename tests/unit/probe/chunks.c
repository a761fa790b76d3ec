/* SPDX-License-Identifier: MIT */
/* chunks: tests of putting chunks together, in pieces of any size. */
#include "unit.h"

#include <string.h>

#include "probe/chunks.h"
#include "headgate/buf.h"

#include "headgate/banned.h"

struct sink {
    struct hg_buf text;
    size_t limit;
};

static bool take(void *context, const char *data, size_t len)
{
    struct sink *sink = context;
    hg_buf_add(&sink->text, data, len);
    return sink->text.len < sink->limit;
}

/* The state at the end; what was taken is in the sink. */
static enum hg_chunk_state play(const char *text, size_t step, struct sink *sink)
{
    struct hg_chunks chunks = {0};
    const size_t len = strlen(text);
    hg_buf_clear(&sink->text);
    for (size_t at = 0; at < len; at += step) {
        const size_t left = len - at;
        if (!hg_chunks_read(&chunks, text + at, left < step ? left : step, take, sink))
            break;
    }
    return chunks.state;
}

static void chunks_are_put_together_and_what_is_none_is_refused(void)
{
    static const struct {
        const char *text, *body;
        enum hg_chunk_state state;
    } rows[] = {
        {"5\r\nready\r\n0\r\n\r\n", "ready", HG_CHUNK_OVER},
        {"3\r\nrea\r\n02\r\ndy\r\n000\r\n\r\n", "ready", HG_CHUNK_OVER},
        {"a\r\n0123456789\r\n0\r\n\r\n", "0123456789", HG_CHUNK_OVER},
        {"A\r\n0123456789\r\n0\r\n\r\n", "0123456789", HG_CHUNK_OVER},
        {"5;a=\"b\"\r\nready\r\n0 \r\nX: y\r\nZ: 0\r\n\r\nmore", "ready", HG_CHUNK_OVER},
        {"5\nready\n0\n\n", "ready", HG_CHUNK_OVER},
        {"0\r\n\r\n", "", HG_CHUNK_OVER},
        {"5\r\nready\r\n0\r\n", "ready", HG_CHUNK_TRAILER},
        {"5\r\nready\r\n0\r\nX: y\r\n", "ready", HG_CHUNK_TRAILER},
        {"5\r\nready\r\n", "ready", HG_CHUNK_SIZE},
        {"5\r\nready", "ready", HG_CHUNK_END},
        {"5\r\nrea", "rea", HG_CHUNK_DATA},
        {"5\r\nready!\r\n0\r\n\r\n", "ready", HG_CHUNK_BROKEN},
        {"4\r\nready\r\n0\r\n\r\n", "read", HG_CHUNK_BROKEN},
        {"ready", "", HG_CHUNK_BROKEN},
        {"\r\n0\r\n\r\n", "", HG_CHUNK_BROKEN},
        {" 5\r\nready\r\n", "", HG_CHUNK_BROKEN},
        {"0x5\r\nready\r\n", "", HG_CHUNK_BROKEN},
        {"-5\r\nready\r\n", "", HG_CHUNK_BROKEN},
        {"1000000000000005\r\nready\r\n", "", HG_CHUNK_BROKEN},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (size_t step = 1; step <= strlen(rows[i].text); step++) {
            struct sink sink = {.limit = 100};
            hg_buf_init(&sink.text);
            UNIT_ASSERT_ROW(play(rows[i].text, step, &sink) == rows[i].state,
                            rows[i].text);
            UNIT_ASSERT_TEXT(sink.text.data, rows[i].body);
            hg_buf_release(&sink.text);
        }
    }
}

static void the_sink_says_when_it_has_enough(void)
{
    struct hg_chunks chunks = {0};
    struct sink sink = {.limit = 3};
    hg_buf_init(&sink.text);
    CU_ASSERT_FALSE(hg_chunks_read(&chunks, "4\r\nread\r\n1\r\ny\r\n", 15, take, &sink));
    UNIT_ASSERT_TEXT(sink.text.data, "read");
    hg_buf_release(&sink.text);
}

CU_TestInfo chunks_tests[] = {
    {"chunks are put together and what is none is refused",
     chunks_are_put_together_and_what_is_none_is_refused},
    {"the sink says when it has enough", the_sink_says_when_it_has_enough},
    CU_TEST_INFO_NULL,
};

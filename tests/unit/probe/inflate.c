/* SPDX-License-Identifier: MIT */
/* inflate: tests of reading gzip piece by piece. */
#include "unit.h"

#include "probe/inflate.h"
#include "headgate/buf.h"

#include "headgate/banned.h"

/* `printf 'hello hello\n' | gzip -n` */
static const char packed[] =
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\x48\xcd\xc9\xc9"
    "\x57\xc8\x00\x91\x5c\x00\xa5\x6a\x0a\x44\x0c\x00\x00\x00";

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

static void pieces_of_any_size_make_the_whole(void)
{
    for (size_t step = 1; step < sizeof packed; step++) {
        struct sink sink = {.limit = 100};
        struct hg_inflate *inflate = hg_inflate_new();
        hg_buf_init(&sink.text);
        CU_ASSERT_TRUE(hg_inflate_is_whole(inflate));
        for (size_t at = 0; at < sizeof packed - 1; at += step) {
            const size_t left = sizeof packed - 1 - at;
            CU_ASSERT_EQUAL(hg_inflate_read(inflate, packed + at,
                                            left < step ? left : step, take, &sink),
                            HG_INFLATE_MORE);
            CU_ASSERT_EQUAL(hg_inflate_is_whole(inflate), left <= step);
        }
        UNIT_ASSERT_TEXT(sink.text.data, "hello hello\n");
        hg_buf_release(&sink.text);
        hg_inflate_free(inflate);
    }
}

static void what_is_no_gzip_is_broken(void)
{
    struct sink sink = {.limit = 100};
    struct hg_inflate *inflate = hg_inflate_new();
    hg_buf_init(&sink.text);
    CU_ASSERT_EQUAL(hg_inflate_read(inflate, "no gzip at all", 14, take, &sink),
                    HG_INFLATE_BROKEN);
    CU_ASSERT_FALSE(hg_inflate_is_whole(inflate));
    hg_buf_release(&sink.text);
    hg_inflate_free(inflate);
    hg_inflate_free(NULL);
}

static void the_sink_says_when_it_has_enough(void)
{
    struct sink sink = {.limit = 1};
    struct hg_inflate *inflate = hg_inflate_new();
    hg_buf_init(&sink.text);
    CU_ASSERT_EQUAL(hg_inflate_read(inflate, packed, sizeof packed - 1, take, &sink),
                    HG_INFLATE_ENOUGH);
    hg_buf_release(&sink.text);
    hg_inflate_free(inflate);
}

CU_TestInfo inflate_tests[] = {
    {"pieces_of_any_size_make_the_whole", pieces_of_any_size_make_the_whole},
    {"what_is_no_gzip_is_broken", what_is_no_gzip_is_broken},
    {"the_sink_says_when_it_has_enough", the_sink_says_when_it_has_enough},
    CU_TEST_INFO_NULL,
};

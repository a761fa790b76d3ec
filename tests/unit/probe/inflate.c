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
        struct hg_inflate *inflate = hg_inflate_new(HG_INFLATE_GZIP);
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

/* Of "hello hello\n" by zlib, with and without its header and check sum, and stored. */
static void deflate_is_read_with_and_without_its_header(void)
{
    static const struct {
        const char *bytes;
        size_t len;
    } rows[] = {
        {"\x78\x9c\xcb\x48\xcd\xc9\xc9\x57\xc8\x00\x91\x5c\x00\x1d\xe4\x04\x53", 17},
        {"\xcb\x48\xcd\xc9\xc9\x57\xc8\x00\x91\x5c\x00", 11},
        {"\x01\x0c\x00\xf3\xffhello hello\n", 17},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (size_t step = 1; step <= rows[i].len; step++) {
            struct sink sink = {.limit = 100};
            struct hg_inflate *inflate = hg_inflate_new(HG_INFLATE_DEFLATE);
            hg_buf_init(&sink.text);
            CU_ASSERT_TRUE(hg_inflate_is_whole(inflate));
            for (size_t at = 0; at < rows[i].len; at += step) {
                const size_t left = rows[i].len - at;
                CU_ASSERT_EQUAL(hg_inflate_read(inflate, rows[i].bytes + at,
                                                left < step ? left : step, take, &sink),
                                HG_INFLATE_MORE);
                CU_ASSERT_EQUAL(hg_inflate_is_whole(inflate), left <= step);
            }
            UNIT_ASSERT_TEXT(sink.text.data, "hello hello\n");
            /* Nothing may follow. */
            CU_ASSERT_EQUAL(hg_inflate_read(inflate, "x", 1, take, &sink),
                            HG_INFLATE_BROKEN);
            hg_buf_release(&sink.text);
            hg_inflate_free(inflate);
        }
    }
}

static void what_is_no_deflate_is_broken(void)
{
    static const struct {
        const char *bytes;
        size_t len;
    } rows[] = {
        {"no deflate at all", 17},
        /* A wrong check sum. */
        {"\x78\x9c\xcb\x48\xcd\xc9\xc9\x57\xc8\x00\x91\x5c\x00\x1d\xe4\x04\x54", 17},
        {"\x1f\x8b\x08\x00\x00\x00\x00\x00", 8},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct sink sink = {.limit = 100};
        struct hg_inflate *inflate = hg_inflate_new(HG_INFLATE_DEFLATE);
        hg_buf_init(&sink.text);
        CU_ASSERT_EQUAL(hg_inflate_read(inflate, rows[i].bytes, rows[i].len, take, &sink),
                        HG_INFLATE_BROKEN);
        CU_ASSERT_FALSE(hg_inflate_is_whole(inflate));
        hg_buf_release(&sink.text);
        hg_inflate_free(inflate);
    }
}

static void what_is_no_gzip_is_broken(void)
{
    struct sink sink = {.limit = 100};
    struct hg_inflate *inflate = hg_inflate_new(HG_INFLATE_GZIP);
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
    struct hg_inflate *inflate = hg_inflate_new(HG_INFLATE_GZIP);
    hg_buf_init(&sink.text);
    CU_ASSERT_EQUAL(hg_inflate_read(inflate, packed, sizeof packed - 1, take, &sink),
                    HG_INFLATE_ENOUGH);
    hg_buf_release(&sink.text);
    hg_inflate_free(inflate);
}

CU_TestInfo inflate_tests[] = {
    {"deflate is read with and without its header",
     deflate_is_read_with_and_without_its_header},
    {"what is no deflate is broken", what_is_no_deflate_is_broken},
    {"pieces_of_any_size_make_the_whole", pieces_of_any_size_make_the_whole},
    {"what_is_no_gzip_is_broken", what_is_no_gzip_is_broken},
    {"the_sink_says_when_it_has_enough", the_sink_says_when_it_has_enough},
    CU_TEST_INFO_NULL,
};

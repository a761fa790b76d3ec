/* SPDX-License-Identifier: MIT */
/* inflate: gzip and deflate by zlib. */
#include "probe/inflate.h"

#include "headgate/memory.h"

#include <stdlib.h>

#define ZLIB_CONST
#include <zlib.h>

#include "headgate/banned.h"

/* inflateInit2(): the largest window, and what surrounds the data. */
#define GZIP_ONLY  (15 + 16)
#define ZLIB_ONLY  15
#define RAW        (-15)
#define CHUNK_SIZE 16384

struct hg_inflate {
    z_stream stream;
    enum hg_inflate_format format;
    bool has_begun; /* bytes were read */
    bool is_at_end; /* of a member; of gzip, another one may follow */
    /* Of deflate, until its first two bytes are there. */
    unsigned char first[2];
    size_t first_len;
};

struct hg_inflate *hg_inflate_new(enum hg_inflate_format format)
{
    struct hg_inflate *inflate = hg_memory_new(1, sizeof *inflate);
    inflate->format = format;
    if (inflateInit2(&inflate->stream,
                     format == HG_INFLATE_GZIP ? GZIP_ONLY : ZLIB_ONLY) != Z_OK)
        hg_memory_exhausted();
    return inflate;
}

void hg_inflate_free(struct hg_inflate *inflate)
{
    if (inflate == NULL)
        return;
    inflateEnd(&inflate->stream);
    free(inflate);
}

/* Until the input is used up, or there is nothing more to write. */
static enum hg_inflated inflate_piece(struct hg_inflate *self, const char *data,
                                      size_t len, hg_inflate_sink *sink, void *context)
{
    z_stream *stream = &self->stream;
    char piece[CHUNK_SIZE];
    stream->next_in = (const Bytef *)data;
    stream->avail_in = (uInt)len;
    do {
        if (self->is_at_end && stream->avail_in > 0) {
            if (self->format == HG_INFLATE_DEFLATE)
                return HG_INFLATE_BROKEN;
            inflateReset(stream);
            self->is_at_end = false;
        }
        stream->next_out = (Bytef *)piece;
        stream->avail_out = sizeof piece;
        const int code = inflate(stream, Z_NO_FLUSH);
        const size_t made = sizeof piece - stream->avail_out;
        if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
            return HG_INFLATE_BROKEN;
        self->is_at_end = code == Z_STREAM_END;
        if (made > 0 && !sink(context, piece, made))
            return HG_INFLATE_ENOUGH;
    } while (stream->avail_in > 0 || stream->avail_out == 0);
    return HG_INFLATE_MORE;
}

/* RFC 1950 2.2: compression method 8, and a multiple of 31. */
static bool has_zlib_header(const unsigned char *first)
{
    return (first[0] & 0x0f) == Z_DEFLATED && (first[0] * 256 + first[1]) % 31 == 0;
}

/* Take bytes until the first two are there; returns how many were taken. */
static size_t take_first(struct hg_inflate *self, const char *data, size_t len)
{
    size_t taken = 0;
    while (taken < len && self->first_len < sizeof self->first)
        self->first[self->first_len++] = (unsigned char)data[taken++];
    if (self->first_len == sizeof self->first && !has_zlib_header(self->first))
        inflateReset2(&self->stream, RAW);
    return taken;
}

enum hg_inflated hg_inflate_read(struct hg_inflate *self, const char *data, size_t len,
                                 hg_inflate_sink *sink, void *context)
{
    self->has_begun = self->has_begun || len > 0;
    if (self->format == HG_INFLATE_DEFLATE && self->first_len < sizeof self->first) {
        const size_t taken = take_first(self, data, len);
        if (self->first_len < sizeof self->first)
            return HG_INFLATE_MORE;
        const enum hg_inflated begun = inflate_piece(self, (const char *)self->first,
                                                     sizeof self->first, sink, context);
        if (begun != HG_INFLATE_MORE || taken == len)
            return begun;
        data += taken;
        len -= taken;
    }
    return inflate_piece(self, data, len, sink, context);
}

bool hg_inflate_is_whole(const struct hg_inflate *inflate)
{
    return inflate->is_at_end || !inflate->has_begun;
}

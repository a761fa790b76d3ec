/* SPDX-License-Identifier: MIT */
/* inflate: gzip by zlib. */
#include "probe/inflate.h"

#include "headgate/memory.h"

#include <stdlib.h>

#define ZLIB_CONST
#include <zlib.h>

#include "headgate/banned.h"

#define GZIP_ONLY  (15 + 16) /* inflateInit2(): the largest window, a gzip header */
#define CHUNK_SIZE 16384

struct hg_inflate {
    z_stream stream;
    bool has_begun; /* bytes were read */
    bool is_at_end; /* of a member; another one may follow */
};

struct hg_inflate *hg_inflate_new(void)
{
    struct hg_inflate *inflate = hg_memory_new(1, sizeof *inflate);
    if (inflateInit2(&inflate->stream, GZIP_ONLY) != Z_OK)
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
enum hg_inflated hg_inflate_read(struct hg_inflate *self, const char *data, size_t len,
                                 hg_inflate_sink *sink, void *context)
{
    z_stream *stream = &self->stream;
    char piece[CHUNK_SIZE];
    stream->next_in = (const Bytef *)data;
    stream->avail_in = (uInt)len;
    do {
        if (self->is_at_end && stream->avail_in > 0) {
            inflateReset(stream);
            self->is_at_end = false;
        }
        stream->next_out = (Bytef *)piece;
        stream->avail_out = sizeof piece;
        self->has_begun = self->has_begun || len > 0;
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

bool hg_inflate_is_whole(const struct hg_inflate *inflate)
{
    return inflate->is_at_end || !inflate->has_begun;
}

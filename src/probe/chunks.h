/* SPDX-License-Identifier: MIT */
/* chunks: decodes the chunked transfer coding (RFC 9112 7.1) piece by piece. libcurl could do it too, but what
 * it takes for a chunk, and which other codings it refuses, depends on its version. */
#ifndef HEADGATE_PROBE_CHUNKS_H
#define HEADGATE_PROBE_CHUNKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Receives a piece of a chunk. False: no more are needed. */
typedef bool hg_chunk_sink(void *context, const char *data, size_t len);

enum hg_chunk_state {
    HG_CHUNK_SIZE,      /* before or within the digits of a size */
    HG_CHUNK_EXTENSION, /* behind them, up to the line end */
    HG_CHUNK_DATA,
    HG_CHUNK_END,     /* at the line end behind the data */
    HG_CHUNK_TRAILER, /* behind the last chunk, whose size is 0 */
    HG_CHUNK_OVER,
    HG_CHUNK_BROKEN
};

/* Zeroed: nothing was read. */
struct hg_chunks {
    enum hg_chunk_state state;
    uint64_t left;      /* of the size while it is read, and of the data */
    size_t digit_count; /* of the size */
    size_t line_len;    /* of the line of the trailer */
};

/* False when no more is needed: the sink said so, or the framing is broken. What comes after the end is
 * ignored. */
bool hg_chunks_read(struct hg_chunks *chunks, const char *data, size_t len,
                    hg_chunk_sink *sink, void *context);

#endif

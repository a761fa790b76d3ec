/* SPDX-License-Identifier: MIT */
/* chunks: a machine of states, byte by byte but for the data. */
#include "probe/chunks.h"

#include "headgate/ascii.h"

#include <string.h>

#include "headgate/banned.h"

#define DIGITS_MAX 15 /* a size below 2^60 */

static enum hg_chunk_state read_size(struct hg_chunks *chunks, char byte)
{
    const int value = hg_ascii_hex_value(byte);
    if (value < 0)
        return chunks->digit_count > 0 && byte != '\0' && strchr(" \t;\r\n", byte) != NULL
                   ? HG_CHUNK_EXTENSION
                   : HG_CHUNK_BROKEN;
    if (chunks->digit_count++ == DIGITS_MAX)
        return HG_CHUNK_BROKEN;
    chunks->left = chunks->left * 16 + (uint64_t)value;
    return HG_CHUNK_SIZE;
}

/* RFC 9112 2.2: a line may end with LF alone. */
static enum hg_chunk_state read_line_end(const struct hg_chunks *chunks, char byte)
{
    if (byte != '\n')
        return HG_CHUNK_EXTENSION;
    return chunks->left == 0 ? HG_CHUNK_TRAILER : HG_CHUNK_DATA;
}

static enum hg_chunk_state read_data_end(struct hg_chunks *chunks, char byte)
{
    if (byte == '\r')
        return HG_CHUNK_END;
    chunks->digit_count = 0;
    return byte == '\n' ? HG_CHUNK_SIZE : HG_CHUNK_BROKEN;
}

static enum hg_chunk_state read_trailer(struct hg_chunks *chunks, char byte)
{
    if (byte == '\n' && chunks->line_len == 0)
        return HG_CHUNK_OVER;
    chunks->line_len = byte == '\n' ? 0 : chunks->line_len + (byte != '\r');
    return HG_CHUNK_TRAILER;
}

static enum hg_chunk_state read_byte(struct hg_chunks *chunks, char byte)
{
    switch (chunks->state) {
    case HG_CHUNK_SIZE: {
        const enum hg_chunk_state next = read_size(chunks, byte);
        return next == HG_CHUNK_EXTENSION ? read_line_end(chunks, byte) : next;
    }
    case HG_CHUNK_EXTENSION:
        return read_line_end(chunks, byte);
    case HG_CHUNK_END:
        return read_data_end(chunks, byte);
    case HG_CHUNK_TRAILER:
        return read_trailer(chunks, byte);
    case HG_CHUNK_DATA:
    case HG_CHUNK_OVER:
    case HG_CHUNK_BROKEN:
        break;
    }
    return chunks->state;
}

bool hg_chunks_read(struct hg_chunks *chunks, const char *data, size_t len,
                    hg_chunk_sink *sink, void *context)
{
    while (len > 0 && chunks->state != HG_CHUNK_OVER &&
           chunks->state != HG_CHUNK_BROKEN) {
        size_t used = 1;
        if (chunks->state == HG_CHUNK_DATA) {
            used = len < chunks->left ? len : (size_t)chunks->left;
            chunks->left -= used;
            if (chunks->left == 0)
                chunks->state = HG_CHUNK_END;
            if (!sink(context, data, used))
                return false;
        } else {
            chunks->state = read_byte(chunks, *data);
        }
        data += used;
        len -= used;
    }
    return chunks->state != HG_CHUNK_BROKEN;
}

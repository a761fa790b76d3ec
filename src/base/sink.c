/* SPDX-License-Identifier: MIT */
/* sink: a buffered writer whose first failure sticks.
 *
 * DESIGN: not stdio, because a report of a million results is millions of small pieces. A text and a
 * comma take 85 instructions; fputs(3) and fputc(3) take 172. */
#include "headgate/output.h"

#include "base/write.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

#define FLUSH_BYTES  ((size_t)64 * 1024)
#define BEHIND_BYTES ((size_t)32 * 1024 * 1024)

/* Send new bytes to the disk and drop those of the last call from the cache (Linux,
 * POSIX_FADV_DONTNEED): a report of 456 MB leaves 50 MB in it instead of 450, in the same time. On a
 * pipe it fails, without effect. */
static void write_behind(struct hg_sink *sink)
{
    if (sink->written_bytes - sink->advised_bytes < BEHIND_BYTES)
        return;
    const size_t from =
        sink->advised_bytes > BEHIND_BYTES ? sink->advised_bytes - BEHIND_BYTES : 0;
    posix_fadvise(sink->fd, (off_t)from, 0, POSIX_FADV_DONTNEED);
    sink->advised_bytes = sink->written_bytes;
}

/* Bytes that no later ones can make part of a command: whole lines, or, of a line that is longer than
 * the buffer, those before a "#" that may begin one. */
static size_t settled_len(const struct hg_sink *sink)
{
    const char *data = sink->buffer.data;
    const size_t len = sink->buffer.len;
    size_t lines = len;
    if (sink->notation == HG_NOTATION_VERBATIM)
        return len;
    while (lines > 0 && data[lines - 1] != '\n')
        lines--;
    if (lines > 0)
        return lines;
    const size_t tail = len > HG_CI_COMMAND_MAX ? len - HG_CI_COMMAND_MAX : 0;
    const char *hash = memchr(data + tail, '#', len - tail);
    return hash == NULL ? len : (size_t)(hash - data);
}

static void write_bytes(struct hg_sink *sink, const char *data, size_t len)
{
    if (sink->failure == 0)
        sink->failure = hg_write_all(sink->fd, data, len);
    sink->written_bytes += len;
}

/* Write the first `len` bytes of the buffer. */
static void write_part(struct hg_sink *sink, size_t len)
{
    struct hg_buf *buffer = &sink->buffer;
    size_t broken_len = 0;
    if (len == 0)
        return;
    char *broken = hg_ci_command_break(buffer->data, len, !sink->is_inside_line,
                                       sink->notation, &broken_len);
    write_bytes(sink, broken == NULL ? buffer->data : broken,
                broken == NULL ? len : broken_len);
    free(broken);
    sink->is_inside_line = buffer->data[len - 1] != '\n';
    memmove(buffer->data, buffer->data + len, buffer->len - len);
    hg_buf_cut(buffer, buffer->len - len);
    write_behind(sink);
}

static void flush_when_full(struct hg_sink *sink)
{
    if (sink->buffer.len >= FLUSH_BYTES && sink->fd >= 0)
        write_part(sink, settled_len(sink));
}

void hg_sink_init(struct hg_sink *sink, int fd)
{
    *sink = (struct hg_sink){.fd = fd};
    hg_buf_init(&sink->buffer);
}

void hg_sink_release(struct hg_sink *sink)
{
    if (sink != NULL)
        hg_buf_release(&sink->buffer);
}

void hg_sink_write(struct hg_sink *sink, const void *data, size_t len)
{
    hg_buf_add(&sink->buffer, data, len);
    flush_when_full(sink);
}

char *hg_sink_room(struct hg_sink *sink, size_t len)
{
    return hg_buf_room(&sink->buffer, len);
}

void hg_sink_fill(struct hg_sink *sink, const char *end)
{
    hg_buf_fill(&sink->buffer, end);
    flush_when_full(sink);
}

void hg_sink_text(struct hg_sink *sink, const char *text)
{
    hg_sink_write(sink, text, strlen(text));
}

void hg_sink_printf(struct hg_sink *sink, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    hg_buf_vprintf(&sink->buffer, format, arguments);
    va_end(arguments);
    flush_when_full(sink);
}

void hg_sink_flush(struct hg_sink *sink)
{
    if (sink->fd >= 0)
        write_part(sink, sink->buffer.len);
}

/* SPDX-License-Identifier: MIT */
/* sink: a buffered writer whose first failure sticks.
 *
 * DESIGN: not stdio, because a report of a million results is millions of small pieces. A text and a
 * comma take 134 instructions, or 70 through hg_sink_room(); fputs(3) and fputc(3) take 172. */
#include "headgate/output.h"

#include "base/write.h"

#include <fcntl.h>
#include <stdarg.h>
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

static void write_buffer(struct hg_sink *sink)
{
    if (sink->failure == 0)
        sink->failure = hg_write_all(sink->fd, sink->buffer.data, sink->buffer.len);
    sink->written_bytes += sink->buffer.len;
    hg_buf_clear(&sink->buffer);
    write_behind(sink);
}

static void flush_when_full(struct hg_sink *sink)
{
    if (sink->buffer.len >= FLUSH_BYTES && sink->fd >= 0)
        write_buffer(sink);
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
        write_buffer(sink);
}

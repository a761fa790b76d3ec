/* SPDX-License-Identifier: MIT */
/* buf: a growing byte string. Invariant: `data` always ends with a NUL that `len` doesn't count,
 * and is never NULL after hg_buf_init(). */
#ifndef HEADGATE_BUF_H
#define HEADGATE_BUF_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

struct hg_buf {
    char *data; /* owned */
    size_t len;
    size_t capacity;
};

void hg_buf_init(struct hg_buf *buf);
void hg_buf_release(struct hg_buf *buf);
/* Empty it, keep the memory. */
void hg_buf_clear(struct hg_buf *buf);
/* Keep the first `len` bytes, which must be there. */
void hg_buf_cut(struct hg_buf *buf, size_t len);
void hg_buf_add(struct hg_buf *buf, const void *data, size_t len);
void hg_buf_add_text(struct hg_buf *buf, const char *text);
void hg_buf_add_char(struct hg_buf *buf, char character);
/* In digits; many times quicker than hg_buf_printf(). */
void hg_buf_add_number(struct hg_buf *buf, int64_t number);
/* In base64 (RFC 4648 4), on one line. */
void hg_buf_add_base64(struct hg_buf *buf, const void *data, size_t len);
void hg_buf_printf(struct hg_buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void hg_buf_vprintf(struct hg_buf *buf, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));
/* Room for `len` more bytes at the end, to be written to; hg_buf_fill() makes those before `end` part
 * of the text. Nothing else may be done with the buf between the two. */
char *hg_buf_room(struct hg_buf *buf, size_t len);
void hg_buf_fill(struct hg_buf *buf, const char *end);
/* The text, which you now own and give to free(); the buf is released. */
char *hg_buf_steal(struct hg_buf *buf);

#endif

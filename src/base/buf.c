/* SPDX-License-Identifier: MIT */
/* buf: a growing byte string. */
#include "headgate/buf.h"

#include "headgate/memory.h"
#include "headgate/units.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

#define FIRST_CAPACITY 64

static void grow(struct hg_buf *buf, size_t more)
{
    if (more > PTRDIFF_MAX / 2 - buf->len)
        hg_memory_exhausted();
    const size_t needed = buf->len + more + 1;
    const size_t doubled = buf->capacity * 2;
    const size_t capacity = needed > doubled ? needed : doubled;
    buf->data = hg_memory_resize(buf->data, capacity, 1);
    buf->capacity = capacity;
}

/* Make room for `more` bytes and the NUL. */
static void reserve(struct hg_buf *buf, size_t more)
{
    if (more >= buf->capacity - buf->len)
        grow(buf, more);
}

void hg_buf_init(struct hg_buf *buf)
{
    *buf = (struct hg_buf){
        .data = hg_memory_new(FIRST_CAPACITY, 1),
        .capacity = FIRST_CAPACITY,
    };
}

void hg_buf_release(struct hg_buf *buf)
{
    if (buf == NULL)
        return;
    free(buf->data);
    *buf = (struct hg_buf){0};
}

void hg_buf_clear(struct hg_buf *buf)
{
    hg_buf_cut(buf, 0);
}

void hg_buf_cut(struct hg_buf *buf, size_t len)
{
    assert(len <= buf->len);
    buf->len = len;
    buf->data[len] = '\0';
}

char *hg_buf_room(struct hg_buf *buf, size_t len)
{
    reserve(buf, len);
    return buf->data + buf->len;
}

void hg_buf_fill(struct hg_buf *buf, const char *end)
{
    buf->len = (size_t)(end - buf->data);
    assert(buf->len < buf->capacity);
    buf->data[buf->len] = '\0';
}

void hg_buf_add(struct hg_buf *buf, const void *data, size_t len)
{
    if (len == 0)
        return;
    reserve(buf, len);
    memcpy(buf->data + buf->len, data, len);
    buf->len += len;
    buf->data[buf->len] = '\0';
}

void hg_buf_add_text(struct hg_buf *buf, const char *text)
{
    hg_buf_add(buf, text, strlen(text));
}

void hg_buf_add_char(struct hg_buf *buf, char character)
{
    hg_buf_add(buf, &character, 1);
}

void hg_buf_add_number(struct hg_buf *buf, int64_t number)
{
    char *digits = hg_buf_room(buf, HG_UNITS_NUMBER_SIZE);
    hg_buf_fill(buf, digits + hg_units_write_number(number, digits));
}

void hg_buf_add_base64(struct hg_buf *buf, const void *data, size_t len)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *bytes = data;
    for (size_t i = 0; i < len; i += 3) {
        const size_t left = len - i;
        const uint32_t bits = (uint32_t)bytes[i] << 16 |
                              (left > 1 ? (uint32_t)bytes[i + 1] << 8 : 0) |
                              (left > 2 ? (uint32_t)bytes[i + 2] : 0);
        hg_buf_add_char(buf, digits[bits >> 18]);
        hg_buf_add_char(buf, digits[bits >> 12 & 63]);
        hg_buf_add_char(buf, left > 1 ? digits[bits >> 6 & 63] : '=');
        hg_buf_add_char(buf, left > 2 ? digits[bits & 63] : '=');
    }
}

void hg_buf_printf(struct hg_buf *buf, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    hg_buf_vprintf(buf, format, arguments);
    va_end(arguments);
}

void hg_buf_vprintf(struct hg_buf *buf, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    const size_t room = buf->capacity - buf->len;
    const int len = vsnprintf(buf->data + buf->len, room, format, arguments);
    /* Only texts of more than INT_MAX bytes fail. */
    if (len < 0)
        hg_memory_exhausted();
    if ((size_t)len >= room) {
        reserve(buf, (size_t)len);
        vsnprintf(buf->data + buf->len, (size_t)len + 1, format, again);
    }
    buf->len += (size_t)len;
    va_end(again);
}

char *hg_buf_steal(struct hg_buf *buf)
{
    char *text = buf->data;
    *buf = (struct hg_buf){0};
    return text;
}

/* SPDX-License-Identifier: MIT */
/* error: why headgate itself could not do its work. */
#include "headgate/error.h"

#include "headgate/ascii.h"
#include "headgate/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

__attribute__((format(printf, 3, 0))) static void
set(struct hg_error *err, enum hg_error_kind kind, const char *format, va_list arguments)
{
    if (err == NULL || err->kind != HG_ERROR_NONE)
        return;
    err->kind = kind;
    const int wanted = vsnprintf(err->text, sizeof err->text, format, arguments);
    if (wanted < 0)
        err->text[0] = '\0';
    else if ((size_t)wanted >= sizeof err->text)
        err->text[hg_text_whole(err->text, sizeof err->text - 1)] = '\0';
}

int hg_error_usage(struct hg_error *err, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    set(err, HG_ERROR_USAGE, format, arguments);
    va_end(arguments);
    return -1;
}

int hg_error_system(struct hg_error *err, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    set(err, HG_ERROR_SYSTEM, format, arguments);
    va_end(arguments);
    return -1;
}

const char *hg_error_message(int code, char *out, size_t size)
{
    if (size == 0)
        return "";
    if (strerror_r(code, out, size) != 0)
        snprintf(out, size, "error %d", code);
    out[0] = hg_ascii_to_lower(out[0]);
    return out;
}

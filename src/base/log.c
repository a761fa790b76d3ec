/* SPDX-License-Identifier: MIT */
/* log: the only writer to standard error, but for memory.c when there is none left. */
#include "headgate/log.h"

#include "base/write.h"
#include "headgate/ci_command.h"
#include "headgate/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "headgate/banned.h"

#define LINE_BYTES 4096

__attribute__((format(printf, 2, 0))) static void
write_line(const char *prefix, const char *format, va_list arguments)
{
    char line[LINE_BYTES];
    size_t len = strlen(prefix);
    memcpy(line, prefix, len);
    const size_t room = sizeof line - len;
    const int wanted = vsnprintf(line + len, room, format, arguments);
    if (wanted < 0)
        return;
    if ((size_t)wanted < room)
        len += (size_t)wanted;
    else
        len = hg_text_whole(line, sizeof line - 1);
    line[len] = '\n';
    hg_log_raw(line, len + 1);
}

void hg_log_error(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    write_line("headgate: error: ", format, arguments);
    va_end(arguments);
}

void hg_log_warning(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    write_line("headgate: warning: ", format, arguments);
    va_end(arguments);
}

void hg_log_note(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    write_line("headgate: ", format, arguments);
    va_end(arguments);
}

void hg_log_raw(const char *text, size_t len)
{
    size_t broken_len = 0;
    char *broken = hg_ci_command_break(text, len, true, HG_NOTATION_TEXT, &broken_len);
    /* There is nowhere left to report that standard error can't be written. */
    (void)hg_write_all(STDERR_FILENO, broken == NULL ? text : broken,
                       broken == NULL ? len : broken_len);
    free(broken);
}

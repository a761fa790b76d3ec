/* SPDX-License-Identifier: MIT */
/* terminal: what the standard streams can show, and a line that is drawn again and again. */
#include "app/terminal.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "headgate/buf.h"
#include "headgate/log.h"
#include "headgate/text.h"

#include "headgate/banned.h"

#define ERASE_LINE "\r\033[K"

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value != NULL && value[0] != '\0';
}

static bool is_plain_terminal(int fd)
{
    const char *term = getenv("TERM");
    return isatty(fd) == 1 && (term == NULL || strcmp(term, "dumb") != 0);
}

bool hg_terminal_has_color(int fd, enum hg_when when)
{
    if (when != HG_WHEN_AUTO)
        return when == HG_WHEN_ALWAYS;
    if (is_set("NO_COLOR"))
        return false;
    return is_set("FORCE_COLOR") || is_plain_terminal(fd);
}

bool hg_terminal_has_progress(int fd, enum hg_when when)
{
    if (when != HG_WHEN_AUTO)
        return when == HG_WHEN_ALWAYS;
    return is_plain_terminal(fd) && !is_set("CI");
}

int hg_terminal_columns(int fd)
{
    struct winsize size;
    if (isatty(fd) != 1 || ioctl(fd, TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col;
}

size_t hg_terminal_line_columns(void)
{
    const int columns = hg_terminal_columns(STDERR_FILENO);
    return columns > 1 ? (size_t)columns - 1 : SIZE_MAX;
}

void hg_terminal_line_show(struct hg_terminal_line *line, const char *text)
{
    struct hg_buf drawn;
    hg_buf_init(&drawn);
    hg_buf_add_text(&drawn, ERASE_LINE);
    hg_buf_add(&drawn, text, hg_text_prefix(text, hg_terminal_line_columns()));
    hg_log_raw(drawn.data, drawn.len);
    hg_buf_release(&drawn);
    line->is_shown = true;
}

void hg_terminal_line_hide(struct hg_terminal_line *line)
{
    if (line->is_shown)
        hg_log_raw(ERASE_LINE, sizeof ERASE_LINE - 1);
    line->is_shown = false;
}

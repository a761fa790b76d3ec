/* SPDX-License-Identifier: MIT */
/* terminal: what the standard streams can show. */
#include "app/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "headgate/banned.h"

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

/* SPDX-License-Identifier: MIT */
/* print: text of a command on standard output. */
#include "app/print.h"

#include <string.h>
#include <unistd.h>

#include "headgate/log.h"

#include "app/exit.h"

#include "headgate/banned.h"

int hg_print_end(struct hg_sink *sink)
{
    const int result = hg_sink_flush(sink);
    if (result != 0)
        hg_log_error("standard output can't be written");
    hg_sink_release(sink);
    return result == 0 ? HG_EXIT_OPEN : HG_EXIT_TROUBLE;
}

int hg_print(void (*write)(struct hg_sink *sink))
{
    struct hg_sink sink;
    hg_sink_init(&sink, STDOUT_FILENO);
    write(&sink);
    return hg_print_end(&sink);
}

/* SPDX-License-Identifier: MIT */
/* progress: one line at the bottom of the terminal. */
#include "app/progress.h"

#include <unistd.h>

#include "headgate/buf.h"
#include "headgate/clock.h"
#include "headgate/log.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include "app/terminal.h"

#include "headgate/banned.h"

#define BAR_COLUMNS 20
#define QUIET_US    HG_US_PER_S
#define ERASE_LINE  "\r\033[K"

void hg_progress_init(struct hg_progress *progress, bool is_wanted)
{
    *progress =
        (struct hg_progress){.is_wanted = is_wanted, .began_us = hg_clock_monotonic_us()};
}

void hg_progress_count(struct hg_progress *progress, const struct hg_result *result)
{
    if (result->outcome == HG_OUTCOME_DOWN)
        progress->failures++;
}

static void add_bar(struct hg_buf *line, size_t done, size_t total)
{
    const size_t filled = done * BAR_COLUMNS / total;
    for (size_t i = 0; i < BAR_COLUMNS; i++)
        hg_buf_add_text(line, i < filled ? "█" : "░");
}

/* By the pace so far. */
static void add_time_left(struct hg_buf *line, size_t done, size_t total,
                          int64_t elapsed_us)
{
    if (done == 0 || done == total)
        return;
    const int64_t left_s = (int64_t)((double)elapsed_us / (double)done *
                                     (double)(total - done) / (double)HG_US_PER_S);
    if (left_s >= 60)
        hg_buf_printf(line, ", about %lld min left", (long long)(left_s + 59) / 60);
    else
        hg_buf_printf(line, ", about %lld s left", (long long)left_s + 1);
}

/* Only what fits: a line that goes on in the next can't be erased. */
static void add_fitting(struct hg_buf *line, const struct hg_buf *counts,
                        const struct hg_run *run)
{
    const int columns = hg_terminal_columns(STDERR_FILENO);
    const size_t room = columns > 0 ? (size_t)columns - 1 : SIZE_MAX;
    if (BAR_COLUMNS + 1 + hg_text_width(counts->data) <= room) {
        add_bar(line, run->finished_count, run->count);
        hg_buf_add_char(line, ' ');
    }
    hg_buf_add(line, counts->data, hg_text_prefix(counts->data, room));
}

void hg_progress_show(struct hg_progress *progress, const struct hg_run *run)
{
    const int64_t elapsed_us = hg_clock_monotonic_us() - progress->began_us;
    struct hg_buf counts;
    struct hg_buf line;

    if (!progress->is_wanted || elapsed_us < QUIET_US || run->count == 0)
        return;
    hg_buf_init(&counts);
    hg_buf_printf(&counts, "%zu/%zu, %zu down", run->finished_count, run->count,
                  progress->failures);
    add_time_left(&counts, run->finished_count, run->count, elapsed_us);
    hg_buf_init(&line);
    hg_buf_add_text(&line, ERASE_LINE);
    add_fitting(&line, &counts, run);
    hg_log_raw(line.data, line.len);
    hg_buf_release(&line);
    hg_buf_release(&counts);
    progress->is_shown = true;
}

void hg_progress_hide(struct hg_progress *progress)
{
    if (progress->is_shown)
        hg_log_raw(ERASE_LINE, sizeof ERASE_LINE - 1);
    progress->is_shown = false;
}

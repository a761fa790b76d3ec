/* SPDX-License-Identifier: MIT */
/* live: the view of a run while it goes on. */
#include "app/live.h"

#include <unistd.h>

#include "headgate/buf.h"
#include "headgate/clock.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include "headgate/banned.h"

/* Less than a sink writes by itself. */
#define GATHERED_MAX_BYTES ((size_t)32 * 1024)
/* Runs shorter than this have no progress line. */
#define PROGRESS_DELAY_US HG_US_PER_S
#define BAR_COLUMNS       20

void hg_live_init(struct hg_live *live, const struct hg_settings *settings,
                  bool has_lines)
{
    *live = (struct hg_live){
        .style = {.use_color = hg_terminal_has_color(STDOUT_FILENO, settings->color),
                  .is_verbose = settings->verbose,
                  .columns = hg_terminal_columns(STDOUT_FILENO)},
        .order = settings->order,
        .is_quiet = settings->quiet,
        .has_lines = has_lines,
        .has_progress = !settings->quiet &&
                        hg_terminal_has_progress(STDERR_FILENO, settings->progress),
        .began_us = hg_clock_monotonic_us(),
    };
    hg_sink_init(&live->sink, STDOUT_FILENO);
}

void hg_live_release(struct hg_live *live)
{
    hg_sink_release(&live->sink);
}

static void on_begin(void *context, const struct hg_run *run)
{
    struct hg_live *live = context;
    live->style.name_columns = hg_text_name_columns(run);
}

/* Quiet shows targets that are not up, but not those that were like that in the baseline, and targets
 * that are worse than there. */
static bool is_worth_a_line(const struct hg_live *live, const struct hg_result *result)
{
    if (!live->is_quiet || hg_change_is_worse((enum hg_change)result->change))
        return true;
    return result->outcome != HG_OUTCOME_UP && result->outcome != HG_OUTCOME_SKIPPED &&
           result->change != HG_CHANGE_KNOWN;
}

/* Lines are gathered and shown with each tick, together with the progress below them, which would
 * flicker otherwise. */
static void show_lines(struct hg_live *live)
{
    if (live->sink.buffer.len == 0)
        return;
    hg_terminal_line_hide(&live->progress_line);
    hg_sink_flush(&live->sink);
}

static void show_result(struct hg_live *live, const struct hg_run *run, size_t index)
{
    if (!live->has_lines || !is_worth_a_line(live, &run->results[index]))
        return;
    hg_text_result(run, index, &live->style, &live->sink);
    if (live->sink.buffer.len >= GATHERED_MAX_BYTES)
        show_lines(live);
}

static void on_result(void *context, const struct hg_run *run, size_t index)
{
    struct hg_live *live = context;

    if (run->results[index].outcome == HG_OUTCOME_DOWN)
        live->down_count++;
    if (live->order == HG_ORDER_COMPLETION) {
        show_result(live, run, index);
    } else {
        while (live->next < run->count && run->results[live->next].is_final)
            show_result(live, run, live->next++);
    }
}

static void add_bar(struct hg_buf *text, size_t done, size_t total)
{
    const size_t filled = done * BAR_COLUMNS / total;
    for (size_t i = 0; i < BAR_COLUMNS; i++)
        hg_buf_add_text(text, i < filled ? "█" : "░");
    hg_buf_add_char(text, ' ');
}

/* At the pace until now. */
static void add_time_left(struct hg_buf *text, size_t done, size_t total,
                          int64_t elapsed_us)
{
    if (done == 0 || done == total)
        return;
    const int64_t left_s = (int64_t)((double)elapsed_us / (double)done *
                                     (double)(total - done) / (double)HG_US_PER_S);
    if (left_s >= 60)
        hg_buf_printf(text, ", about %lld min left", (long long)(left_s + 59) / 60);
    else
        hg_buf_printf(text, ", about %lld s left", (long long)left_s + 1);
}

static void show_progress(struct hg_live *live, const struct hg_run *run)
{
    const int64_t elapsed_us = hg_clock_monotonic_us() - live->began_us;
    struct hg_buf counts;
    struct hg_buf text;

    if (!live->has_progress || elapsed_us < PROGRESS_DELAY_US || run->count == 0)
        return;
    hg_buf_init(&counts);
    hg_buf_init(&text);
    hg_buf_printf(&counts, "%zu/%zu, %zu down", run->finished_count, run->count,
                  live->down_count);
    add_time_left(&counts, run->finished_count, run->count, elapsed_us);
    if (BAR_COLUMNS + 1 + hg_text_width(counts.data) <= hg_terminal_line_columns())
        add_bar(&text, run->finished_count, run->count);
    hg_buf_add(&text, counts.data, counts.len);
    hg_terminal_line_show(&live->progress_line, text.data);
    hg_buf_release(&text);
    hg_buf_release(&counts);
}

static void on_tick(void *context, const struct hg_run *run)
{
    struct hg_live *live = context;
    show_lines(live);
    show_progress(live, run);
}

static void on_end(void *context, const struct hg_run *run)
{
    struct hg_live *live = context;

    show_lines(live);
    hg_terminal_line_hide(&live->progress_line);
    if (!live->has_lines)
        return;
    if (!live->is_quiet || run->exit_status != 0)
        hg_text_summary(run, &live->style, &live->sink);
    hg_sink_flush(&live->sink);
}

struct hg_observer hg_live_observer(struct hg_live *live)
{
    return (struct hg_observer){.context = live,
                                .begin = on_begin,
                                .result = on_result,
                                .tick = on_tick,
                                .end = on_end};
}

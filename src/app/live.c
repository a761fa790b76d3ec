/* SPDX-License-Identifier: MIT */
/* live: what a person sees of a run while it goes on. */
#include "app/live.h"

#include <unistd.h>

#include "app/terminal.h"

#include "headgate/banned.h"

/* Less than a sink writes by itself. */
#define MOST_GATHERED_BYTES ((size_t)32 * 1024)

void hg_live_init(struct hg_live *live, const struct hg_settings *settings,
                  bool has_lines)
{
    const bool has_progress =
        !settings->quiet && hg_terminal_has_progress(STDERR_FILENO, settings->progress);
    *live = (struct hg_live){
        .style = {.use_color = hg_terminal_has_color(STDOUT_FILENO, settings->color),
                  .is_verbose = settings->verbose,
                  .columns = hg_terminal_columns(STDOUT_FILENO)},
        .order = settings->order,
        .is_quiet = settings->quiet,
        .has_lines = has_lines,
    };
    hg_sink_init(&live->sink, STDOUT_FILENO);
    hg_progress_init(&live->progress, has_progress);
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

/* Quiet shows what is not well, but not what the baseline knows, and what is worse than in it. */
static bool is_worth_a_line(const struct hg_live *live, const struct hg_result *result)
{
    if (!live->is_quiet || result->change == HG_CHANGE_SLOWER ||
        result->change == HG_CHANGE_MOVED)
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
    hg_progress_hide(&live->progress);
    hg_sink_flush(&live->sink);
}

static void show_result(struct hg_live *live, const struct hg_run *run, size_t index)
{
    if (!live->has_lines || !is_worth_a_line(live, &run->results[index]))
        return;
    hg_text_result(run, index, &live->style, &live->sink);
    if (live->sink.buffer.len >= MOST_GATHERED_BYTES)
        show_lines(live);
}

static void on_result(void *context, const struct hg_run *run, size_t index)
{
    struct hg_live *live = context;

    hg_progress_count(&live->progress, &run->results[index]);
    if (live->order == HG_ORDER_COMPLETION) {
        show_result(live, run, index);
    } else {
        while (live->next < run->count && run->results[live->next].is_final)
            show_result(live, run, live->next++);
    }
}

static void on_tick(void *context, const struct hg_run *run)
{
    struct hg_live *live = context;
    show_lines(live);
    hg_progress_show(&live->progress, run);
}

static void on_end(void *context, const struct hg_run *run)
{
    struct hg_live *live = context;

    show_lines(live);
    hg_progress_hide(&live->progress);
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

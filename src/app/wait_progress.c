/* SPDX-License-Identifier: MIT */
/* wait_progress: the state of the last round, as a line. */
#include "app/wait_progress.h"

#include <unistd.h>

#include "headgate/clock.h"
#include "headgate/hash.h"
#include "headgate/log.h"
#include "headgate/units.h"

#include "headgate/banned.h"

/* FNV-1a, 64 bits. */

void hg_wait_progress_init(struct hg_wait_progress *progress,
                           const struct hg_settings *settings, int64_t end_us)
{
    *progress = (struct hg_wait_progress){
        .has_line = !settings->quiet &&
                    hg_terminal_has_progress(STDERR_FILENO, settings->progress),
        .is_quiet = settings->quiet,
        .end_us = end_us,
        .wanted = settings->wait.successes,
    };
    hg_buf_init(&progress->last);
}

void hg_wait_progress_release(struct hg_wait_progress *progress)
{
    hg_buf_release(&progress->last);
}

static bool counts_as_up(const struct hg_result *result)
{
    return result->outcome == HG_OUTCOME_UP || result->outcome == HG_OUTCOME_FLAKY ||
           result->outcome == HG_OUTCOME_SKIPPED;
}

static uint64_t hash_states(const struct hg_run *run)
{
    uint64_t hash = hg_hash_add(HG_HASH_BASIS, (uint64_t)run->gate.state);
    for (size_t i = 0; i < run->count; i++) {
        const struct hg_result *result = &run->results[i];
        hash = hg_hash_add(hash, counts_as_up(result) ? HG_OUTCOME_UP : result->outcome);
        hash = hg_hash_add(hash, result->cause);
        hash = hg_hash_add(hash, counts_as_up(result) ? 0 : result->status);
    }
    return hash | 1; /* 0 means that there was no round yet */
}

static void count_failing(struct hg_wait_progress *progress, const struct hg_run *run)
{
    progress->total = run->count;
    progress->not_up = 0;
    hg_buf_clear(&progress->last);
    for (size_t i = 0; i < run->count; i++) {
        const struct hg_result *result = &run->results[i];
        if (counts_as_up(result))
            continue;
        if (progress->not_up++ == 0)
            hg_buf_printf(&progress->last, "%s: %s", run->targets[i].name,
                          hg_result_reason(result));
    }
}

static void describe_round(const struct hg_wait_progress *progress, struct hg_buf *line)
{
    if (progress->open_count > 0)
        hg_buf_printf(line, "open %lld of %lld times in a row",
                      (long long)progress->open_count, (long long)progress->wanted);
    else
        hg_buf_printf(line, "%zu of %zu not up", progress->not_up, progress->total);
}

void hg_wait_progress_update(struct hg_wait_progress *progress, const struct hg_run *run)
{
    const uint64_t state_hash = hash_states(run);
    const bool has_changed = state_hash != progress->state_hash;
    struct hg_buf line;

    progress->open_count = run->gate.state == HG_GATE_OPEN ? progress->open_count + 1 : 0;
    progress->state_hash = state_hash;
    count_failing(progress, run);
    if (!has_changed || progress->has_line || progress->is_quiet)
        return;
    hg_buf_init(&line);
    describe_round(progress, &line);
    hg_log_note("round %lld: %s%s%s", (long long)progress->round, line.data,
                progress->last.len > 0 ? "; " : "", progress->last.data);
    hg_buf_release(&line);
}

void hg_wait_progress_describe(const struct hg_wait_progress *progress, int64_t left_us,
                               struct hg_buf *line)
{
    char left[32];
    const int64_t left_s = left_us > 0 ? (left_us + HG_US_PER_S - 1) / HG_US_PER_S : 0;

    hg_units_format_duration(left_s * HG_US_PER_S, left, sizeof left);
    hg_buf_printf(line, "round %lld, ", (long long)progress->round);
    if (progress->state_hash != 0) {
        describe_round(progress, line);
        hg_buf_add_text(line, ", ");
    }
    hg_buf_printf(line, "%s left", left);
    if (progress->last.len > 0)
        hg_buf_printf(line, "; last: %s", progress->last.data);
}

void hg_wait_progress_show(struct hg_wait_progress *progress)
{
    struct hg_buf text;

    if (!progress->has_line)
        return;
    hg_buf_init(&text);
    hg_wait_progress_describe(progress, progress->end_us - hg_clock_monotonic_us(),
                              &text);
    hg_terminal_line_show(&progress->line, text.data);
    hg_buf_release(&text);
}

void hg_wait_progress_hide(struct hg_wait_progress *progress)
{
    hg_terminal_line_hide(&progress->line);
}

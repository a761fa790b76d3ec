/* SPDX-License-Identifier: MIT */
/* waiting: the picture of the last round, as a line. */
#include "app/waiting.h"

#include <unistd.h>

#include "headgate/clock.h"
#include "headgate/log.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include "app/terminal.h"

#include "headgate/banned.h"

#define ERASE_LINE "\r\033[K"

/* FNV-1a, 64 bits. */
#define HASH_BASIS UINT64_C(0xcbf29ce484222325)
#define HASH_PRIME UINT64_C(0x100000001b3)

void hg_waiting_init(struct hg_waiting *waiting, const struct hg_settings *settings,
                     int64_t end_us)
{
    *waiting = (struct hg_waiting){
        .has_line = !settings->quiet &&
                    hg_terminal_has_progress(STDERR_FILENO, settings->progress),
        .is_quiet = settings->quiet,
        .columns = hg_terminal_columns(STDERR_FILENO),
        .end_us = end_us,
        .wanted = settings->wait.successes,
    };
    hg_buf_init(&waiting->last);
}

void hg_waiting_release(struct hg_waiting *waiting)
{
    hg_buf_release(&waiting->last);
}

static bool is_well(const struct hg_result *result)
{
    return result->outcome == HG_OUTCOME_UP || result->outcome == HG_OUTCOME_FLAKY ||
           result->outcome == HG_OUTCOME_SKIPPED;
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
    return (hash ^ value) * HASH_PRIME;
}

static uint64_t picture_of(const struct hg_run *run)
{
    uint64_t hash = mix(HASH_BASIS, (uint64_t)run->gate.state);
    for (size_t i = 0; i < run->count; i++) {
        const struct hg_result *result = &run->results[i];
        hash = mix(hash, is_well(result) ? HG_OUTCOME_UP : result->outcome);
        hash = mix(hash, result->cause);
        hash = mix(hash, is_well(result) ? 0 : result->status);
    }
    return hash | 1; /* 0 is no picture */
}

static void take_troubles(struct hg_waiting *waiting, const struct hg_run *run)
{
    waiting->total = run->count;
    waiting->not_up = 0;
    hg_buf_clear(&waiting->last);
    for (size_t i = 0; i < run->count; i++) {
        const struct hg_result *result = &run->results[i];
        if (is_well(result))
            continue;
        if (waiting->not_up++ == 0)
            hg_buf_printf(&waiting->last, "%s: %s", run->targets[i].name,
                          hg_result_reason(result));
    }
}

static void describe_picture(const struct hg_waiting *waiting, struct hg_buf *line)
{
    if (waiting->open_count > 0)
        hg_buf_printf(line, "open %lld of %lld times in a row",
                      (long long)waiting->open_count, (long long)waiting->wanted);
    else
        hg_buf_printf(line, "%zu of %zu not up", waiting->not_up, waiting->total);
}

void hg_waiting_take(struct hg_waiting *waiting, const struct hg_run *run)
{
    const uint64_t picture = picture_of(run);
    const bool has_changed = picture != waiting->picture;
    struct hg_buf line;

    waiting->open_count = run->gate.state == HG_GATE_OPEN ? waiting->open_count + 1 : 0;
    waiting->picture = picture;
    take_troubles(waiting, run);
    if (!has_changed || waiting->has_line || waiting->is_quiet)
        return;
    hg_buf_init(&line);
    describe_picture(waiting, &line);
    hg_log_note("round %lld: %s%s%s", (long long)waiting->round, line.data,
                waiting->last.len > 0 ? "; " : "", waiting->last.data);
    hg_buf_release(&line);
}

void hg_waiting_describe(const struct hg_waiting *waiting, int64_t left_us,
                         struct hg_buf *line)
{
    char left[32];
    const int64_t left_s = left_us > 0 ? (left_us + HG_US_PER_S - 1) / HG_US_PER_S : 0;

    hg_units_format_duration(left_s * HG_US_PER_S, left, sizeof left);
    hg_buf_printf(line, "round %lld, ", (long long)waiting->round);
    if (waiting->picture != 0) {
        describe_picture(waiting, line);
        hg_buf_add_text(line, ", ");
    }
    hg_buf_printf(line, "%s left", left);
    if (waiting->last.len > 0)
        hg_buf_printf(line, "; last: %s", waiting->last.data);
}

void hg_waiting_show(struct hg_waiting *waiting)
{
    struct hg_buf line;
    struct hg_buf shown;

    if (!waiting->has_line)
        return;
    hg_buf_init(&line);
    hg_buf_init(&shown);
    hg_waiting_describe(waiting, waiting->end_us - hg_clock_monotonic_us(), &line);
    /* One column stays free: a full line would wrap and could not be erased. */
    if (waiting->columns > 1)
        hg_buf_cut(&line, hg_text_prefix(line.data, (size_t)waiting->columns - 1));
    hg_buf_printf(&shown, ERASE_LINE "%s", line.data);
    hg_log_raw(shown.data, shown.len);
    hg_buf_release(&shown);
    hg_buf_release(&line);
    waiting->is_shown = true;
}

void hg_waiting_hide(struct hg_waiting *waiting)
{
    if (waiting->is_shown)
        hg_log_raw(ERASE_LINE, sizeof ERASE_LINE - 1);
    waiting->is_shown = false;
}

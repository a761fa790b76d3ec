/* SPDX-License-Identifier: MIT */
/* wait: the command that checks again and again until the gate is open.
 *
 * DESIGN: rounds are runs like those of `check`, one after another. The last whole round is what is
 * reported: a round that the deadline or a signal cut off says less than the one before it. Only
 * when there is no whole round, the one that was cut off has to do. */
#include <poll.h>
#include <stdatomic.h>

#include "headgate/canary.h"
#include "headgate/clock.h"
#include "headgate/log.h"
#include "headgate/units.h"

#include "app/checking.h"
#include "app/command.h"
#include "app/exit.h"
#include "app/waiting.h"

#include "headgate/banned.h"

#define NAP_MS 100

struct patience {
    struct hg_checking *checking;
    struct hg_waiting waiting;
    struct hg_settings settings; /* of a round: its deadline is ours at the latest */
    int64_t began_us;            /* monotonic */
    int64_t end_us;
    struct hg_round last; /* the one that is reported; valid when has_last */
    bool has_last;
};

static bool is_over(const struct patience *patience)
{
    return hg_cancel_exit_status(&patience->checking->cancel) != 0 ||
           hg_clock_monotonic_us() >= patience->end_us;
}

static void on_tick(void *context, const struct hg_run *run)
{
    (void)run;
    hg_waiting_show(context);
}

/* Take over a round that is done. */
static void keep(struct patience *patience, struct hg_round *round)
{
    const size_t *causes = round->run.summary.causes;
    const bool was_cut_off =
        (causes[HG_CAUSE_DEADLINE] + causes[HG_CAUSE_CANCELLED] > 0 ||
         hg_canary_is_undecided(&round->run)) &&
        is_over(patience);
    if (was_cut_off && patience->has_last) {
        hg_round_release(round);
        return;
    }
    if (patience->has_last)
        hg_round_release(&patience->last);
    patience->last = *round;
    patience->has_last = true;
    if (!was_cut_off)
        hg_waiting_take(&patience->waiting, &patience->last.run);
}

/* -1 (logged) when the round could not be made. */
static int make_round(struct patience *patience)
{
    const struct hg_observer observer = {.context = &patience->waiting, .tick = on_tick};
    const int64_t own_us = patience->checking->config->settings.deadline_us;
    const int64_t left_us = patience->end_us - hg_clock_monotonic_us();
    struct hg_round round;

    patience->waiting.round++;
    patience->settings.deadline_us = own_us > 0 && own_us < left_us ? own_us
                                     : left_us > 0                  ? left_us
                                                                    : 1;
    /* The deadline of the round before it, when it had one of its own. */
    atomic_store(&patience->checking->cancel.is_late, false);
    hg_checking_init_round(patience->checking, &round, &patience->settings);
    if (hg_checking_make_run(patience->checking, &round.run, &observer, 1) != 0) {
        hg_round_release(&round);
        return -1;
    }
    keep(patience, &round);
    return 0;
}

static void take_a_break(struct patience *patience)
{
    const int64_t until_us = hg_clock_monotonic_us() + patience->settings.wait.every_us;
    int64_t left_us = patience->settings.wait.every_us;
    while (left_us > 0 && !is_over(patience)) {
        const int64_t left_ms = (left_us + HG_US_PER_MS - 1) / HG_US_PER_MS;
        hg_waiting_show(&patience->waiting);
        poll(NULL, 0, left_ms < NAP_MS ? (int)left_ms : NAP_MS);
        left_us = until_us - hg_clock_monotonic_us();
    }
}

static bool is_done(const struct patience *patience)
{
    return patience->waiting.open_count >= patience->waiting.wanted;
}

/* -1 (logged) when a round could not be made. */
static int make_rounds(struct patience *patience)
{
    int result = make_round(patience);
    while (result == 0 && !is_done(patience) && !is_over(patience)) {
        take_a_break(patience);
        if (!is_over(patience))
            result = make_round(patience);
    }
    hg_waiting_hide(&patience->waiting);
    return result;
}

/* A gate that was open, but not often enough, did not do what was waited for. */
static int status_of(const struct patience *patience)
{
    const int status = hg_checking_status(patience->checking, &patience->last.run);
    return status == HG_EXIT_OPEN && !is_done(patience) ? HG_EXIT_CLOSED : status;
}

static void tell_end(const struct patience *patience, int status)
{
    const struct hg_waiting *waiting = &patience->waiting;
    char time[32];

    hg_units_format_time(hg_clock_monotonic_us() - patience->began_us, time, sizeof time);
    if (status == HG_EXIT_OPEN && !waiting->is_quiet)
        hg_log_note("open after %s, in round %lld", time, (long long)waiting->round);
    if (status == HG_EXIT_OPEN || hg_cancel_exit_status(&patience->checking->cancel) != 0)
        return;
    if (waiting->open_count > 0)
        hg_log_error("waited %s: the gate was open %lld of %lld times in a row", time,
                     (long long)waiting->open_count, (long long)waiting->wanted);
    else
        hg_log_error("waited %s: the gate did not open", time);
}

/* Show and report the last round as `check` does a run. */
static void report(struct patience *patience)
{
    struct hg_checking *checking = patience->checking;
    struct hg_run *run = &patience->last.run;
    const struct hg_observer observers[] = {hg_reports_observer(&checking->reports),
                                            hg_live_observer(&checking->live)};
    for (size_t i = 0; i < sizeof observers / sizeof observers[0]; i++) {
        observers[i].begin(observers[i].context, run);
        for (size_t target = 0; target < run->count; target++)
            observers[i].result(observers[i].context, run, target);
    }
    hg_checking_conclude(checking, run);
}

static int finish(struct patience *patience)
{
    struct hg_run *run = &patience->last.run;
    if (hg_cancel_exit_status(&patience->checking->cancel) != 0)
        run->is_interrupted = true;
    run->exit_status = status_of(patience);
    report(patience);
    tell_end(patience, run->exit_status);
    return run->exit_status;
}

static int wait_for_gate(struct hg_checking *checking)
{
    struct patience patience = {.checking = checking,
                                .settings = checking->config->settings};
    int status = HG_EXIT_TROUBLE;

    patience.began_us = hg_clock_monotonic_us();
    patience.end_us = patience.began_us + patience.settings.wait.for_us;
    hg_waiting_init(&patience.waiting, &patience.settings, patience.end_us);
    if (make_rounds(&patience) == 0)
        status = finish(&patience);
    if (patience.has_last)
        hg_round_release(&patience.last);
    hg_waiting_release(&patience.waiting);
    return status;
}

int hg_command_wait(const struct hg_cli *cli)
{
    return hg_checking_command(cli, wait_for_gate);
}

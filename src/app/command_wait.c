/* SPDX-License-Identifier: MIT */
/* command_wait: the command that checks again and again until the gate is open.
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

#include "app/session.h"
#include "app/command.h"
#include "app/exit.h"
#include "app/wait_progress.h"

#include "headgate/banned.h"

#define POLL_MS 100

struct wait_loop {
    struct hg_session *session;
    struct hg_wait_progress progress;
    struct hg_settings settings; /* of a round: its deadline is ours at the latest */
    int64_t began_us;            /* monotonic */
    int64_t end_us;
    struct hg_round last; /* the one that is reported; valid when has_last */
    bool has_last;
};

static bool is_over(const struct wait_loop *wait_loop)
{
    return hg_cancel_exit_status(&wait_loop->session->cancel) != 0 ||
           hg_clock_monotonic_us() >= wait_loop->end_us;
}

static void on_tick(void *context, const struct hg_run *run)
{
    (void)run;
    hg_wait_progress_show(context);
}

/* Take over a round that is done. */
static void store_round(struct wait_loop *wait_loop, struct hg_round *round)
{
    const size_t *causes = round->run.summary.causes;
    const bool was_cut_off =
        (causes[HG_CAUSE_DEADLINE] + causes[HG_CAUSE_CANCELLED] > 0 ||
         hg_canary_is_undecided(&round->run)) &&
        is_over(wait_loop);
    if (was_cut_off && wait_loop->has_last) {
        hg_round_release(round);
        return;
    }
    if (wait_loop->has_last)
        hg_round_release(&wait_loop->last);
    wait_loop->last = *round;
    wait_loop->has_last = true;
    if (!was_cut_off)
        hg_wait_progress_update(&wait_loop->progress, &wait_loop->last.run);
}

/* -1 (logged) when the round could not be made. */
static int make_round(struct wait_loop *wait_loop)
{
    const struct hg_observer observer = {.context = &wait_loop->progress,
                                         .tick = on_tick};
    const int64_t own_us = wait_loop->session->config->settings.deadline_us;
    const int64_t left_us = wait_loop->end_us - hg_clock_monotonic_us();
    struct hg_round round;

    wait_loop->progress.round++;
    wait_loop->settings.deadline_us = own_us > 0 && own_us < left_us ? own_us
                                      : left_us > 0                  ? left_us
                                                                     : 1;
    /* The deadline of the round before it, when it had one of its own. */
    atomic_store(&wait_loop->session->cancel.is_past_deadline, false);
    hg_session_init_round(wait_loop->session, &round, &wait_loop->settings);
    if (hg_session_make_run(wait_loop->session, &round.run, &observer, 1) != 0) {
        hg_round_release(&round);
        return -1;
    }
    store_round(wait_loop, &round);
    return 0;
}

static void sleep_until_next_round(struct wait_loop *wait_loop)
{
    const int64_t until_us = hg_clock_monotonic_us() + wait_loop->settings.wait.every_us;
    int64_t left_us = wait_loop->settings.wait.every_us;
    while (left_us > 0 && !is_over(wait_loop)) {
        const int64_t left_ms = (left_us + HG_US_PER_MS - 1) / HG_US_PER_MS;
        hg_wait_progress_show(&wait_loop->progress);
        poll(NULL, 0, left_ms < POLL_MS ? (int)left_ms : POLL_MS);
        left_us = until_us - hg_clock_monotonic_us();
    }
}

static bool is_done(const struct wait_loop *wait_loop)
{
    return wait_loop->progress.open_count >= wait_loop->progress.wanted;
}

/* -1 (logged) when a round could not be made. */
static int make_rounds(struct wait_loop *wait_loop)
{
    int result = make_round(wait_loop);
    while (result == 0 && !is_done(wait_loop) && !is_over(wait_loop)) {
        sleep_until_next_round(wait_loop);
        if (!is_over(wait_loop))
            result = make_round(wait_loop);
    }
    hg_wait_progress_hide(&wait_loop->progress);
    return result;
}

/* A gate that was open, but not often enough, did not do what was waited for. */
static int status_of(const struct wait_loop *wait_loop)
{
    const int status = hg_session_exit_status(wait_loop->session, &wait_loop->last.run);
    return status == HG_EXIT_OPEN && !is_done(wait_loop) ? HG_EXIT_CLOSED : status;
}

static void log_end(const struct wait_loop *wait_loop, int status)
{
    const struct hg_wait_progress *progress = &wait_loop->progress;
    char time[32];

    hg_units_format_time(hg_clock_monotonic_us() - wait_loop->began_us, time,
                         sizeof time);
    if (status == HG_EXIT_OPEN && !progress->is_quiet)
        hg_log_note("open after %s, in round %lld", time, (long long)progress->round);
    if (status == HG_EXIT_OPEN || hg_cancel_exit_status(&wait_loop->session->cancel) != 0)
        return;
    if (progress->open_count > 0)
        hg_log_error("waited %s: the gate was open %lld of %lld times in a row", time,
                     (long long)progress->open_count, (long long)progress->wanted);
    else
        hg_log_error("waited %s: the gate did not open", time);
}

/* Show and report the last round as `check` does a run. */
static void report(struct wait_loop *wait_loop)
{
    struct hg_session *session = wait_loop->session;
    struct hg_run *run = &wait_loop->last.run;
    const struct hg_observer observers[] = {hg_report_files_observer(&session->reports),
                                            hg_live_observer(&session->live)};
    for (size_t i = 0; i < sizeof observers / sizeof observers[0]; i++) {
        observers[i].begin(observers[i].context, run);
        for (size_t target = 0; target < run->count; target++)
            observers[i].result(observers[i].context, run, target);
    }
    hg_session_conclude(session, run);
}

static int finish(struct wait_loop *wait_loop)
{
    struct hg_run *run = &wait_loop->last.run;
    if (hg_cancel_exit_status(&wait_loop->session->cancel) != 0)
        run->is_interrupted = true;
    run->exit_status = status_of(wait_loop);
    report(wait_loop);
    log_end(wait_loop, run->exit_status);
    return run->exit_status;
}

static int wait_for_gate(struct hg_session *session)
{
    struct wait_loop wait_loop = {.session = session,
                                  .settings = session->config->settings};
    int status = HG_EXIT_TROUBLE;

    wait_loop.began_us = hg_clock_monotonic_us();
    wait_loop.end_us = wait_loop.began_us + wait_loop.settings.wait.for_us;
    hg_wait_progress_init(&wait_loop.progress, &wait_loop.settings, wait_loop.end_us);
    if (make_rounds(&wait_loop) == 0)
        status = finish(&wait_loop);
    if (wait_loop.has_last)
        hg_round_release(&wait_loop.last);
    hg_wait_progress_release(&wait_loop.progress);
    return status;
}

int hg_command_wait(const struct hg_cli *cli)
{
    return hg_session_run(cli, wait_for_gate);
}

/* SPDX-License-Identifier: MIT */
/* command_wait: the command that checks repeatedly until the gate is open.
 *
 * DESIGN: each round is a run like the run of `check`. The reports describe the last complete round, as a
 * round that the deadline or a signal cut off has fewer verdicts than the one before it. A round that was
 * cut off is reported only when there is no complete one. */
#include <poll.h>
#include <stdatomic.h>

#include "headgate/canary.h"
#include "headgate/clock.h"
#include "headgate/log.h"
#include "headgate/units.h"

#include "app/cli.h"
#include "app/command.h"
#include "app/exit.h"
#include "app/session.h"
#include "app/wait_progress.h"

#include "headgate/banned.h"

#define POLL_MS 100

struct wait_loop {
    struct hg_session *session;
    struct hg_wait_progress progress;
    struct hg_settings settings; /* of a round, with the deadline of this one */
    int64_t began_us;            /* monotonic, as the next one */
    int64_t end_us;
    struct hg_run last; /* the round that is reported; valid when has_last */
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

/* Whether the deadline of all rounds, or a signal, left targets of this one without a verdict. */
static bool was_cut_off(const struct wait_loop *wait_loop, const struct hg_run *round)
{
    const size_t *causes = round->summary.causes;
    const bool has_gaps = causes[HG_CAUSE_DEADLINE] + causes[HG_CAUSE_CANCELLED] > 0 ||
                          hg_canary_is_undecided(round);
    return has_gaps && is_over(wait_loop);
}

/* Keep a finished round in place of the one before, unless only that one is complete. Owns it. */
static void take_round(struct wait_loop *wait_loop, struct hg_run *round)
{
    const bool is_partial = was_cut_off(wait_loop, round);
    if (is_partial && wait_loop->has_last) {
        hg_run_release(round);
        return;
    }
    if (wait_loop->has_last)
        hg_run_release(&wait_loop->last);
    wait_loop->last = *round;
    wait_loop->has_last = true;
    if (!is_partial)
        hg_wait_progress_update(&wait_loop->progress, &wait_loop->last);
}

/* Deadline of the next round: as configured, but before the deadline of all rounds. At least 1, as 0 means
 * none. */
static int64_t round_deadline_us(const struct wait_loop *wait_loop)
{
    const int64_t own_us = wait_loop->session->config->settings.deadline_us;
    const int64_t left_us = wait_loop->end_us - hg_clock_monotonic_us();
    if (own_us > 0 && own_us < left_us)
        return own_us;
    return left_us > 0 ? left_us : 1;
}

/* -1 (logged) when the round could not be made. */
static int make_round(struct wait_loop *wait_loop)
{
    const struct hg_observer observer = {.context = &wait_loop->progress,
                                         .tick = on_tick};
    struct hg_run_inputs inputs = wait_loop->session->inputs;
    struct hg_run round;
    struct hg_error err = {0};

    wait_loop->progress.round++;
    wait_loop->settings.deadline_us = round_deadline_us(wait_loop);
    inputs.settings = &wait_loop->settings;
    inputs.observers = &observer;
    inputs.observer_count = 1;
    /* The round before may have ended at a deadline of its own. */
    atomic_store(&wait_loop->session->cancel.is_past_deadline, false);
    if (hg_run_once(&round, &inputs, &err) == 0) {
        take_round(wait_loop, &round);
        return 0;
    }
    hg_log_error("%s", err.text);
    hg_run_release(&round);
    return -1;
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

/* A gate that was open, but not often enough, counts as closed. */
static int status_of(const struct wait_loop *wait_loop)
{
    const int status = hg_run_exit_status(&wait_loop->last, &wait_loop->session->cancel);
    return status == HG_EXIT_OPEN && !is_done(wait_loop) ? HG_EXIT_CLOSED : status;
}

static void log_end(const struct wait_loop *wait_loop, int status)
{
    const struct hg_wait_progress *progress = &wait_loop->progress;
    char time[32];

    hg_units_format_time(hg_clock_monotonic_us() - wait_loop->began_us, time,
                         sizeof time);
    if (status == HG_EXIT_OPEN && !progress->is_quiet)
        hg_log_note("the gate opened after %s, in round %lld", time,
                    (long long)progress->round);
    if (status == HG_EXIT_OPEN || hg_cancel_exit_status(&wait_loop->session->cancel) != 0)
        return;
    if (progress->open_count > 0)
        hg_log_error("timed out after %s: the gate was open %lld time%s in a row, %lld "
                     "required",
                     time, (long long)progress->open_count,
                     progress->open_count == 1 ? "" : "s", (long long)progress->wanted);
    else
        hg_log_error("timed out after %s: the gate did not open", time);
}

/* Show and report the last round as `check` does its run. */
static int finish(struct wait_loop *wait_loop)
{
    struct hg_session *session = wait_loop->session;
    struct hg_run *run = &wait_loop->last;
    if (hg_cancel_exit_status(&session->cancel) != 0)
        run->is_interrupted = true;
    run->exit_status = status_of(wait_loop);
    hg_session_replay(session, run);
    hg_session_conclude(session, run);
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
        hg_run_release(&wait_loop.last);
    hg_wait_progress_release(&wait_loop.progress);
    return status;
}

int hg_command_wait(const struct hg_cli *cli)
{
    return hg_session_run(cli, wait_for_gate);
}

/* SPDX-License-Identifier: MIT */
/* cancel: tests of signals, each in a child process of its own. */
#include "unit.h"

#include <signal.h>
#include <sched.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include "headgate/cancel.h"
#include "headgate/clock.h"

/* Signals end the child as they do in a terminal, also where the tests run in the background and ignore them. */
static void stop_ignoring_signals(void)
{
    signal(SIGINT, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
}

static int status_of_child(void (*body)(void))
{
    int status = 0;
    const pid_t child = fork();
    if (child == 0) {
        stop_ignoring_signals();
        body();
        _exit(99);
    }
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void wait_until_set(const struct hg_cancel *cancel)
{
    while (!hg_cancel_is_set(cancel))
        sched_yield();
}

static void wait_until_read(int number)
{
    sigset_t pending;
    do {
        sched_yield();
        sigpending(&pending);
    } while (sigismember(&pending, number) == 1);
}

static void stop_by(int number)
{
    struct hg_cancel cancel = {0};
    if (hg_cancel_start(&cancel, NULL) != 0)
        _exit(98);
    kill(getpid(), number);
    wait_until_set(&cancel);
    const int status = hg_cancel_exit_status(&cancel);
    hg_cancel_join(&cancel);
    _exit(status);
}

static void interrupt(void)
{
    stop_by(SIGINT);
}

static void terminate(void)
{
    stop_by(SIGTERM);
}

static void hang_up(void)
{
    stop_by(SIGHUP);
}

static void interrupt_twice(void)
{
    struct hg_cancel cancel = {0};
    if (hg_cancel_start(&cancel, NULL) != 0)
        _exit(98);
    kill(getpid(), SIGINT);
    wait_until_set(&cancel);
    kill(getpid(), SIGINT);
    for (;;)
        pause();
}

static void interrupt_after_another_signal(void)
{
    struct hg_cancel cancel = {0};
    if (hg_cancel_start(&cancel, NULL) != 0)
        _exit(98);
    kill(getpid(), SIGUSR1);
    wait_until_read(SIGUSR1);
    kill(getpid(), SIGINT);
    wait_until_set(&cancel);
    _exit(hg_cancel_exit_status(&cancel));
}

static void hang_up_early(void)
{
    hg_cancel_prepare();
    raise(SIGHUP);
}

static void interrupt_early(void)
{
    hg_cancel_prepare();
    raise(SIGINT);
}

static void ignored_hang_up_early(void)
{
    const struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGHUP, &ignore, NULL);
    hg_cancel_prepare();
    raise(SIGHUP);
    _exit(0);
}

static void ignored_hang_up(void)
{
    const struct sigaction ignore = {.sa_handler = SIG_IGN};
    struct hg_cancel cancel = {0};
    sigaction(SIGHUP, &ignore, NULL);
    if (hg_cancel_start(&cancel, NULL) != 0)
        _exit(98);
    kill(getpid(), SIGHUP);
    const int status = hg_cancel_is_set(&cancel) ? 97 : hg_cancel_exit_status(&cancel);
    hg_cancel_join(&cancel);
    _exit(status);
}

static void a_signal_asks_to_stop_and_names_the_status(void)
{
    CU_ASSERT_EQUAL(status_of_child(interrupt), 130);
    CU_ASSERT_EQUAL(status_of_child(terminate), 143);
    CU_ASSERT_EQUAL(status_of_child(hang_up), 143);
}

static void other_signals_do_not_end_the_reading(void)
{
    CU_ASSERT_EQUAL(status_of_child(interrupt_after_another_signal), 130);
}

static void the_second_signal_ends_the_program(void)
{
    CU_ASSERT_EQUAL(status_of_child(interrupt_twice), 130);
}

static void an_ignored_hangup_stays_ignored(void)
{
    CU_ASSERT_EQUAL(status_of_child(ignored_hang_up), 0);
}

static void before_the_run_a_signal_ends_the_program(void)
{
    CU_ASSERT_EQUAL(status_of_child(interrupt_early), 130);
    CU_ASSERT_EQUAL(status_of_child(hang_up_early), 143);
    CU_ASSERT_EQUAL(status_of_child(ignored_hang_up_early), 0);
}

static void nothing_started_can_be_joined(void)
{
    struct hg_cancel cancel = {0};
    hg_cancel_join(&cancel);
    CU_ASSERT_FALSE(cancel.is_started);
}

static void a_wait_lasts_until_its_time_or_until_cancelled(void)
{
    struct hg_cancel cancel = {0};
    const int64_t began_us = hg_clock_monotonic_us();
    hg_cancel_wait(&cancel, began_us + 1000);
    CU_ASSERT_TRUE(hg_clock_monotonic_us() >= began_us + 1000);
    atomic_store(&cancel.is_past_deadline, true);
    hg_cancel_wait(&cancel, INT64_MAX);
    hg_cancel_wait(&cancel, 0);
}

CU_TestInfo cancel_tests[] = {
    {"a wait lasts until its time or until cancelled",
     a_wait_lasts_until_its_time_or_until_cancelled},
    {"a signal asks to stop and names the status",
     a_signal_asks_to_stop_and_names_the_status},
    {"other signals do not end the reading", other_signals_do_not_end_the_reading},
    {"the second signal ends the program", the_second_signal_ends_the_program},
    {"an ignored hangup stays ignored", an_ignored_hangup_stays_ignored},
    {"before the run a signal ends the program",
     before_the_run_a_signal_ends_the_program},
    {"nothing started can be joined", nothing_started_can_be_joined},
    CU_TEST_INFO_NULL,
};

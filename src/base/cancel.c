/* SPDX-License-Identifier: MIT */
/* cancel: one thread that reads the signals which stop a run. */
#include "headgate/cancel.h"

#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "headgate/clock.h"
#include "headgate/units.h"

#include "headgate/banned.h"

#define POLL_US (HG_US_PER_S / 10)

/* Wakes the thread, which ends if is_ending is set: other processes may send the signal too. */
#define END_SIGNAL SIGUSR1

static int exit_status_of(int number)
{
    return number == SIGINT ? 128 + SIGINT : 128 + SIGTERM;
}

static bool is_ignored(int number)
{
    struct sigaction action;
    return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

static void end_at_once(int number)
{
    _exit(exit_status_of(number));
}

void hg_cancel_prepare(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    const struct sigaction end = {.sa_handler = end_at_once};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        if (!is_ignored(numbers[i]))
            sigaction(numbers[i], &end, NULL);
    }
}

static void fill_signals(sigset_t *signals)
{
    sigemptyset(signals);
    sigaddset(signals, SIGINT);
    sigaddset(signals, SIGTERM);
    sigaddset(signals, END_SIGNAL);
    if (!is_ignored(SIGHUP))
        sigaddset(signals, SIGHUP);
}

static void *read_signals(void *context)
{
    struct hg_cancel *cancel = context;
    sigset_t signals;
    int number = 0;

    fill_signals(&signals);
    while (sigwait(&signals, &number) == 0 && !atomic_load(&cancel->is_ending)) {
        int none = 0;
        if (number == SIGHUP && atomic_load(&cancel->keeps_hangups)) {
            atomic_store(&cancel->has_hangup, true);
            continue;
        }
        if (number != END_SIGNAL &&
            !atomic_compare_exchange_strong(&cancel->number, &none, number))
            _exit(exit_status_of(number));
    }
    return NULL;
}

int hg_cancel_start(struct hg_cancel *cancel, struct hg_error *err)
{
    sigset_t signals;

    atomic_init(&cancel->number, 0);
    atomic_init(&cancel->is_past_deadline, false);
    atomic_init(&cancel->is_ending, false);
    atomic_init(&cancel->keeps_hangups, false);
    atomic_init(&cancel->has_hangup, false);
    fill_signals(&signals);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    const int failure = pthread_create(&cancel->thread, NULL, read_signals, cancel);
    if (failure != 0)
        return hg_error_system(err, "the thread for signals can't be started: %s",
                               strerror(failure));
    cancel->is_started = true;
    return 0;
}

void hg_cancel_join(struct hg_cancel *cancel)
{
    if (!cancel->is_started)
        return;
    atomic_store(&cancel->is_ending, true);
    pthread_kill(cancel->thread, END_SIGNAL);
    pthread_join(cancel->thread, NULL);
    cancel->is_started = false;
}

void hg_cancel_keep_hangups(struct hg_cancel *cancel)
{
    atomic_store(&cancel->keeps_hangups, true);
}

bool hg_cancel_has_hangup(const struct hg_cancel *cancel)
{
    return atomic_load(&cancel->has_hangup);
}

bool hg_cancel_take_hangup(struct hg_cancel *cancel)
{
    return atomic_exchange(&cancel->has_hangup, false);
}

bool hg_cancel_is_set(const struct hg_cancel *cancel)
{
    return atomic_load(&cancel->number) != 0 || atomic_load(&cancel->is_past_deadline);
}

void hg_cancel_wait(const struct hg_cancel *cancel, int64_t until_us)
{
    int64_t left_us = until_us - hg_clock_monotonic_us();
    while (left_us > 0 && !hg_cancel_is_set(cancel)) {
        const int64_t poll_us = left_us < POLL_US ? left_us : POLL_US;
        nanosleep(&(struct timespec){.tv_nsec = (long)poll_us * 1000}, NULL);
        left_us = until_us - hg_clock_monotonic_us();
    }
}

int hg_cancel_exit_status(const struct hg_cancel *cancel)
{
    const int number = atomic_load(&cancel->number);
    return number == 0 ? 0 : exit_status_of(number);
}

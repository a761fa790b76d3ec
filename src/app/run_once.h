/* SPDX-License-Identifier: MIT */
/* run_once: from targets to a finished run. The only place where a run over the network is made: `check`
 * makes one, `wait` one for each round. What happens to a run afterwards (reports, history, messages)
 * depends on struct hg_run alone, and not on where it comes from. */
#ifndef HEADGATE_APP_RUN_ONCE_H
#define HEADGATE_APP_RUN_ONCE_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/cancel.h"
#include "headgate/check.h"
#include "headgate/config.h"
#include "headgate/error.h"
#include "headgate/lookup.h"
#include "headgate/prober.h"
#include "headgate/run.h"

/* What a run is made from. Everything is borrowed, and all but the observers must outlive the run. */
struct hg_run_inputs {
    const struct hg_config *config;     /* targets, canaries and hosts */
    const struct hg_settings *settings; /* of this run: a round has its own deadline */
    const char *host;                   /* name of this machine */
    const char *proxy;                  /* settings in effect, no secrets; NULL: none */
    int64_t loading_us;                 /* time that loading the configuration took */
    hg_look_up_function *look_up;       /* for targets checked at several addresses */
    const struct hg_prober *prober;     /* NULL: by libcurl, over the network */
    struct hg_cancel *cancel;
    struct hg_repetition
        *repetition; /* targets come back (headgate/check.h); NULL: they don't */
    const struct hg_observer *observers; /* their `end` is not called */
    size_t observer_count;
};

/* Look up the addresses of the targets that are checked at more than one, check all targets, and set the
 * run's summary, gate and exit status. The run owns the rows made for it. Blocks until it is finished or
 * stopped; a run that was stopped is a run as well, with `is_interrupted`. -1 (system error) when no
 * worker could be started; nothing was checked then. Release the run in both cases. Main thread only. */
int hg_run_once(struct hg_run *run, const struct hg_run_inputs *inputs,
                struct hg_error *err) __attribute__((warn_unused_result));
/* The exit status that follows from the gate. */
int hg_run_gate_status(const struct hg_run *run);
/* The exit status that follows from the gate, or from a signal that came until now. */
int hg_run_exit_status(const struct hg_run *run, const struct hg_cancel *cancel);

#endif

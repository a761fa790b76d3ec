/* SPDX-License-Identifier: MIT */
/* run_state: how things are as a run begins, or after it: what channels are sent that are not about news. It is made once
 * for all of them (app/state_sender.c), and never stored: an old one is of no use. */
#ifndef HEADGATE_RUN_STATE_H
#define HEADGATE_RUN_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/event.h"
#include "headgate/gate.h"

struct hg_run_state {
    bool is_beginning; /* the run begins: only id and location are known */
    /* UUID, the same at the beginning and at the end of a run; NULL: none. */
    const char *id;
    /* There was no run, or it has no verdict, was stopped, or could not be reported or stored. */
    bool has_failed;
    enum hg_gate_state gate;
    int64_t duration_us;
    const char *text;     /* how the run went, in a line */
    const char *location; /* of the machine that checks; NULL: none */
    /* Of the run; those that were reported down with it, and that have recovered, are among them. */
    const struct hg_event *events;
    size_t event_count;
    /* Targets of the run that were reported down before it, and still are. */
    const struct hg_event *still_down;
    size_t still_down_count;
    int64_t interval_us; /* from one run like this to the next; 0: not known */
    bool is_test;        /* a sample: nothing of it is so */
};

#endif

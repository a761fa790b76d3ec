/* SPDX-License-Identifier: MIT */
/* session: what the commands that check have in common: configuration, signals, reports, the
 * circumstances that reports tell, runs, and what they mean for the exit status. */
#ifndef HEADGATE_APP_SESSION_H
#define HEADGATE_APP_SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/cancel.h"
#include "headgate/config.h"
#include "headgate/expansion.h"
#include "headgate/run.h"

#include "app/cli.h"
#include "app/live.h"
#include "app/report_files.h"

#define HG_HOST_NAME_SIZE 256

/* May be moved. */
struct hg_round {
    struct hg_expansion expansion; /* the run's targets */
    struct hg_run run;
};

struct hg_session {
    const struct hg_config *config;
    struct hg_cancel cancel;
    struct hg_report_files reports;
    struct hg_live live;
    bool has_lines; /* standard output is for people, and open */
    char host[HG_HOST_NAME_SIZE];
    char *proxy;        /* owned; NULL: none */
    int64_t loading_us; /* the configuration and its lists took so long */
};

/* Load the configuration, see that there is something to do, begin to read signals, see that the
 * reports can be written, tell what a person should know, and have `act` do it. It returns an exit
 * status, and so does this. */
int hg_session_run(const struct hg_cli *cli, int (*act)(struct hg_session *session));
/* A run with its targets at all addresses that they want, which are looked up now, and with its
 * circumstances. Release it. */
void hg_session_init_round(struct hg_session *session, struct hg_round *round,
                           const struct hg_settings *settings);
void hg_round_release(struct hg_round *round);
/* Make the run. -1 (logged) when it could not be made. */
int hg_session_make_run(struct hg_session *session, struct hg_run *run,
                        const struct hg_observer *observers, size_t count);
/* Write the reports of a finished run that observers were told of, end the live view, and tell what
 * else a person should know. */
void hg_session_conclude(struct hg_session *session, struct hg_run *run);
/* The exit status that follows from the gate and from signals. */
int hg_session_exit_status(const struct hg_session *session, const struct hg_run *run);

#endif

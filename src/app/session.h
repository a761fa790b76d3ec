/* SPDX-License-Identifier: MIT */
/* session: what the commands that check have in common: configuration, signals, reports, the live view,
 * and what becomes of a finished run. */
#ifndef HEADGATE_APP_SESSION_H
#define HEADGATE_APP_SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/cancel.h"
#include "headgate/config.h"
#include "headgate/run.h"

#include "app/cli.h"
#include "app/live.h"
#include "app/report_files.h"
#include "app/run_once.h"

#define HG_HOST_NAME_SIZE       256
#define HG_SESSION_OBSERVER_MAX 2

struct hg_session {
    const struct hg_cli *cli;
    const struct hg_config *config;
    struct hg_cancel cancel;
    struct hg_report_files reports;
    struct hg_live live;
    bool has_lines; /* standard output is open, and no report goes there */
    char host[HG_HOST_NAME_SIZE];
    char *proxy;                 /* owned; NULL: none */
    struct hg_run_inputs inputs; /* of a run as configured, without observers */
    struct hg_observer observers[HG_SESSION_OBSERVER_MAX]; /* reports and live view */
    size_t observer_count;
};

/* Load the configuration, make sure that there is something to check and that the reports can be written,
 * start to read signals, print the warnings that come before a run, and have `act` do the work. It
 * returns an exit status, and so does this. */
int hg_session_run(const struct hg_cli *cli, int (*act)(struct hg_session *session))
    __attribute__((warn_unused_result));
/* What this session is told of anew, for a configuration that was loaded while it lasts. The reports become those of the
 * new configuration. -1, and nothing changes, when they can't be written, which was logged. */
int hg_session_exchange(struct hg_session *session, const struct hg_config *config)
    __attribute__((warn_unused_result));
/* Whether there is something to check, or need not be; logged where not. */
bool hg_session_has_targets(const struct hg_config *config, const struct hg_cli *cli);
/* Pass a finished run that was not observed to the session's observers, as if it went on now. */
void hg_session_replay(const struct hg_session *session, const struct hg_run *run);
/* Write the reports of a finished run that the session's observers have seen, end the live view, and
 * print the self diagnosis and the profile. */
void hg_session_conclude(struct hg_session *session, struct hg_run *run);

#endif

/* SPDX-License-Identifier: MIT */
/* command_watch: the command that checks each target at its own interval, until a signal comes. */
#include <stdlib.h>

#include "headgate/clock.h"
#include "headgate/interval.h"
#include "headgate/log.h"
#include "headgate/memory.h"
#include "headgate/units.h"

#include "app/cli.h"
#include "app/command.h"
#include "app/exit.h"
#include "app/history_writer.h"
#include "app/recorder.h"
#include "app/session.h"
#include "app/watch.h"

#include "headgate/banned.h"

/* What one run of the command needs; `run` outlives the recorder, whose batches share its certificates. */
struct watching {
    struct hg_session *session;
    struct hg_settings settings;
    struct hg_history_writer writer;
    struct hg_recorder recorder;
    struct hg_service service;
    struct hg_cancel attempts; /* never set: what was begun may end */
    struct hg_repetition repetition;
    struct hg_watch watch;
    struct hg_run run;
};

/* The share of its time that a host needs for its targets, if each request takes no longer than `host_interval`. */
static void warn_of_busy_hosts(const struct hg_config *config)
{
    const int64_t pause_us = config->settings.host_interval_us;
    double *shares = hg_memory_new(config->host_count, sizeof *shares);
    for (size_t i = 0; i < config->target_count; i++) {
        const struct hg_target *target = &config->targets[i];
        const double share =
            (double)pause_us / (double)hg_interval_of(target->policy, false);
        const bool was_possible = shares[target->host] <= 1;
        shares[target->host] += target->enabled ? share : 0;
        if (was_possible && shares[target->host] > 1)
            hg_log_warning(
                "the host of \"%s\" has more targets than host_interval allows "
                "to check at their intervals: checks will be skipped",
                target->name);
    }
    free(shares);
}

static uint64_t seed_of(const struct hg_session *session)
{
    const char *location = session->config->settings.location;
    return hg_interval_hash(session->host) ^
           (hg_interval_hash(location == NULL ? "" : location) << 1);
}

static void init_settings(struct watching *watching)
{
    watching->settings = watching->session->config->settings;
    watching->settings.deadline_us = 0;
    watching->settings.history.lock = watching->settings.history.file != NULL;
}

static int open_history(struct watching *watching)
{
    const int status =
        hg_history_writer_open(&watching->writer, &watching->settings.history);
    return status == HG_EXIT_OPEN && watching->writer.has_failed ? HG_EXIT_TROUBLE
                                                                 : status;
}

static int start_recorder(struct watching *watching)
{
    struct hg_session *session = watching->session;
    const struct hg_recorder_parts parts = {&watching->writer, &session->reports,
                                            session->config, &session->cancel};
    struct hg_error err = {0};
    return hg_recorder_start(&watching->recorder, &parts, &err) == 0 ? HG_EXIT_OPEN
                                                                     : hg_exit_log(&err);
}

static int check_until_stopped(struct watching *watching)
{
    struct hg_session *session = watching->session;
    const bool is_quiet = watching->settings.quiet;
    struct hg_run_inputs inputs = session->inputs;
    struct hg_error err = {0};
    watching->repetition =
        (struct hg_repetition){seed_of(session), &watching->attempts, 0};
    watching->watch = (struct hg_watch){
        .repetition = &watching->repetition,
        .recorder = &watching->recorder,
        .service = &watching->service,
        .cancel = &session->cancel,
        .has_history = watching->writer.history != NULL,
        .has_reports = session->reports.count > 0,
        .sink = session->has_lines ? &session->live.sink : NULL,
        .is_quiet = is_quiet,
    };
    const struct hg_observer observer = hg_watch_observer(&watching->watch);
    inputs.settings = &watching->settings;
    inputs.repetition = &watching->repetition;
    inputs.observers = &observer;
    inputs.observer_count = 1;
    if (!is_quiet)
        hg_log_note("watching %zu target%s on %u host%s%s", session->config->target_count,
                    session->config->target_count == 1 ? "" : "s",
                    session->config->host_count,
                    session->config->host_count == 1 ? "" : "s",
                    watching->writer.history == NULL ? ", without a history" : "");
    const int status = hg_run_once(&watching->run, &inputs, &err) == 0
                           ? HG_EXIT_OPEN
                           : hg_exit_log(&err);
    if (status == HG_EXIT_OPEN)
        hg_watch_end(&watching->watch, &watching->run);
    return status;
}

static int refuse_stdout(void)
{
    hg_log_error(
        "watch writes reports to files only: name one, such as -o json=status.json");
    return HG_EXIT_USAGE;
}

static int watch(struct hg_session *session)
{
    struct watching watching = {.session = session, .writer = {.lock_fd = -1}};
    bool is_kept = true;
    init_settings(&watching);
    hg_service_open(&watching.service);
    warn_of_busy_hosts(session->config);
    int status = session->reports.owns_stdout ? refuse_stdout() : open_history(&watching);
    if (status == HG_EXIT_OPEN) {
        status = start_recorder(&watching);
        if (status == HG_EXIT_OPEN)
            status = check_until_stopped(&watching);
        is_kept = hg_recorder_join(&watching.recorder);
    }
    if (!watching.settings.quiet && status == HG_EXIT_OPEN)
        hg_log_note("stopped after %llu check%s",
                    (unsigned long long)watching.watch.check_count,
                    watching.watch.check_count == 1 ? "" : "s");
    hg_watch_release(&watching.watch);
    hg_run_release(&watching.run);
    hg_history_writer_close(&watching.writer);
    hg_service_close(&watching.service);
    return status == HG_EXIT_OPEN && !is_kept ? HG_EXIT_TROUBLE : status;
}

int hg_command_watch(const struct hg_cli *cli)
{
    return hg_session_run(cli, watch);
}

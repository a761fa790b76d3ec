/* SPDX-License-Identifier: MIT */
/* command_watch: the command that checks each target at its own interval, until a signal comes. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "headgate/clock.h"
#include "headgate/interval.h"
#include "headgate/log.h"
#include "headgate/memory.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include "app/cli.h"
#include "app/command.h"
#include "app/exit.h"
#include "app/history_writer.h"
#include "app/recorder.h"
#include "app/session.h"
#include "app/setup.h"
#include "app/watch.h"

#include "headgate/banned.h"

struct watching {
    struct hg_session *session;
    struct hg_config
        *reloaded; /* owned: the session's, if it was loaded anew; NULL: it was not */
    struct hg_settings settings;
    struct hg_history_writer writer;
    struct hg_recorder recorder;
    struct hg_service service;
    struct hg_cancel attempts; /* never set: what was begun may end */
    struct hg_repetition repetition;
    struct hg_watch_heritage heritage; /* from one configuration to the next */
    char id[HG_RUN_ID_SIZE];           /* of all batches */
    uint64_t check_count;
    bool has_lost; /* results that could not be added */
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

static void warn_of_mails(const struct hg_settings *settings)
{
    if (settings->mail.send && settings->mail.when != HG_MAIL_WHEN_CHANGE)
        hg_log_warning(
            "watch sends mails about changes only (mail.when: change): it will "
            "send none");
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

static bool has_pings(const struct hg_settings *settings)
{
    for (size_t i = 0; i < settings->channels.count; i++) {
        if (settings->channels.items[i].kind == HG_CHANNEL_PING)
            return true;
    }
    return false;
}

static struct hg_watch new_watch(struct watching *watching)
{
    struct hg_session *session = watching->session;
    return (struct hg_watch){
        .repetition = &watching->repetition,
        .recorder = &watching->recorder,
        .service = &watching->service,
        .cancel = &session->cancel,
        .heritage = &watching->heritage,
        .id = watching->id,
        .has_history = watching->writer.history != NULL,
        .makes_states = session->reports.count > 0 || has_pings(&watching->settings),
        .sink = session->has_lines ? &session->live.sink : NULL,
        .is_quiet = watching->settings.quiet,
    };
}

static void say_what_is_watched(const struct watching *watching)
{
    const struct hg_config *config = watching->session->config;
    if (!watching->settings.quiet)
        hg_log_note("watching %zu target%s on %u host%s%s", config->target_count,
                    config->target_count == 1 ? "" : "s", config->host_count,
                    config->host_count == 1 ? "" : "s",
                    watching->writer.history == NULL ? ", without a history" : "");
}

/* With this configuration, until a signal comes. The run outlives the recorder, whose batches share its certificates. */
static int watch_with_config(struct watching *watching)
{
    struct hg_run_inputs inputs = watching->session->inputs;
    struct hg_watch watch = new_watch(watching);
    const struct hg_observer observer = hg_watch_observer(&watch);
    struct hg_error err = {0};
    struct hg_run run = {0};
    watching->repetition = (struct hg_repetition){.seed = seed_of(watching->session),
                                                  .attempts = &watching->attempts};
    inputs.settings = &watching->settings;
    inputs.repetition = &watching->repetition;
    inputs.observers = &observer;
    inputs.observer_count = 1;
    int status = start_recorder(watching);
    if (status == HG_EXIT_OPEN && hg_run_once(&run, &inputs, &err) != 0)
        status = hg_exit_log(&err);
    else if (status == HG_EXIT_OPEN)
        hg_watch_end(&watch, &run);
    watching->has_lost |= !hg_recorder_join(&watching->recorder);
    watching->check_count += watch.check_count;
    hg_watch_bequeath(&watch, &watching->heritage);
    hg_watch_release(&watch);
    hg_run_release(&run);
    return status;
}

static bool has_report_on_stdout(const struct hg_settings *settings)
{
    for (size_t i = 0; i < settings->reports.count; i++) {
        const struct hg_report_request *request = &settings->reports.items[i];
        if ((request->file == NULL || strcmp(request->file, "-") == 0) &&
            strcmp(request->format, "text") != 0) {
            hg_log_error("watch writes reports to files only: name one, such as "
                         "-o json=status.json");
            return true;
        }
    }
    return false;
}

static bool has_same_history(const struct watching *watching,
                             const struct hg_config *config)
{
    const char *now = watching->settings.history.file;
    const char *then = config->settings.history.file;
    if (hg_text_equals(now, then))
        return true;
    hg_log_error("the history can't be changed while it is used: restart the watch");
    return false;
}

static bool load(struct watching *watching, struct hg_config *config)
{
    struct hg_session *session = watching->session;
    return hg_setup_load(config, session->cli) == HG_EXIT_OPEN &&
           hg_session_has_targets(config, session->cli) &&
           has_same_history(watching, config) &&
           !has_report_on_stdout(&config->settings) &&
           hg_session_exchange(session, config) == 0;
}

/* Nothing else runs meanwhile: what was loaded before is no longer used. */
static void reload(struct watching *watching)
{
    struct hg_config *config = hg_memory_new(1, sizeof *config);
    struct hg_config *unused = config;
    if (load(watching, config)) {
        unused = watching->reloaded;
        watching->reloaded = config;
        init_settings(watching);
        warn_of_busy_hosts(config);
        warn_of_mails(&config->settings);
        say_what_is_watched(watching);
    } else {
        hg_log_error("the configuration was not loaded anew: the watch goes on with the "
                     "one before");
    }
    if (unused != NULL)
        hg_config_release(unused);
    free(unused);
}

/* A terminal that is closed ends the watch; without one, SIGHUP loads the configuration anew. */
static bool has_terminal(void)
{
    const int fd = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

static int watch_until_stopped(struct watching *watching)
{
    struct hg_session *session = watching->session;
    int status = watch_with_config(watching);
    while (status == HG_EXIT_OPEN && hg_cancel_take_hangup(&session->cancel) &&
           !hg_cancel_is_set(&session->cancel)) {
        hg_service_say_reloading(&watching->service);
        reload(watching);
        status = watch_with_config(watching);
    }
    if (!watching->settings.quiet && status == HG_EXIT_OPEN)
        hg_log_note("stopped after %llu check%s",
                    (unsigned long long)watching->check_count,
                    watching->check_count == 1 ? "" : "s");
    return status;
}

static int watch(struct hg_session *session)
{
    struct watching watching = {.session = session, .writer = {.lock_fd = -1}};
    init_settings(&watching);
    hg_service_open(&watching.service);
    if (!has_terminal())
        hg_cancel_keep_hangups(&session->cancel);
    warn_of_busy_hosts(session->config);
    warn_of_mails(&session->config->settings);
    int status = has_report_on_stdout(&watching.settings) ? HG_EXIT_USAGE
                                                          : open_history(&watching);
    if (status == HG_EXIT_OPEN) {
        say_what_is_watched(&watching);
        status = watch_until_stopped(&watching);
    }
    hg_watch_heritage_release(&watching.heritage);
    hg_history_writer_close(&watching.writer);
    hg_service_close(&watching.service);
    if (watching.reloaded != NULL)
        hg_config_release(watching.reloaded);
    free(watching.reloaded);
    return status == HG_EXIT_OPEN && watching.has_lost ? HG_EXIT_TROUBLE : status;
}

int hg_command_watch(const struct hg_cli *cli)
{
    return hg_session_run(cli, watch);
}

/* SPDX-License-Identifier: MIT */
/* session: from a configuration to runs and exit statuses. */
#include "app/session.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "headgate/clock.h"
#include "headgate/descriptors.h"
#include "headgate/log.h"
#include "headgate/output.h"
#include "headgate/network.h"

#include "app/exit.h"
#include "app/profile_table.h"
#include "app/self_diagnosis.h"
#include "app/plugin_exit.h"
#include "app/setup.h"

#include "headgate/banned.h"

static size_t count_insecure(const struct hg_config *config)
{
    size_t count = 0;
    for (size_t i = 0; i < config->target_count; i++)
        count += config->targets[i].policy->insecure ? 1 : 0;
    return count;
}

static bool has_many_addresses(const struct hg_config *config)
{
    for (size_t i = 0; i < config->target_count; i++) {
        if (config->targets[i].policy->addresses != HG_ADDRESSES_FIRST)
            return true;
    }
    return false;
}

/* What a person should know before the run. */
static void warn_before_run(const struct hg_session *session)
{
    const struct hg_config *config = session->config;
    const size_t insecure = count_insecure(config);
    if (insecure > 0 && !config->settings.quiet)
        hg_log_warning("certificates are not verified for %zu of %zu targets (insecure)",
                       insecure, config->target_count);
    if (session->proxy != NULL && has_many_addresses(config))
        hg_log_warning(
            "addresses has no effect behind a proxy, which resolves the host names");
    if (!config->settings.verbose)
        return;
    hg_log_note("%zu target%s on %u host%s, up to %lld workers, libcurl %s",
                config->target_count, config->target_count == 1 ? "" : "s",
                config->host_count, config->host_count == 1 ? "" : "s",
                (long long)config->settings.workers, hg_prober_curl_version());
    if (session->proxy != NULL)
        hg_log_note("proxy settings in effect: %s", session->proxy);
}

/* Behind a proxy names are the proxy's business. */
static void warn_about_resolver(const struct hg_session *session)
{
    const struct hg_config *config = session->config;
    if (session->proxy == NULL &&
        !hg_self_diagnosis_can_resolve(config->targets, config->target_count, hg_look_up,
                                       &session->cancel))
        hg_log_warning(
            "the DNS resolver of this machine does not respond: host names can't be "
            "resolved");
}

void hg_session_replay(const struct hg_session *session, const struct hg_run *run)
{
    for (size_t i = 0; i < session->observer_count; i++) {
        const struct hg_observer *observer = &session->observers[i];
        observer->begin(observer->context, run);
        for (size_t target = 0; target < run->count; target++)
            observer->result(observer->context, run, target);
    }
}

/* GitHub's runner has more to show than a log; nothing is chosen without being asked for. */
static void hint_at_marks(const struct hg_run *run)
{
    const char *is_runner = getenv("GITHUB_ACTIONS");
    const struct hg_report_requests *requests = &run->settings->reports;
    if (is_runner == NULL || strcmp(is_runner, "true") != 0 || run->settings->quiet ||
        run->gate.state == HG_GATE_OPEN)
        return;
    for (size_t i = 0; i < requests->count; i++) {
        if (hg_reporter_find(requests->items[i].format)->summary_variable != NULL)
            return;
    }
    hg_log_note("-o github marks the lines of the configuration, and adds a table to the "
                "summary of the job");
}

void hg_session_conclude(struct hg_session *session, struct hg_run *run)
{
    const struct hg_observer live = hg_live_observer(&session->live);
    const int64_t began_us = hg_clock_monotonic_us();
    hg_report_files_write(&session->reports, run);
    run->profile.writing_us = hg_clock_monotonic_us() - began_us;
    live.end(live.context, run);
    hg_self_diagnosis_warn(run);
    hint_at_marks(run);
    hg_profile_print(run);
}

/* A report that could not be written must not go unnoticed, whatever the gate says. */
static int final_status(int status, const struct hg_report_files *reports,
                        const struct hg_live *live)
{
    if (live->sink.failure != 0)
        hg_log_error("standard output can't be written");
    const bool is_lost = reports->has_failed || live->sink.failure != 0;
    return is_lost && !hg_exit_is_stopped(status) ? HG_EXIT_TROUBLE : status;
}

/* Not when standard output is closed. */
static bool has_live_lines(const struct hg_report_files *reports)
{
    struct hg_error closed = {0};
    return !reports->owns_stdout && hg_output_check("-", &closed) == 0;
}

static void init_observers(struct hg_session *session)
{
    session->observers[0] = hg_report_files_observer(&session->reports);
    session->observers[1] = hg_live_observer(&session->live);
    session->observer_count = 2;
}

static void init_inputs(struct hg_session *session, int64_t loading_us)
{
    session->inputs = (struct hg_run_inputs){
        .config = session->config,
        .settings = &session->config->settings,
        .host = session->host,
        .proxy = session->proxy,
        .loading_us = loading_us,
        .look_up = hg_look_up,
        .cancel = &session->cancel,
    };
}

static int act_on(struct hg_session *session, int64_t loading_us,
                  int (*act)(struct hg_session *session))
{
    const struct hg_config *config = session->config;

    session->proxy = hg_self_diagnosis_proxies(config->targets, config->target_count);
    gethostname(session->host, sizeof session->host - 1);
    session->has_lines = has_live_lines(&session->reports);
    hg_live_init(&session->live, &config->settings,
                 !config->settings.on_change && session->has_lines);
    init_observers(session);
    init_inputs(session, loading_us);
    warn_before_run(session);
    warn_about_resolver(session);
    const int status = act(session);
    const int final = final_status(status, &session->reports, &session->live);
    hg_live_release(&session->live);
    free(session->proxy);
    return final;
}

/* About as many workers as there will be at once. */
static size_t estimate_workers(const struct hg_config *config)
{
    const struct hg_settings *settings = &config->settings;
    const size_t wanted = (size_t)(settings->workers + settings->extra_workers);
    return wanted < config->target_count ? wanted : config->target_count;
}

/* Signals wait from before the first file is made, so that none is left behind. */
static int check_config(const struct hg_cli *cli, const struct hg_config *config,
                        int64_t loading_us, int (*act)(struct hg_session *session))
{
    struct hg_session session = {.cli = cli, .config = config};
    struct hg_error err = {0};
    int status = HG_EXIT_USAGE;

    hg_descriptors_preallocate(estimate_workers(config));
    if (hg_cancel_start(&session.cancel, &err) != 0) {
        hg_log_error("%s", err.text);
        status = HG_EXIT_TROUBLE;
    } else if (hg_report_files_init(&session.reports, &config->settings,
                                    hg_clock_wall_us()) == 0) {
        status = act_on(&session, loading_us, act);
    }
    if (session.reports.is_plugin)
        status = hg_plugin_exit(status, session.reports.plugin_status);
    hg_cancel_join(&session.cancel);
    hg_report_files_release(&session.reports);
    return status;
}

int hg_session_exchange(struct hg_session *session, const struct hg_config *config)
{
    struct hg_report_files reports;
    if (hg_report_files_init(&reports, &config->settings, hg_clock_wall_us()) != 0) {
        hg_report_files_release(&reports);
        return -1;
    }
    reports.has_failed = session->reports.has_failed;
    hg_report_files_release(&session->reports);
    free(session->proxy);
    session->reports = reports;
    session->config = config;
    session->proxy = hg_self_diagnosis_proxies(config->targets, config->target_count);
    init_inputs(session, session->inputs.loading_us);
    return 0;
}

bool hg_session_has_targets(const struct hg_config *config, const struct hg_cli *cli)
{
    if (config->target_count > 0 || config->settings.allow_empty)
        return true;
    hg_log_error("nothing to check: name a URL, a list or a configuration, or allow "
                 "this with --allow-empty%s",
                 cli->input_count > 0
                     ? ""
                     : "; there is no headgate.yml here, headgate init URL writes one");
    return false;
}

int hg_session_run(const struct hg_cli *cli, int (*act)(struct hg_session *session))
{
    const int64_t began_us = hg_clock_monotonic_us();
    struct hg_config config;
    const bool is_loaded = hg_setup_load(&config, cli) == HG_EXIT_OPEN;
    int status = HG_EXIT_USAGE;

    if (is_loaded && hg_session_has_targets(&config, cli))
        status = check_config(cli, &config, hg_clock_monotonic_us() - began_us, act);
    else if (hg_report_files_have_plugin(&config.settings))
        status = hg_plugin_exit(status, status);
    hg_config_release(&config);
    return status;
}

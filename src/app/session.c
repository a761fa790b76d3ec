/* SPDX-License-Identifier: MIT */
/* session: from a configuration to runs and exit statuses. */
#include "app/session.h"

#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "headgate/check.h"
#include "headgate/clock.h"
#include "headgate/descriptors.h"
#include "headgate/log.h"
#include "headgate/output.h"
#include "headgate/network.h"

#include "app/exit.h"
#include "app/self_diagnosis.h"
#include "app/profile_table.h"
#include "app/proxy.h"
#include "app/resolver.h"
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
        hg_log_warning("behind a proxy the addresses of a name are the proxy's choice");
    if (!config->settings.verbose)
        return;
    hg_log_note("%zu target%s on %u host%s, up to %lld workers, libcurl %s",
                config->target_count, config->target_count == 1 ? "" : "s",
                config->host_count, config->host_count == 1 ? "" : "s",
                (long long)config->settings.workers, hg_prober_library());
    if (session->proxy != NULL)
        hg_log_note("proxy settings in effect: %s", session->proxy);
}

/* Behind a proxy names are the proxy's business. */
static void warn_about_resolver(const struct hg_session *session)
{
    const struct hg_config *config = session->config;
    if (session->proxy == NULL &&
        !hg_resolver_answers(config->targets, config->target_count, hg_look_up,
                             &session->cancel))
        hg_log_warning(
            "the resolver of this machine does not answer, so that names can't "
            "be found");
}

void hg_session_init_round(struct hg_session *session, struct hg_round *round,
                           const struct hg_settings *settings)
{
    const struct hg_config *config = session->config;
    struct hg_run *run = &round->run;

    hg_expansion_make(&round->expansion, config->targets, config->target_count,
                      hg_look_up, &session->cancel);
    if (round->expansion.timed_out_count > 0 && !hg_cancel_is_set(&session->cancel))
        hg_log_warning("%zu name%s not looked up in time and checked at one address only",
                       round->expansion.timed_out_count,
                       round->expansion.timed_out_count == 1 ? " was" : "s were");
    hg_run_init(run, round->expansion.targets, round->expansion.count, settings);
    run->tool_version = HEADGATE_VERSION;
    run->curl_version = hg_prober_library();
    run->config = config->files;
    run->host = session->host;
    run->proxy = session->proxy;
    run->profile.loading_us = session->loading_us;
    run->canaries = config->canaries;
    run->canary_count = config->canary_count;
}

void hg_round_release(struct hg_round *round)
{
    hg_run_release(&round->run);
    hg_expansion_release(&round->expansion);
}

int hg_session_make_run(struct hg_session *session, struct hg_run *run,
                        const struct hg_observer *observers, size_t count)
{
    const uint32_t host_count = session->config->host_count;
    struct hg_network *network = hg_network_new(&session->cancel, host_count);
    const struct hg_prober prober = hg_prober_network(network);
    const struct hg_check check = {
        .prober = &prober,
        .cancel = &session->cancel,
        .observers = observers,
        .observer_count = count,
        .host_count = host_count,
        .seed = (uint64_t)hg_clock_wall_us() ^ (uint64_t)getpid(),
    };
    struct hg_error err = {0};

    const int rc = hg_check_run(run, &check, &err);
    if (rc != 0)
        hg_log_error("%s", err.text);
    hg_network_free(network);
    return rc;
}

void hg_session_conclude(struct hg_session *session, struct hg_run *run)
{
    const struct hg_observer live = hg_live_observer(&session->live);
    const int64_t began_us = hg_clock_monotonic_us();
    hg_report_files_write(&session->reports, run);
    run->profile.writing_us = hg_clock_monotonic_us() - began_us;
    live.end(live.context, run);
    hg_self_diagnosis_warn(run);
    hg_profile_print(run);
}

int hg_session_exit_status(const struct hg_session *session, const struct hg_run *run)
{
    static const int statuses[] = {[HG_GATE_UNKNOWN] = HG_EXIT_TROUBLE,
                                   [HG_GATE_OPEN] = HG_EXIT_OPEN,
                                   [HG_GATE_CLOSED] = HG_EXIT_CLOSED};
    const int stopped = hg_cancel_exit_status(&session->cancel);
    return stopped != 0 ? stopped : statuses[run->gate.state];
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

/* On a standard output that is closed nobody misses them. */
static bool has_live_lines(const struct hg_report_files *reports)
{
    struct hg_error closed = {0};
    return !reports->owns_stdout && hg_output_check("-", &closed) == 0;
}

static int act_on(struct hg_session *session, int (*act)(struct hg_session *session))
{
    const struct hg_config *config = session->config;

    session->proxy = hg_proxy_describe(config->targets, config->target_count);
    gethostname(session->host, sizeof session->host - 1);
    session->has_lines = has_live_lines(&session->reports);
    hg_live_init(&session->live, &config->settings,
                 !config->settings.on_change && session->has_lines);
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
static int check_config(const struct hg_config *config, int64_t loading_us,
                        int (*act)(struct hg_session *session))
{
    struct hg_session session = {.config = config, .loading_us = loading_us};
    struct hg_error err = {0};
    int status = HG_EXIT_USAGE;

    hg_descriptors_preallocate(estimate_workers(config));
    if (hg_cancel_start(&session.cancel, &err) != 0) {
        hg_log_error("%s", err.text);
        status = HG_EXIT_TROUBLE;
    } else if (hg_report_files_init(&session.reports, &config->settings,
                                    hg_clock_wall_us()) == 0) {
        status = act_on(&session, act);
    }
    hg_cancel_join(&session.cancel);
    hg_report_files_release(&session.reports);
    return status;
}

int hg_session_run(const struct hg_cli *cli, int (*act)(struct hg_session *session))
{
    const int64_t began_us = hg_clock_monotonic_us();
    struct hg_config config;
    int status = hg_setup_load(&config, cli);

    if (status == HG_EXIT_OPEN && config.target_count == 0 &&
        !config.settings.allow_empty) {
        hg_log_error("nothing to check: name an address, a list or a configuration, or "
                     "allow it with --allow-empty");
        status = HG_EXIT_USAGE;
    } else if (status == HG_EXIT_OPEN) {
        status = check_config(&config, hg_clock_monotonic_us() - began_us, act);
    }
    hg_config_release(&config);
    return status;
}

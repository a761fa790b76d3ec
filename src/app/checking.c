/* SPDX-License-Identifier: MIT */
/* checking: from a configuration to runs and exit statuses. */
#include "app/checking.h"

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
#include "app/findings.h"
#include "app/profile.h"
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
static void tell_circumstances(const struct hg_checking *checking)
{
    const struct hg_config *config = checking->config;
    const size_t insecure = count_insecure(config);
    if (insecure > 0 && !config->settings.quiet)
        hg_log_warning("certificates are not verified for %zu of %zu targets (insecure)",
                       insecure, config->target_count);
    if (checking->proxy != NULL && has_many_addresses(config))
        hg_log_warning("behind a proxy the addresses of a name are the proxy's choice");
    if (!config->settings.verbose)
        return;
    hg_log_note("%zu target%s on %u host%s, up to %lld workers, libcurl %s",
                config->target_count, config->target_count == 1 ? "" : "s",
                config->host_count, config->host_count == 1 ? "" : "s",
                (long long)config->settings.workers, hg_prober_library());
    if (checking->proxy != NULL)
        hg_log_note("proxy settings in effect: %s", checking->proxy);
}

/* Behind a proxy names are the proxy's business. */
static void tell_resolver(const struct hg_checking *checking)
{
    const struct hg_config *config = checking->config;
    if (checking->proxy == NULL &&
        !hg_resolver_answers(config->targets, config->target_count, hg_look_up,
                             &checking->cancel))
        hg_log_warning(
            "the resolver of this machine does not answer, so that names can't "
            "be found");
}

void hg_checking_init_round(struct hg_checking *checking, struct hg_round *round,
                            const struct hg_settings *settings)
{
    const struct hg_config *config = checking->config;
    struct hg_run *run = &round->run;

    hg_expansion_make(&round->expansion, config->targets, config->target_count,
                      hg_look_up, &checking->cancel);
    if (round->expansion.late_count > 0 && !hg_cancel_is_set(&checking->cancel))
        hg_log_warning("%zu name%s not looked up in time and checked at one address only",
                       round->expansion.late_count,
                       round->expansion.late_count == 1 ? " was" : "s were");
    hg_run_init(run, round->expansion.targets, round->expansion.count, settings);
    run->tool_version = HEADGATE_VERSION;
    run->curl_version = hg_prober_library();
    run->config = config->files;
    run->host = checking->host;
    run->proxy = checking->proxy;
    run->profile.loading_us = checking->loading_us;
    run->canaries = config->canaries;
    run->canary_count = config->canary_count;
}

void hg_round_release(struct hg_round *round)
{
    hg_run_release(&round->run);
    hg_expansion_release(&round->expansion);
}

int hg_checking_make_run(struct hg_checking *checking, struct hg_run *run,
                         const struct hg_observer *observers, size_t count)
{
    const uint32_t host_count = checking->config->host_count;
    struct hg_network *network = hg_network_new(&checking->cancel, host_count);
    const struct hg_prober prober = hg_prober_network(network);
    const struct hg_check check = {
        .prober = &prober,
        .cancel = &checking->cancel,
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

void hg_checking_conclude(struct hg_checking *checking, struct hg_run *run)
{
    const struct hg_observer live = hg_live_observer(&checking->live);
    const int64_t began_us = hg_clock_monotonic_us();
    hg_reports_write(&checking->reports, run);
    run->profile.writing_us = hg_clock_monotonic_us() - began_us;
    live.end(live.context, run);
    hg_findings_tell(run);
    hg_profile_tell(run);
}

int hg_checking_status(const struct hg_checking *checking, const struct hg_run *run)
{
    static const int statuses[] = {[HG_GATE_UNKNOWN] = HG_EXIT_TROUBLE,
                                   [HG_GATE_OPEN] = HG_EXIT_OPEN,
                                   [HG_GATE_CLOSED] = HG_EXIT_CLOSED};
    const int stopped = hg_cancel_exit_status(&checking->cancel);
    return stopped != 0 ? stopped : statuses[run->gate.state];
}

/* A report that could not be written must not go unnoticed, whatever the gate says. */
static int final_status(int status, const struct hg_reports *reports,
                        const struct hg_live *live)
{
    if (live->sink.failure != 0)
        hg_log_error("standard output can't be written");
    const bool is_lost = reports->has_failed || live->sink.failure != 0;
    return is_lost && !hg_exit_is_stopped(status) ? HG_EXIT_TROUBLE : status;
}

/* On a standard output that is closed nobody misses them. */
static bool has_live_lines(const struct hg_reports *reports)
{
    struct hg_error closed = {0};
    return !reports->owns_stdout && hg_output_check("-", &closed) == 0;
}

static int act_on(struct hg_checking *checking, int (*act)(struct hg_checking *checking))
{
    const struct hg_config *config = checking->config;

    checking->proxy = hg_proxy_describe(config->targets, config->target_count);
    gethostname(checking->host, sizeof checking->host - 1);
    checking->has_lines = has_live_lines(&checking->reports);
    hg_live_init(&checking->live, &config->settings,
                 !config->settings.on_change && checking->has_lines);
    tell_circumstances(checking);
    tell_resolver(checking);
    const int status = act(checking);
    const int final = final_status(status, &checking->reports, &checking->live);
    hg_live_release(&checking->live);
    free(checking->proxy);
    return final;
}

/* About as many workers as there will be at once. */
static size_t most_workers(const struct hg_config *config)
{
    const struct hg_settings *settings = &config->settings;
    const size_t wanted = (size_t)(settings->workers + settings->spares);
    return wanted < config->target_count ? wanted : config->target_count;
}

/* Signals wait from before the first file is made, so that none is left behind. */
static int check_config(const struct hg_config *config, int64_t loading_us,
                        int (*act)(struct hg_checking *checking))
{
    struct hg_checking checking = {.config = config, .loading_us = loading_us};
    struct hg_error err = {0};
    int status = HG_EXIT_USAGE;

    hg_descriptors_make_room(most_workers(config));
    if (hg_cancel_start(&checking.cancel, &err) != 0) {
        hg_log_error("%s", err.text);
        status = HG_EXIT_TROUBLE;
    } else if (hg_reports_init(&checking.reports, &config->settings,
                               hg_clock_wall_us()) == 0) {
        status = act_on(&checking, act);
    }
    hg_cancel_join(&checking.cancel);
    hg_reports_release(&checking.reports);
    return status;
}

int hg_checking_command(const struct hg_cli *cli,
                        int (*act)(struct hg_checking *checking))
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

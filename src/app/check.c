/* SPDX-License-Identifier: MIT */
/* check: the command that checks: configuration, run, reports, exit status. */
#include <stdlib.h>
#include <unistd.h>

#include "headgate/check.h"
#include "headgate/clock.h"
#include "headgate/log.h"
#include "headgate/output.h"
#include "headgate/prober.h"
#include "headgate/report.h"

#include "app/command.h"
#include "app/exit.h"
#include "app/live.h"
#include "app/proxy.h"
#include "app/reports.h"
#include "app/setup.h"

#include "headgate/banned.h"

#define HOST_NAME_SIZE 256

static int exit_status_of(const struct hg_run *run, const struct hg_cancel *cancel)
{
    static const int statuses[] = {[HG_GATE_UNKNOWN] = HG_EXIT_TROUBLE,
                                   [HG_GATE_OPEN] = HG_EXIT_OPEN,
                                   [HG_GATE_CLOSED] = HG_EXIT_CLOSED};
    const int stopped = hg_cancel_exit_status(cancel);
    return stopped != 0 ? stopped : statuses[run->gate.state];
}

static size_t count_insecure(const struct hg_config *config)
{
    size_t count = 0;
    for (size_t i = 0; i < config->target_count; i++)
        count += config->targets[i].policy->insecure ? 1 : 0;
    return count;
}

/* What a person should know before the run. */
static void tell_circumstances(const struct hg_config *config, const struct hg_run *run)
{
    const size_t insecure = count_insecure(config);
    if (insecure > 0)
        hg_log_warning("certificates are not verified for %zu of %zu targets (insecure)",
                       insecure, config->target_count);
    if (!config->settings.verbose)
        return;
    hg_log_note("%zu target%s on %u host%s, up to %lld workers, libcurl %s",
                config->target_count, config->target_count == 1 ? "" : "s",
                config->host_count, config->host_count == 1 ? "" : "s",
                (long long)config->settings.workers, run->curl_version);
    if (run->proxy != NULL)
        hg_log_note("proxy settings in effect: %s", run->proxy);
}

static int make_run(struct hg_run *run, const struct hg_config *config,
                    struct hg_reports *reports, struct hg_live *live,
                    struct hg_cancel *cancel)
{
    const struct hg_prober prober = hg_prober_network(cancel);
    const struct hg_observer observers[] = {hg_reports_observer(reports),
                                            hg_live_observer(live)};
    const struct hg_check check = {
        .prober = &prober,
        .cancel = cancel,
        .observers = observers,
        .observer_count = sizeof observers / sizeof observers[0],
        .host_count = config->host_count,
        .seed = (uint64_t)hg_clock_wall_us() ^ (uint64_t)getpid(),
    };
    struct hg_error err = {0};

    if (hg_check_run(run, &check, &err) != 0) {
        hg_log_error("%s", err.text);
        return HG_EXIT_TROUBLE;
    }
    run->exit_status = exit_status_of(run, cancel);
    hg_reports_write(reports, run);
    observers[1].end(live, run);
    return run->exit_status;
}

/* A report that could not be written must not go unnoticed, whatever the gate says. */
static int final_status(int status, const struct hg_reports *reports,
                        const struct hg_live *live)
{
    if (live->sink.failure != 0)
        hg_log_error("standard output can't be written");
    const bool was_stopped = status == HG_EXIT_INTERRUPT || status == HG_EXIT_TERMINATE;
    const bool is_lost = reports->has_failed || live->sink.failure != 0;
    return is_lost && !was_stopped ? HG_EXIT_TROUBLE : status;
}

/* On a standard output that is closed nobody misses them. */
static bool has_live_lines(const struct hg_reports *reports)
{
    struct hg_error closed = {0};
    return !reports->owns_stdout && hg_output_check("-", &closed) == 0;
}

static int check_targets(const struct hg_config *config, struct hg_reports *reports,
                         struct hg_cancel *cancel)
{
    char host[HOST_NAME_SIZE] = "";
    char *proxy = hg_proxy_describe(config->targets, config->target_count);
    struct hg_live live;
    struct hg_run run;

    gethostname(host, sizeof host - 1);
    hg_run_init(&run, config->targets, config->target_count, &config->settings);
    run.tool_version = HEADGATE_VERSION;
    run.curl_version = hg_prober_library();
    run.config = config->files;
    run.host = host;
    run.proxy = proxy;
    run.canaries = config->canaries;
    run.canary_count = config->canary_count;
    hg_live_init(&live, &config->settings, has_live_lines(reports));
    tell_circumstances(config, &run);
    const int status = make_run(&run, config, reports, &live, cancel);
    const int final = final_status(status, reports, &live);
    hg_live_release(&live);
    hg_run_release(&run);
    free(proxy);
    return final;
}

/* Signals wait from before the first file is made, so that none is left behind. */
static int check_config(const struct hg_config *config)
{
    struct hg_cancel cancel = {0};
    struct hg_reports reports = {0};
    struct hg_error err = {0};
    int status = HG_EXIT_USAGE;

    if (hg_cancel_start(&cancel, &err) != 0) {
        hg_log_error("%s", err.text);
        status = HG_EXIT_TROUBLE;
    } else if (hg_reports_init(&reports, &config->settings, hg_clock_wall_us()) == 0) {
        status = check_targets(config, &reports, &cancel);
    }
    hg_cancel_join(&cancel);
    hg_reports_release(&reports);
    return status;
}

int hg_command_check(const struct hg_cli *cli)
{
    struct hg_config config;
    int status = hg_setup_load(&config, cli);

    if (status == HG_EXIT_OPEN && config.target_count == 0 &&
        !config.settings.allow_empty) {
        hg_log_error("nothing to check: name an address, a list or a configuration, or "
                     "allow it with --allow-empty");
        status = HG_EXIT_USAGE;
    } else if (status == HG_EXIT_OPEN) {
        status = check_config(&config);
    }
    hg_config_release(&config);
    return status;
}

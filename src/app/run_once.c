/* SPDX-License-Identifier: MIT */
/* run_once: from targets to a finished run. */
#include "app/run_once.h"

#include <unistd.h>

#include "headgate/canary_run.h"
#include "headgate/clock.h"
#include "headgate/expansion.h"
#include "headgate/log.h"
#include "headgate/network.h"

#include "app/exit.h"
#include "app/release.h"

#include "headgate/banned.h"

static void warn_about_expansion(const struct hg_expansion *expansion,
                                 const struct hg_cancel *cancel)
{
    const size_t count = expansion->timed_out_count;
    if (count > 0 && !hg_cancel_is_set(cancel))
        hg_log_warning(
            "%zu host name%s could not be resolved in time: not every address was "
            "checked",
            count, count == 1 ? "" : "s");
}

static void init_run(struct hg_run *run, const struct hg_run_inputs *inputs)
{
    const struct hg_config *config = inputs->config;
    struct hg_expansion expansion;

    hg_expansion_make(&expansion, config->targets, config->target_count, inputs->look_up,
                      inputs->cancel);
    warn_about_expansion(&expansion, inputs->cancel);
    hg_run_init(run, expansion.targets, expansion.count, inputs->settings);
    run->arena = expansion.arena;
    run->tool_version = HEADGATE_VERSION;
    run->released_s = hg_release_s();
    run->curl_version = hg_prober_curl_version();
    run->config = config->files;
    run->sources = config->sources;
    run->host = inputs->host;
    run->proxy = inputs->proxy;
    run->profile.loading_us = inputs->loading_us;
    run->canaries = config->canaries;
    run->canary_count = config->canary_count;
}

static int check(struct hg_run *run, const struct hg_run_inputs *inputs,
                 const struct hg_prober *prober, struct hg_error *err)
{
    const struct hg_check check = {
        .prober = prober,
        .cancel = inputs->cancel,
        .observers = inputs->observers,
        .observer_count = inputs->observer_count,
        .host_count = inputs->config->host_count,
        .seed = (uint64_t)hg_clock_wall_us() ^ (uint64_t)getpid(),
        .repetition = inputs->repetition,
    };
    return hg_check_run_with_canaries(run, &check, err);
}

static int check_over_network(struct hg_run *run, const struct hg_run_inputs *inputs,
                              struct hg_error *err)
{
    struct hg_cancel *cancel =
        inputs->repetition == NULL ? inputs->cancel : inputs->repetition->attempts;
    struct hg_network *network = hg_network_new(cancel, inputs->config->host_count);
    const struct hg_prober prober = hg_prober_network(network);
    const int result = check(run, inputs, &prober, err);
    hg_network_free(network);
    return result;
}

int hg_run_once(struct hg_run *run, const struct hg_run_inputs *inputs,
                struct hg_error *err)
{
    init_run(run, inputs);
    const int result = inputs->prober == NULL ? check_over_network(run, inputs, err)
                                              : check(run, inputs, inputs->prober, err);
    run->exit_status =
        result == 0 ? hg_run_exit_status(run, inputs->cancel) : HG_EXIT_TROUBLE;
    return result;
}

int hg_run_gate_status(const struct hg_run *run)
{
    static const int statuses[] = {[HG_GATE_UNKNOWN] = HG_EXIT_TROUBLE,
                                   [HG_GATE_OPEN] = HG_EXIT_OPEN,
                                   [HG_GATE_CLOSED] = HG_EXIT_CLOSED};
    return statuses[run->gate.state];
}

int hg_run_exit_status(const struct hg_run *run, const struct hg_cancel *cancel)
{
    const int stopped = hg_cancel_exit_status(cancel);
    return stopped != 0 ? stopped : hg_run_gate_status(run);
}

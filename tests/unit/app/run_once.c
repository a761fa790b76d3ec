/* SPDX-License-Identifier: MIT */
/* Tests of run_once, with a prober and a resolver that answer from the test's tables. */
#include "app/run_once.h"

#include "unit.h"

#include <string.h>

#include "app/exit.h"
#include "engine/fake.h"

#include "headgate/banned.h"

/* "shop" has two addresses. No other name is answered for. */
static void look_up(struct hg_lookup *lookups, size_t count, int64_t timeout_us,
                    const struct hg_cancel *cancel)
{
    (void)timeout_us;
    (void)cancel;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(lookups[i].name, "shop") != 0)
            continue;
        lookups[i].is_done = true;
        lookups[i].count = 2;
        hg_address_parse(&lookups[i].addresses[0], "192.0.2.1", 0);
        hg_address_parse(&lookups[i].addresses[1], "192.0.2.2", 0);
    }
}

/* What a run needs, and what came of it. */
struct bench {
    struct fake fake;
    struct hg_cancel cancel;
    struct hg_prober prober;
    struct hg_config config;
    struct hg_run_inputs inputs;
    struct hg_run run;
    size_t begin_count;
    size_t result_count;
};

static struct bench bench;

static const struct hg_policy policy = {.method = HG_METHOD_AUTO};
static const struct hg_policy at_all_addresses = {.addresses = HG_ADDRESSES_ALL,
                                                  .connect_timeout_us = HG_US_PER_S};

static void on_begin(void *context, const struct hg_run *seen)
{
    (void)seen;
    CU_ASSERT_PTR_EQUAL(context, &bench);
    bench.begin_count++;
}

static void on_result(void *context, const struct hg_run *seen, size_t index)
{
    CU_ASSERT_PTR_EQUAL(context, &bench);
    CU_ASSERT_TRUE(seen->results[index].is_final);
    bench.result_count++;
}

static void reset(void)
{
    memset(&bench, 0, sizeof bench);
}

/* Make a run of the targets. The answers of the prober stand in their URLs. */
static void run(struct hg_target *targets, size_t count)
{
    const struct hg_observer observer = {
        .context = &bench, .begin = on_begin, .result = on_result};
    struct hg_error err = {0};
    for (size_t i = 0; i < count; i++) {
        targets[i].name = targets[i].name == NULL ? "target" : targets[i].name;
        targets[i].line = i & HG_TARGET_LINE_MAX;
        targets[i].host = (uint32_t)i;
        targets[i].enabled = true;
        targets[i].policy = targets[i].policy == NULL ? &policy : targets[i].policy;
    }
    bench.fake.cancel = &bench.cancel;
    bench.prober = fake_prober(&bench.fake);
    bench.config.targets = targets;
    bench.config.target_count = count;
    bench.config.host_count = (uint32_t)count;
    bench.config.files = "headgate.yml";
    bench.config.settings.workers = 2;
    bench.config.settings.per_host = 2;
    bench.config.settings.gate.fail_on = 1U << HG_OUTCOME_DOWN;
    bench.inputs = (struct hg_run_inputs){
        .config = &bench.config,
        .settings = &bench.config.settings,
        .host = "here",
        .proxy = "http_proxy=http://proxy",
        .loading_us = 5,
        .look_up = look_up,
        .prober = &bench.prober,
        .cancel = &bench.cancel,
        .observers = &observer,
        .observer_count = 1,
    };
    CU_ASSERT_EQUAL(hg_run_once(&bench.run, &bench.inputs, &err), 0);
    UNIT_ASSERT_TEXT(err.text, "");
}

static void a_run_has_results_summary_gate_and_circumstances(void)
{
    struct hg_target targets[] = {{.url = "200"}, {.url = "404"}};
    reset();
    run(targets, 2);
    CU_ASSERT_EQUAL(bench.run.count, 2);
    CU_ASSERT_EQUAL(bench.run.results[0].outcome, HG_OUTCOME_UP);
    CU_ASSERT_EQUAL(bench.run.results[1].outcome, HG_OUTCOME_DOWN);
    CU_ASSERT_EQUAL(bench.run.summary.outcomes[HG_OUTCOME_DOWN], 1);
    CU_ASSERT_EQUAL(bench.run.gate.state, HG_GATE_CLOSED);
    CU_ASSERT_EQUAL(bench.run.exit_status, HG_EXIT_CLOSED);
    CU_ASSERT_TRUE(bench.run.finished_at_us >= bench.run.started_at_us);
    UNIT_ASSERT_TEXT(bench.run.tool_version, HEADGATE_VERSION);
    UNIT_ASSERT_TEXT(bench.run.config, "headgate.yml");
    UNIT_ASSERT_TEXT(bench.run.host, "here");
    UNIT_ASSERT_TEXT(bench.run.proxy, "http_proxy=http://proxy");
    CU_ASSERT_EQUAL(bench.run.profile.loading_us, 5);
    hg_run_release(&bench.run);
}

static void observers_see_the_beginning_and_each_result(void)
{
    struct hg_target targets[] = {{.url = "200"}, {.url = "404"}, {.url = "200"}};
    reset();
    run(targets, 3);
    CU_ASSERT_EQUAL(bench.begin_count, 1);
    CU_ASSERT_EQUAL(bench.result_count, 3);
    CU_ASSERT_EQUAL(bench.fake.open_count, 0);
    hg_run_release(&bench.run);
}

static void the_exit_status_follows_from_the_gate_and_from_signals(void)
{
    static const struct {
        const char *url;
        uint32_t fail_on;
        int signal_number;
        int status;
    } rows[] = {
        {"200", 1U << HG_OUTCOME_DOWN, 0, HG_EXIT_OPEN},
        {"404", 1U << HG_OUTCOME_DOWN, 0, HG_EXIT_CLOSED},
        {"404", 0, 0, HG_EXIT_OPEN},
        {"200", 1U << HG_OUTCOME_DOWN, 2, HG_EXIT_INTERRUPT},
        {"404", 1U << HG_OUTCOME_DOWN, 15, HG_EXIT_TERMINATE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_cancel cancel = {.number = rows[i].signal_number};
        const struct hg_settings settings = {.gate = {.fail_on = rows[i].fail_on}};
        const struct hg_target target = {.name = "target", .url = rows[i].url};
        struct hg_run judged;
        hg_run_init(&judged, &target, 1, &settings);
        hg_result_end(&judged.results[0],
                      strcmp(rows[i].url, "200") == 0 ? HG_OUTCOME_UP : HG_OUTCOME_DOWN,
                      HG_CAUSE_NONE, "");
        hg_run_summarise(&judged);
        UNIT_ASSERT_ROW(hg_run_exit_status(&judged, &cancel) == rows[i].status,
                        rows[i].url);
        hg_run_release(&judged);
    }
}

static void a_run_that_was_stopped_is_a_run_as_well(void)
{
    struct hg_target targets[] = {{.url = "200"}};
    reset();
    atomic_store(&bench.cancel.number, 15);
    run(targets, 1);
    CU_ASSERT_TRUE(bench.run.is_interrupted);
    CU_ASSERT_EQUAL(bench.run.results[0].outcome, HG_OUTCOME_UNKNOWN);
    CU_ASSERT_EQUAL(bench.run.exit_status, HG_EXIT_TERMINATE);
    hg_run_release(&bench.run);
}

static void the_deadline_is_that_of_the_inputs_settings(void)
{
    struct hg_target targets[] = {{.url = "wait"}};
    reset();
    bench.config.settings.deadline_us = 1;
    run(targets, 1);
    CU_ASSERT_EQUAL(bench.run.results[0].cause, HG_CAUSE_DEADLINE);
    CU_ASSERT_EQUAL(bench.run.exit_status, HG_EXIT_TROUBLE);
    hg_run_release(&bench.run);
}

static void a_target_with_two_addresses_is_two_rows_of_the_run(void)
{
    struct hg_target targets[] = {
        {.name = "shop", .url = "http://shop/", .policy = &at_all_addresses},
        {.name = "api", .url = "http://api/", .policy = &at_all_addresses}};
    reset();
    run(targets, 2);
    CU_ASSERT_EQUAL_FATAL(bench.run.count, 3);
    UNIT_ASSERT_TEXT(bench.run.targets[0].name, "shop [192.0.2.1]");
    UNIT_ASSERT_TEXT(bench.run.targets[1].name, "shop [192.0.2.2]");
    UNIT_ASSERT_TEXT(bench.run.targets[2].name, "api");
    hg_run_release(&bench.run);
}

static void nothing_to_check_is_a_run_without_results(void)
{
    reset();
    run(NULL, 0);
    CU_ASSERT_EQUAL(bench.run.count, 0);
    CU_ASSERT_EQUAL(bench.begin_count, 1);
    CU_ASSERT_EQUAL(bench.run.exit_status, HG_EXIT_OPEN);
    hg_run_release(&bench.run);
}

CU_TestInfo run_once_tests[] = {
    {"a run has results, summary, gate and circumstances",
     a_run_has_results_summary_gate_and_circumstances},
    {"observers see the beginning and each result",
     observers_see_the_beginning_and_each_result},
    {"the exit status follows from the gate and from signals",
     the_exit_status_follows_from_the_gate_and_from_signals},
    {"a run that was stopped is a run as well", a_run_that_was_stopped_is_a_run_as_well},
    {"the deadline is that of the inputs' settings",
     the_deadline_is_that_of_the_inputs_settings},
    {"a target with two addresses is two rows of the run",
     a_target_with_two_addresses_is_two_rows_of_the_run},
    {"nothing to check is a run without results",
     nothing_to_check_is_a_run_without_results},
    CU_TEST_INFO_NULL,
};

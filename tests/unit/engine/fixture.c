/* SPDX-License-Identifier: MIT */
/* fixture: a run over targets that the fake prober answers for. */
#include "fixture.h"

#include "unit.h"

#include <string.h>

#include "headgate/check.h"

struct fixture fixture;

void fixture_reset(void)
{
    memset(&fixture, 0, sizeof fixture);
    fixture.fake.cancel = &fixture.cancel;
    fixture.policy.retries = 2;
    fixture.policy.redirects = 10;
    fixture.policy.retry_after_max_us = 2000;
    fixture.settings.workers = 4;
    fixture.settings.per_host = 2;
    fixture.settings.gate.fail_on = 1U << HG_OUTCOME_DOWN;
}

struct hg_target fixture_target(const char *script, uint32_t line, uint32_t host)
{
    static const struct hg_origin origin = {.file = NULL};
    return (struct hg_target){.name = script,
                              .url = script,
                              .policy = &fixture.policy,
                              .origin = &origin,
                              .line = line & HG_TARGET_LINE_MAX,
                              .host = host,
                              .has_scheme = true,
                              .enabled = true};
}

void fixture_set_target(uint32_t index, const char *script, uint32_t host)
{
    fixture.extra[index] = (struct hg_target_extra){0};
    fixture.targets[index] = fixture_target(script, index, host);
    fixture.targets[index].extra = &fixture.extra[index];
}

void fixture_depend(uint32_t child, const uint32_t *parents, uint32_t count)
{
    fixture.extra[child].parents = parents;
    fixture.extra[child].parent_count = count;
}

static void on_result(void *context, const struct hg_run *seen, size_t index)
{
    (void)context;
    CU_ASSERT_TRUE(seen->results[index].is_final);
    fixture.results_seen++;
    fixture.last_seen = (uint32_t)index;
}

void fixture_make_run(uint32_t count, uint32_t hosts)
{
    const struct hg_prober prober = fake_prober(&fixture.fake);
    const struct hg_observer observer = {.result = on_result};
    const struct hg_check check = {.prober = &prober,
                                   .cancel = &fixture.cancel,
                                   .observers = &observer,
                                   .observer_count = 1,
                                   .host_count = hosts};
    hg_run_init(&fixture.run, fixture.targets, count, &fixture.settings);
    CU_ASSERT_EQUAL_FATAL(hg_check_run(&fixture.run, &check, NULL), 0);
    CU_ASSERT_EQUAL(fixture.results_seen, count);
    CU_ASSERT_EQUAL(atomic_load(&fixture.fake.open_count), 0);
}

enum hg_outcome fixture_outcome(uint32_t index)
{
    return (enum hg_outcome)fixture.run.results[index].outcome;
}

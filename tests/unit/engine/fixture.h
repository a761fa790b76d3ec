/* SPDX-License-Identifier: MIT */
/* fixture: a run over targets that the fake prober answers for, one at a time. */
#ifndef HEADGATE_TESTS_ENGINE_FIXTURE_H
#define HEADGATE_TESTS_ENGINE_FIXTURE_H

#include "headgate/run.h"

#include "fake.h"

struct fixture {
    struct fake fake;
    struct hg_cancel cancel;
    struct hg_target targets[FAKE_TARGETS];
    struct hg_target_extra extra[FAKE_TARGETS];
    struct hg_policy policy;
    struct hg_settings settings;
    struct hg_run run;
    size_t results_seen;
    uint32_t last_seen;
};

extern struct fixture fixture;

/* Everything as before the first test; two retries, 4 workers, 2 per host, down closes the gate. */
void fixture_reset(void);
/* An enabled target with the fixture's policy whose URL is the script. */
struct hg_target fixture_target(const char *script, uint32_t line, uint32_t host);
/* Put such a target, and room for its extra, at the index; its line is the index. */
void fixture_set_target(uint32_t index, const char *script, uint32_t host);
void fixture_depend(uint32_t child, const uint32_t *parents, uint32_t count);
/* Check the first targets, and see that each becomes final once. The caller releases `run`. */
void fixture_make_run(uint32_t count, uint32_t hosts);
enum hg_outcome fixture_outcome(uint32_t index);

#endif

/* SPDX-License-Identifier: MIT */
/* condition: any text is a condition that can be judged, or a problem in clean words. */
#include <string.h>

#include "headgate/arena.h"
#include "headgate/condition.h"
#include "headgate/memory.h"
#include "headgate/run.h"
#include "headgate/text.h"

#include "fuzz.h"

static const struct hg_origin origin = {0};
static const struct hg_policy policy = {0};
static const struct hg_target targets[] = {
    {.name = "a", .url = "https://a.example/", .policy = &policy, .origin = &origin},
    {.name = "b", .url = "https://b.example/", .policy = &policy, .origin = &origin},
};

static void judge(const struct hg_condition *condition)
{
    static const struct hg_settings settings = {0};
    struct hg_run run;
    struct hg_condition_verdict verdict = {0};
    hg_run_init(&run, targets, 2, &settings);
    hg_result_end(&run.results[0], HG_OUTCOME_DOWN, HG_CAUSE_STATUS, "status 500");
    hg_run_summarise(&run);
    const struct hg_judged_results results = {targets, run.results, run.count,
                                              &run.summary, run.started_at_us};
    hg_condition_judge(condition, &results, &verdict);
    FUZZ_ASSERT(verdict.state <= HG_CONDITION_FAILS);
    FUZZ_ASSERT(hg_text_is_clean(verdict.detail, strlen(verdict.detail), NULL));
    FUZZ_ASSERT(hg_condition_unit(condition)[0] != '\0');
    FUZZ_ASSERT(hg_text_is_clean(condition->text, strlen(condition->text), NULL));
    hg_run_release(&run);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hg_arena arena;
    struct hg_condition condition;
    char problem[512] = "";
    char *text = hg_memory_new(size + 1, 1);
    memcpy(text, data, size);
    hg_arena_init(&arena);
    /* As texts of a configuration are. */
    if (!hg_text_is_clean(text, strlen(text), NULL))
        problem[0] = '-';
    else if (hg_condition_parse(&condition, text, &arena, problem, sizeof problem) == 0)
        judge(&condition);
    else
        FUZZ_ASSERT(problem[0] != '\0' &&
                    hg_text_is_clean(problem, strlen(problem), NULL));
    hg_arena_release(&arena);
    free(text);
    return 0;
}

/* SPDX-License-Identifier: MIT */
/* suites: the unit tests of src/model. */
#include "unit.h"

extern CU_TestInfo address_tests[], baseline_tests[], body_tests[], json_tests[],
    judge_expect_tests[], media_tests[], wall_tests[], canary_tests[],
    certificate_tests[], condition_tests[], field_tests[], gate_tests[], idn_tests[],
    judge_tests[], method_tests[], outcome_tests[], pattern_tests[], policy_tests[],
    reply_tests[], result_tests[], run_tests[], statuses_tests[], summary_tests[],
    url_tests[], url_resolve_tests[], waiver_tests[], mailbox_tests[], relay_tests[];

const struct unit_suite unit_suites[] = {
    {"address", address_tests},
    {"baseline", baseline_tests},
    {"body", body_tests},
    {"canary", canary_tests},
    {"certificate", certificate_tests},
    {"condition", condition_tests},
    {"field", field_tests},
    {"gate", gate_tests},
    {"idn", idn_tests},
    {"json", json_tests},
    {"judge_expect", judge_expect_tests},
    {"judge", judge_tests},
    {"media", media_tests},
    {"mailbox", mailbox_tests},
    {"method", method_tests},
    {"outcome", outcome_tests},
    {"pattern", pattern_tests},
    {"policy", policy_tests},
    {"relay", relay_tests},
    {"reply", reply_tests},
    {"result", result_tests},
    {"run", run_tests},
    {"statuses", statuses_tests},
    {"summary", summary_tests},
    {"url", url_tests},
    {"url_resolve", url_resolve_tests},
    {"waiver", waiver_tests},
    {"wall", wall_tests},
    {NULL, NULL},
};

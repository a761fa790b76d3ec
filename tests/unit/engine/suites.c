/* SPDX-License-Identifier: MIT */
/* suites: the unit tests of src/engine. */
#include "suites.h"

const struct unit_suite unit_suites[] = {
    {"backoff", backoff_tests},
    {"body", body_tests},
    {"cancel", cancel_tests},
    {"check", check_tests},
    {"date", date_tests},
    {"descriptors", descriptors_tests},
    {"expansion", expansion_tests},
    {"head", head_tests},
    {"heap", heap_tests},
    {"hosts", hosts_tests},
    {"inflate", inflate_tests},
    {"naming", naming_tests},
    {"offsets", offsets_tests},
    {"pace", pace_tests},
    {"pins", pins_tests},
    {"queue", queue_tests},
    {"response", response_tests},
    {"roster", roster_tests},
    {"schedule", schedule_tests},
    {"shown", shown_tests},
    {"stamps", stamps_tests},
    {"tried", tried_tests},
    {"trouble", trouble_tests},
    {"trust", trust_tests},
    {NULL, NULL},
};

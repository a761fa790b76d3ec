/* SPDX-License-Identifier: MIT */
/* suites: the unit tests of src/base. */
#include "suites.h"

const struct unit_suite unit_suites[] = {
    {"arena", arena_tests},
    {"buf", buf_tests},
    {"calendar", calendar_tests},
    {"clock", clock_tests},
    {"error", error_tests},
    {"input", input_tests},
    {"log", log_tests},
    {"memory", memory_tests},
    {"output", output_tests},
    {"output_faults", output_fault_tests},
    {"sink", sink_tests},
    {"text", text_tests},
    {"text_nearest", text_nearest_tests},
    {"units", units_tests},
    {"zone", zone_tests},
    {NULL, NULL},
};

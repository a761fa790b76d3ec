/* SPDX-License-Identifier: MIT */
/* suites: the unit tests of src/config. */
#include "suites.h"

#include "unit.h"

#include "headgate/banned.h"

const struct unit_suite unit_suites[] = {
    {"problem", problem_tests},   {"key", key_tests},
    {"tree", tree_tests},         {"interpolate", interpolate_tests},
    {"value", value_tests},       {"load", load_tests},
    {"targets", targets_tests},   {"list", list_tests},
    {"written", written_tests},   {"baseline", baseline_tests},
    {"canaries", canaries_tests}, {"conditions", conditions_tests},
    {"known", known_tests},       {"mailing", mailing_tests},
    {"windows", windows_tests},   {NULL, NULL},
};

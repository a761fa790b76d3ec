/* SPDX-License-Identifier: MIT */
/* suites: the unit tests of src/app. */
#include "suites.h"

const struct unit_suite unit_suites[] = {
    {"cli", cli_tests},           {"curl", curl_tests},
    {"findings", findings_tests}, {"help", help_tests},
    {"moment", moment_tests},     {"profile", profile_tests},
    {"proxy", proxy_tests},       {"reports", reports_tests},
    {"resolver", resolver_tests}, {"terminal", terminal_tests},
    {"waiting", waiting_tests},   {NULL, NULL},
};

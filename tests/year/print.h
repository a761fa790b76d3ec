/* SPDX-License-Identifier: MIT */
/* print: an uptime as a line of JSON, every figure as it is. */
#ifndef HEADGATE_TESTS_YEAR_PRINT_H
#define HEADGATE_TESTS_YEAR_PRINT_H

#include "headgate/uptime.h"

void print_uptime(const struct hg_uptime *uptime);

#endif

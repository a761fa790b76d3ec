/* SPDX-License-Identifier: MIT */
/* setup: loads the configuration for a command, and prints its problems. */
#ifndef HEADGATE_APP_SETUP_H
#define HEADGATE_APP_SETUP_H

#include "headgate/config.h"

#include "app/cli.h"

/* Load the inputs of the command line, or headgate.yml in the current folder if there are none. Notes
 * (repeated URLs, filters that match nothing) are printed, unless quiet.
 * Returns HG_EXIT_OPEN (0), or HG_EXIT_USAGE after printing the problems. Release the config in both
 * cases. */
int hg_setup_load(struct hg_config *config, const struct hg_cli *cli);

/* For commands whose -o is a format of their own, not a report of a run: remove -o from the overrides and
 * return the format, "text" by default. */
const char *hg_setup_extract_format(struct hg_cli *cli);

#endif

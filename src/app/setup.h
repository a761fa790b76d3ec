/* SPDX-License-Identifier: MIT */
/* setup: the configuration as every command needs it, with all its problems told. */
#ifndef HEADGATE_APP_SETUP_H
#define HEADGATE_APP_SETUP_H

#include "headgate/config.h"

#include "app/cli.h"

/* Load what the command line names; nothing named means headgate.yml in the current folder. Notes
 * (dropped addresses, filters that match nothing) are printed, unless quiet.
 * HG_EXIT_OPEN (0), or HG_EXIT_USAGE when there are problems, which are then printed. Release the
 * config in both cases. */
int hg_setup_load(struct hg_config *config, const struct hg_cli *cli);

/* For commands with a format of their own, `-o json` means that, not a report of a run: the format, which
 * is taken out of the overrides; "text" when none is given. */
const char *hg_setup_extract_format(struct hg_cli *cli);

#endif

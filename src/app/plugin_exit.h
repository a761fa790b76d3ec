/* SPDX-License-Identifier: MIT */
/* plugin_exit: the exit statuses of Nagios' plugins, where a report on standard output asks for them: 0 open, 1 open
 * with degraded or tolerated targets, 2 closed, 3 everything else, wrong usage included. */
#ifndef HEADGATE_APP_PLUGIN_EXIT_H
#define HEADGATE_APP_PLUGIN_EXIT_H

#include <stdbool.h>

/* What becomes of an exit status of the program (exit.h). `plugin_status` is the report's own; it counts for a run that
 * was judged. */
int hg_plugin_exit(int status, int plugin_status);
/* Whether a command line that could not be read asks for such a report: "-o nagios", "-qo nagios=-",
 * "--output=nagios". */
bool hg_plugin_exit_is_wanted(char **arguments);

#endif

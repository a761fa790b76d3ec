/* SPDX-License-Identifier: MIT */
/* plugin_exit: from our exit statuses to those of plugins. */
#include "app/plugin_exit.h"

#include <stddef.h>
#include <string.h>

#include "headgate/report.h"

#include "app/exit.h"

#include "headgate/banned.h"

#define PLUGIN_UNKNOWN 3
#define LONG_OPTION    "--output"

int hg_plugin_exit(int status, int plugin_status)
{
    return status == HG_EXIT_OPEN || status == HG_EXIT_CLOSED ? plugin_status
                                                              : PLUGIN_UNKNOWN;
}

static bool is_plugin(const char *format)
{
    const struct hg_reporter *reporter = format == NULL ? NULL : hg_reporter_find(format);
    return reporter != NULL && reporter->plugin_status != NULL;
}

/* The value of -o that begins at this word, or NULL. */
static const char *value_of(char **at)
{
    const char *word = at[0];
    if (strcmp(word, "-o") == 0 || strcmp(word, LONG_OPTION) == 0)
        return at[1];
    if (strncmp(word, LONG_OPTION "=", sizeof LONG_OPTION) == 0)
        return word + sizeof LONG_OPTION;
    return strncmp(word, "-o", 2) == 0 ? word + 2 : NULL;
}

bool hg_plugin_exit_is_wanted(char **arguments)
{
    for (char **at = arguments; *at != NULL && strcmp(*at, "--") != 0; at++) {
        if (is_plugin(value_of(at)))
            return true;
    }
    return false;
}

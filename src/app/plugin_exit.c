/* SPDX-License-Identifier: MIT */
/* plugin_exit: from our exit statuses to those of plugins. */
#include "app/plugin_exit.h"

#include <stddef.h>
#include <stdio.h>
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

/* "nagios", "nagios=-". */
static bool is_plugin(const char *request)
{
    const char *file = strchr(request, '=');
    char format[32];
    if (file != NULL && strcmp(file, "=-") != 0)
        return false;
    snprintf(format, sizeof format, "%.*s", (int)strcspn(request, "="), request);
    const struct hg_reporter *reporter = hg_reporter_find(format);
    return reporter != NULL && reporter->plugin_status != NULL;
}

/* The value of -o that begins at this word, or NULL. Before the letter may stand others: "-qo nagios". */
static const char *value_of(char **at)
{
    const char *word = at[0];
    if (strcmp(word, LONG_OPTION) == 0)
        return at[1];
    if (strncmp(word, LONG_OPTION "=", sizeof LONG_OPTION) == 0)
        return word + sizeof LONG_OPTION;
    const char *letter = word[0] == '-' && word[1] != '-' ? strchr(word, 'o') : NULL;
    if (letter == NULL)
        return NULL;
    return letter[1] == '\0' ? at[1] : letter + 1;
}

bool hg_plugin_exit_is_wanted(char **arguments)
{
    for (char **at = arguments; *at != NULL && strcmp(*at, "--") != 0; at++) {
        const char *value = value_of(at);
        if (value != NULL && is_plugin(value))
            return true;
    }
    return false;
}

/* SPDX-License-Identifier: MIT */
/* ci_command: texts that services which run pipelines take for commands when they stand in a log, and
 * how each notation writes them so that they don't.
 *
 * The rules are those of the agents: GitHub obeys "::name" at the beginning of a line, after blanks, and
 * "##[" anywhere in it (actions/runner, ActionCommand.cs); Azure "##vso[" anywhere (microsoft/
 * azure-pipelines-agent, Command.cs); TeamCity "##teamcity[". The first two compare by the rules of .NET's
 * culture, for which invisible characters are not there. So a command is here "##", letters and "[", or
 * "::" at the beginning of a line, whatever invisible characters stand within. */
#ifndef HEADGATE_CI_COMMAND_H
#define HEADGATE_CI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

/* From the first "#" to the "[" of a command; what is longer is none. */
#define HG_CI_COMMAND_MAX 64

/* What a document is written in. Only for people the text changes; whatever reads the others gets back
 * what was written. */
enum hg_notation {
    HG_NOTATION_TEXT,     /* for people: "# #[", ": :" */
    HG_NOTATION_MARKDOWN, /* backslashes */
    HG_NOTATION_JSON,     /* "\u0023"; a line never begins with a text */
    HG_NOTATION_MARKUP,   /* XML and HTML: "&#35;", "&#58;" */
    HG_NOTATION_VERBATIM, /* nothing is changed: CSV, mails, scripts */
};

/* The text with its commands broken, to be freed by the caller. NULL, without a need for memory, when it
 * has none. `begins_line`: what was written before the text ends with a line. */
char *hg_ci_command_break(const char *text, size_t len, bool begins_line,
                          enum hg_notation notation, size_t *broken_len);

#endif

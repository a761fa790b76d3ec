/* SPDX-License-Identifier: MIT */
/* output_hint: a report file that was not typed as "-o FORMAT=FILE". */
#ifndef HEADGATE_APP_OUTPUT_HINT_H
#define HEADGATE_APP_OUTPUT_HINT_H

#include <stdbool.h>

#include "headgate/buf.h"
#include "headgate/error.h"

struct hg_command;

/* The argument of -o, for a command (NULL: none was named yet). -1 with what to write, when it names a file and
 * no format ("report.xml"), or a format and a file with something other than "=" between them. */
int hg_output_hint_check(const char *argument, const struct hg_command *command,
                         struct hg_error *err) __attribute__((warn_unused_result));
/* The word that follows "-o FORMAT". -1 with what to write, when it is a file that the report was to
 * be written to: it is no address, as its extension is that of reports. */
int hg_output_hint_check_next(const char *format, const char *word,
                              const struct hg_command *command, struct hg_error *err)
    __attribute__((warn_unused_result));

/* What to write in place of a format of a run that does not exist: "junit r.xml", "r.xml", "xml", or a format
 * of headgate report. False: nothing is known of it. */
bool hg_output_hint_explain(const char *text, struct hg_buf *out);

#endif

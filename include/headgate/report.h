/* SPDX-License-Identifier: MIT */
/* report: the formats a finished run can be written in, as rows of one table. */
#ifndef HEADGATE_REPORT_H
#define HEADGATE_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/error.h"
#include "headgate/output.h"
#include "headgate/run.h"

struct hg_reporter {
    const char *name;      /* "json" */
    const char *extension; /* of its files, without a dot */
    const char *summary;   /* one line for --help */
    enum hg_notation notation;
    /* Write the whole of a finished run, result by result. Write failures stick to the sink and
     * are found by whoever commits it; -1 is for everything else. NULL: the format only streams. */
    int (*write)(const struct hg_run *run, struct hg_sink *sink, struct hg_error *err);
    /* Streaming formats only, otherwise NULL: called in this order on the main thread. The sink is
     * flushed by the caller after each. */
    void (*begin)(const struct hg_run *run, struct hg_sink *sink);
    void (*result)(const struct hg_run *run, size_t index, struct hg_sink *sink);
    void (*end)(const struct hg_run *run, struct hg_sink *sink);
    /* The exit status that is expected where the format goes to standard output (Monitoring Plugins: 0 OK, 1
     * warning, 2 critical, 3 unknown). NULL: that of the program. */
    int (*plugin_status)(const struct hg_run *run);
    bool is_beside_text; /* on standard output: follows the text, does not replace it */
    /* names a variable that names a file, to which `markdown` is appended as well; NULL: none */
    const char *summary_variable;
};

/* Pointers to rows, in the order of --help. */
const struct hg_reporter *const *hg_reporters(size_t *count);
/* NULL when there is none of that name. */
const struct hg_reporter *hg_reporter_find(const char *name);

/* How people are shown results: the text report, and the live lines on a terminal. */
struct hg_text_style {
    bool use_color;
    bool is_verbose; /* phases, attempts and redirects under each line; nothing is cut */
    int columns;     /* width to fit in; 0: as long as it takes */
    int name_columns; /* of the names, from hg_text_name_columns(); 0: as each name takes */
};

/* Columns of the longest name of the run, at most 40; to be asked once a run. */
int hg_text_name_columns(const struct hg_run *run);

/* One line per target (mark, name, status, time, reason), more when verbose. */
void hg_text_result(const struct hg_run *run, size_t index,
                    const struct hg_text_style *style, struct hg_sink *sink);
/* Counts, latencies, slowest, what failed grouped by cause, and the gate. */
void hg_text_summary(const struct hg_run *run, const struct hg_text_style *style,
                     struct hg_sink *sink);

#endif

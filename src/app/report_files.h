/* SPDX-License-Identifier: MIT */
/* report_files: where reports are written, checked before anything is done for them, and the reports of a
 * run. Each file is replaced atomically, and a failure to write one does not affect
 * the others. */
#ifndef HEADGATE_APP_REPORT_FILES_H
#define HEADGATE_APP_REPORT_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/error.h"
#include "headgate/report.h"
#include "headgate/run.h"

/* The destination of one report. */
struct hg_destination {
    char *path;      /* owned; "-": standard output */
    char *real_path; /* owned: hg_output_real_path() */
};

/* `file`: NULL or "-" is standard output; {date} (2026-11-20) and {time} (194012), both of UTC, are
 * filled in. */
void hg_destination_init(struct hg_destination *destination, const char *file,
                         int64_t wall_us);
void hg_destination_release(struct hg_destination *destination);
bool hg_destination_is_stdout(const struct hg_destination *destination);
/* Whether both lead to the same file: one of the reports would be lost. */
bool hg_destination_equals(const struct hg_destination *a,
                           const struct hg_destination *b);
/* -1 (logged) when it can't be written, or when something else is written there: `taken` says what
 * ("another report is written to the same file"); NULL: nothing. */
int hg_destination_check(const struct hg_destination *destination, const char *taken)
    __attribute__((warn_unused_result));

struct hg_report_files {
    struct hg_report_file *files; /* owned */
    size_t count;
    struct hg_destination history; /* owned: no report may go there */
    bool owns_stdout;  /* a report in place of the text goes to standard output */
    bool is_plugin;    /* one goes there that sets the exit status */
    int plugin_status; /* valid once it is written */
    bool has_failed;   /* at least one could not be written; each was logged */
};

/* Whether one of the reports goes to standard output and sets the exit status. */
bool hg_report_files_have_plugin(const struct hg_settings *settings);
/* Prepare the reports that the settings ask for, and check that each file can be written. No two may lead
 * to the same file, and none to the history's. Text to standard output is not among them, as that is the
 * live view. -1 when any can't be written; each of those was logged. Release in both cases. */
int hg_report_files_init(struct hg_report_files *reports,
                         const struct hg_settings *settings, int64_t wall_us)
    __attribute__((warn_unused_result));
void hg_report_files_release(struct hg_report_files *reports);
/* The observer that writes streaming formats to standard output, pipes and devices while the run goes on;
 * files are replaced at the end. `reports` must outlive it. */
struct hg_observer hg_report_files_observer(struct hg_report_files *reports);
/* After the run: write the reports that do not stream, and replace all files. */
void hg_report_files_write(struct hg_report_files *reports, const struct hg_run *run);

#endif

/* SPDX-License-Identifier: MIT */
/* report_files: the files that a run writes. Each appears whole or not at all, and one that can't be
 * written doesn't keep the others from being written. */
#ifndef HEADGATE_APP_REPORT_FILES_H
#define HEADGATE_APP_REPORT_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/error.h"
#include "headgate/report.h"
#include "headgate/run.h"

#include "app/destination.h"

struct hg_report_files {
    struct hg_report_file *files; /* owned */
    size_t count;
    struct hg_destination history; /* owned: no report may go there */
    bool owns_stdout;              /* a report other than text goes to standard output */
    bool has_failed; /* at least one could not be written; each was logged */
};

/* Prepare what the settings ask for: {date} (2026-11-20) and {time} (194012), both of UTC, are
 * filled into names, and each file is tried for writability. No two may share a file, nor one that of the history. Text to
 * standard output is not among them: that is the live view. -1 when any can't be written; each of those was logged. Release in
 * both cases. */
int hg_report_files_init(struct hg_report_files *reports,
                         const struct hg_settings *settings, int64_t wall_us);
void hg_report_files_release(struct hg_report_files *reports);
/* The observer that feeds streaming formats where somebody may be reading along: not those on files,
 * which appear at the end. `reports` must outlive it. */
struct hg_observer hg_report_files_observer(struct hg_report_files *reports);
/* After the run: write what does not stream, and let all files appear. */
void hg_report_files_write(struct hg_report_files *reports, const struct hg_run *run);

#endif

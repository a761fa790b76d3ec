/* SPDX-License-Identifier: MIT */
/* uptime_files: what `headgate report` writes, as -o FORMAT[=FILE] says. The `reports` of
 * a configuration are of `check`, whose formats are others. */
#ifndef HEADGATE_APP_UPTIME_FILES_H
#define HEADGATE_APP_UPTIME_FILES_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/uptime.h"
#include "headgate/uptime_report.h"

#include "app/cli.h"

struct hg_uptime_files {
    struct hg_uptime_file *items; /* owned */
    size_t count;
};

/* Take every -o out of the command line's overrides, and find out whether the files can be written. When
 * there is none: `otherwise`, a format on standard output, or nothing (NULL). -1 (logged) when something
 * is wrong with one. Release in both cases. */
int hg_uptime_files_init(struct hg_uptime_files *files, struct hg_cli *cli,
                         const char *otherwise, int64_t wall_us);
/* -1 (logged) when one of them would replace the history, a file. */
int hg_uptime_files_check_history(const struct hg_uptime_files *files,
                                  const char *history);
void hg_uptime_files_release(struct hg_uptime_files *files);
/* Each appears whole or not at all, and one that can't be written doesn't keep the others
 * from it. -1 (logged) when there is one. */
int hg_uptime_files_write(const struct hg_uptime_files *files,
                          const struct hg_uptime *uptime,
                          const struct hg_uptime_style *style);

#endif

/* SPDX-License-Identifier: MIT */
/* uptime_files: the files that `headgate report` writes, as -o FORMAT[=FILE] says. The key `reports` of a
 * configuration is not used, as it has the formats of `check`. */
#ifndef HEADGATE_APP_UPTIME_FILES_H
#define HEADGATE_APP_UPTIME_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/uptime.h"
#include "headgate/uptime_report.h"

#include "app/cli.h"

struct hg_uptime_files {
    struct hg_uptime_file *items; /* owned */
    size_t count;
};

/* Take every -o out of the command line's overrides, and check that the files can be written. Without any,
 * `otherwise` is the format on standard output; NULL: no file. -1 (logged) when one of them is wrong or
 * can't be written. Release in both cases. */
int hg_uptime_files_init(struct hg_uptime_files *files, struct hg_cli *cli,
                         const char *otherwise, int64_t wall_us)
    __attribute__((warn_unused_result));
/* -1 (logged) when one of them would replace the history, a file. */
int hg_uptime_files_check_history(const struct hg_uptime_files *files,
                                  const char *history)
    __attribute__((warn_unused_result));
/* Whether one of them is of a format with charts. */
bool hg_uptime_files_have_charts(const struct hg_uptime_files *files);
void hg_uptime_files_release(struct hg_uptime_files *files);
/* Each file is replaced atomically, and a failure to write one does not affect the others. -1 (logged)
 * when there is one. */
int hg_uptime_files_write(const struct hg_uptime_files *files,
                          const struct hg_uptime *uptime,
                          const struct hg_uptime_style *style)
    __attribute__((warn_unused_result));

#endif

/* SPDX-License-Identifier: MIT */
/* destination: where a report goes, found out before anything is done for it. */
#ifndef HEADGATE_APP_DESTINATION_H
#define HEADGATE_APP_DESTINATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hg_destination {
    char *path;      /* owned; "-": standard output */
    char *real_path; /* owned: hg_output_real_path() */
};

/* `file`: NULL or "-" is standard output; {date} (2026-11-20) and {time} (194012), both
 * of UTC, are filled in. */
void hg_destination_init(struct hg_destination *destination, const char *file,
                         int64_t wall_us);
void hg_destination_release(struct hg_destination *destination);
bool hg_destination_is_stdout(const struct hg_destination *destination);
/* Whether both lead to the same file: one report would be lost. */
bool hg_destination_equals(const struct hg_destination *a,
                           const struct hg_destination *b);
/* -1 (logged) when it can't be written, or when something else is in its place: `taken` says
 * what ("another one goes there"); NULL: nothing. */
int hg_destination_check(const struct hg_destination *destination, const char *taken);

#endif

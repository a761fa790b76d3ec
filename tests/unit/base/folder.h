/* SPDX-License-Identifier: MIT */
/* folder: a temporary folder for one test, and short ways to look into it. */
#ifndef HEADGATE_TESTS_UNIT_BASE_FOLDER_H
#define HEADGATE_TESTS_UNIT_BASE_FOLDER_H

#include <stddef.h>
#include <sys/types.h>

#define FOLDER_PATH_SIZE 512

struct folder {
    char path[FOLDER_PATH_SIZE / 2];
    char joined[FOLDER_PATH_SIZE];
};

/* Make an empty folder below the system's folder for temporary files. */
void folder_init(struct folder *folder);
/* Remove it with everything in it (one level of folders). */
void folder_release(struct folder *folder);
/* "<folder>/<name>", valid until the next call. */
const char *folder_join(struct folder *folder, const char *name);
/* Make or replace a file. */
void folder_write(struct folder *folder, const char *name, const char *text);
/* Assert what a file holds; NULL: that it doesn't exist. */
void folder_assert(struct folder *folder, const char *name, const char *text);
/* Entries, hidden ones too. */
size_t folder_count(const struct folder *folder);
/* Permission bits; 0 when there is no such file. */
mode_t folder_mode(struct folder *folder, const char *name);

#endif

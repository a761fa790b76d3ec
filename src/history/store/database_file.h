/* SPDX-License-Identifier: MIT */
/* database_file: the path of a history, before SQLite opens it. */
#ifndef HEADGATE_HISTORY_STORE_DATABASE_FILE_H
#define HEADGATE_HISTORY_STORE_DATABASE_FILE_H

#include <stdbool.h>

#include "headgate/buf.h"
#include "headgate/error.h"

enum hg_database_mode {
    HG_DATABASE_READ,  /* must exist; nothing is written, not even beside it */
    HG_DATABASE_AMEND, /* must exist, and be writable */
    HG_DATABASE_WRITE  /* made when missing, readable and writable by its owner only */
};

/* See whether the file can be used as the mode asks, and make it if need be. The caller so reports what the system
 * says, and a new file is readable by its owner only. -1 with a usage error. */
int hg_database_file_check(const char *path, enum hg_database_mode mode,
                           struct hg_error *err) __attribute__((warn_unused_result));
/* Whether the file and what lies beside it can be written. */
bool hg_database_file_is_writable(const char *path);
/* Append the file as SQLite's URI (sqlite.org/uri.html), with an empty host, so that neither ":memory:" nor a path that
 * begins with "//" means anything else. -1 with a usage error when the path leads nowhere. */
int hg_database_file_uri(const char *path, bool writes, struct hg_buf *uri,
                         struct hg_error *err) __attribute__((warn_unused_result));

#endif

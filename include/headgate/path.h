/* SPDX-License-Identifier: MIT */
/* path: where a path leads, and whether another user has decided that.
 *
 * Where everybody may create files, as in /tmp (a sticky folder that others may write to), somebody else may
 * have put a link, or a file, under a name that headgate is about to write to. Such a link or file is foreign
 * unless it belongs to this user or to the folder's owner: the rule of Linux (sysctl fs.protected_symlinks,
 * proc_sys_fs(5)), which systems may have turned off, and which does not apply where links are read by hand. */
#ifndef HEADGATE_PATH_H
#define HEADGATE_PATH_H

#include <stdbool.h>

#include "headgate/buf.h"
#include "headgate/error.h"

#define HG_PATH_FOREIGN (-1)

struct hg_path {
    /* Absolute, without links, "." and ".."; of a path that leads nowhere, up to the part that failed. */
    struct hg_buf real;
    int failure; /* 0: none; HG_PATH_FOREIGN: `real` is a foreign link; or an errno */
    bool passed_link; /* the path was spelled by a link, from some part on */
};

/* Find where a path leads; its last part need not exist. Release in any case. */
void hg_path_find(struct hg_path *found, const char *path);
void hg_path_release(struct hg_path *found);
/* The folder of an absolute path, to be freed by the caller. */
char *hg_path_folder(const char *real);
/* Whether everybody may create files beside this absolute path. */
bool hg_path_is_exposed(const char *real);
/* Whether there is something at this absolute path that is foreign. */
bool hg_path_is_foreign(const char *real);
/* Whether a file at this absolute path may belong to this user: to the process, or to the folder's owner. */
bool hg_path_may_be_owned_by(const char *real, unsigned owner);
/* Say that what is at this absolute path is foreign, without naming the path that led there. Returns -1. */
int hg_path_refuse(const char *real, struct hg_error *problem);

#endif

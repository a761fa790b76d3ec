/* SPDX-License-Identifier: MIT */
/* path: links followed by hand, each with a look at its owner. */
#include "headgate/path.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "headgate/text.h"

#include "headgate/banned.h"

#define LINKS_MAX 40 /* as the kernel */
#define MAX_SHOWN 300

struct walk {
    struct hg_path *found;
    int links;
};

static int fail(struct walk *walk, int code)
{
    walk->found->failure = code;
    return -1;
}

static void cut_last_part(struct hg_buf *real)
{
    const char *slash = strrchr(real->data, '/');
    hg_buf_cut(real, slash == NULL ? 0 : (size_t)(slash - real->data));
}

char *hg_path_folder(const char *real)
{
    struct hg_buf folder;
    hg_buf_init(&folder);
    hg_buf_add_text(&folder, real);
    cut_last_part(&folder);
    if (folder.len == 0)
        hg_buf_add_char(&folder, '/');
    return hg_buf_steal(&folder);
}

static bool find_folder(const char *real, struct stat *status)
{
    char *folder = hg_path_folder(real);
    const bool is_there = stat(folder, status) == 0;
    free(folder);
    return is_there;
}

static bool is_exposed(const struct stat *folder)
{
    return (folder->st_mode & S_ISVTX) != 0 &&
           (folder->st_mode & (S_IWOTH | S_IWGRP)) != 0;
}

bool hg_path_is_exposed(const char *real)
{
    struct stat folder;
    return find_folder(real, &folder) && is_exposed(&folder);
}

bool hg_path_may_be_owned_by(const char *real, unsigned owner)
{
    struct stat folder;
    return owner == geteuid() || (find_folder(real, &folder) && owner == folder.st_uid);
}

bool hg_path_is_foreign(const char *real)
{
    struct stat status;
    return hg_path_is_exposed(real) && lstat(real, &status) == 0 &&
           !hg_path_may_be_owned_by(real, status.st_uid);
}

int hg_path_refuse(const char *real, struct hg_error *problem)
{
    struct stat status;
    const bool is_link = lstat(real, &status) == 0 && S_ISLNK(status.st_mode);
    char *shown = hg_text_clean(real, strlen(real), MAX_SHOWN);
    hg_error_usage(problem,
                   "the %s \"%s\" belongs to another user, in a folder where everybody "
                   "may create files: remove it, or choose another folder",
                   is_link ? "link" : "file", shown);
    free(shown);
    return -1;
}

static int follow(struct walk *walk, const char *path, bool is_end);

/* The last part of `real` may be a link. Its owner is looked at after it was read: whoever replaces a link in
 * between can't give the new one to us. */
static int follow_link(struct walk *walk, bool is_last)
{
    struct hg_buf *real = &walk->found->real;
    char target[PATH_MAX];
    const ssize_t len = readlink(real->data, target, sizeof target - 1);
    if (len < 0)
        return errno == EINVAL || (errno == ENOENT && is_last) ? 0 : fail(walk, errno);
    if (hg_path_is_foreign(real->data))
        return fail(walk, HG_PATH_FOREIGN);
    if (++walk->links > LINKS_MAX)
        return fail(walk, ELOOP);
    target[len] = '\0';
    cut_last_part(real);
    return follow(walk, target, is_last);
}

static int follow_part(struct walk *walk, const char *part, size_t len, bool is_last)
{
    struct hg_buf *real = &walk->found->real;
    if (len == 1 && part[0] == '.')
        return 0;
    if (len == 2 && part[0] == '.' && part[1] == '.') {
        cut_last_part(real);
        return 0;
    }
    hg_buf_add_char(real, '/');
    hg_buf_add(real, part, len);
    return follow_link(walk, is_last);
}

/* `is_end`: nothing comes after this path. Recursion ends with LINKS_MAX. */
static int follow(struct walk *walk, const char *path, bool is_end)
{
    if (path[0] == '/')
        hg_buf_clear(&walk->found->real);
    while (path[0] != '\0') {
        const size_t len = strcspn(path, "/");
        const char *rest = path + len + strspn(path + len, "/");
        const bool is_last = is_end && path[len] == '\0';
        if (len > 0 && follow_part(walk, path, len, is_last) != 0)
            return -1;
        path = rest;
    }
    return 0;
}

void hg_path_find(struct hg_path *found, const char *path)
{
    struct walk walk = {.found = found};
    char here[PATH_MAX];
    *found = (struct hg_path){0};
    hg_buf_init(&found->real);
    if (path[0] != '/' && getcwd(here, sizeof here) == NULL) {
        fail(&walk, errno);
        return;
    }
    if (path[0] != '/' && strcmp(here, "/") != 0)
        hg_buf_add_text(&found->real, here);
    (void)follow(&walk, path, true);
    found->passed_link = walk.links > 0;
    if (found->real.len == 0)
        hg_buf_add_char(&found->real, '/');
}

void hg_path_release(struct hg_path *found)
{
    hg_buf_release(&found->real);
}

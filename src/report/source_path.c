/* SPDX-License-Identifier: MIT */
/* source_path: from the path that was given to one within the checkout. */
#include "report/source_path.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

/* GitHub, GitLab, Azure, Jenkins. */
static const char *const roots[] = {"GITHUB_WORKSPACE", "CI_PROJECT_DIR",
                                    "BUILD_SOURCESDIRECTORY", "WORKSPACE"};

/* What follows `folder` in the path; NULL when it lies elsewhere. */
static const char *rest_of(const char *path, const char *folder)
{
    char *real = realpath(folder, NULL);
    const size_t len = real == NULL ? 0 : strlen(real);
    const char *rest = NULL;
    if (len > 0 && strncmp(path, real, len) == 0 && path[len] == '/')
        rest = path + len + 1;
    free(real);
    return rest;
}

static const char *find_rest(const char *path)
{
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
        const char *folder = getenv(roots[i]);
        const char *rest =
            folder == NULL || folder[0] == '\0' ? NULL : rest_of(path, folder);
        if (rest != NULL)
            return rest;
    }
    return rest_of(path, ".");
}

void hg_source_path_add(struct hg_buf *out, const char *file)
{
    char *real = realpath(file, NULL);
    const char *rest = real == NULL ? NULL : find_rest(real);
    while (strncmp(file, "./", 2) == 0)
        file += 2;
    hg_buf_add_text(out, rest == NULL ? file : rest);
    free(real);
}

/* SPDX-License-Identifier: MIT */
/* folder: a temporary folder for one test, and short ways to look into it. */
#include "folder.h"

#include "unit.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "headgate/banned.h"

#define FILE_SIZE_MAX 4096

void folder_init(struct folder *folder)
{
    const char *parent = getenv("TMPDIR");
    snprintf(folder->path, sizeof folder->path, "%s/headgate-unit-XXXXXX",
             parent == NULL ? "/tmp" : parent);
    CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(folder->path));
}

static int is_entry(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static void empty(const char *path)
{
    struct dirent **entries = NULL;
    const int count = scandir(path, &entries, is_entry, NULL);
    for (int i = 0; i < count; i++) {
        char entry[2 * FOLDER_PATH_SIZE];
        snprintf(entry, sizeof entry, "%s/%s", path, entries[i]->d_name);
        if (unlink(entry) != 0) {
            empty(entry);
            rmdir(entry);
        }
        free(entries[i]);
    }
    free(entries);
}

void folder_release(struct folder *folder)
{
    chmod(folder->path, 0700);
    empty(folder->path);
    CU_ASSERT_EQUAL(rmdir(folder->path), 0);
}

const char *folder_join(struct folder *folder, const char *name)
{
    snprintf(folder->joined, sizeof folder->joined, "%s/%s", folder->path, name);
    return folder->joined;
}

void folder_write(struct folder *folder, const char *name, const char *text)
{
    FILE *file = fopen(folder_join(folder, name), "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_TRUE(fputs(text, file) >= 0);
    CU_ASSERT_EQUAL(fclose(file), 0);
}

void folder_assert(struct folder *folder, const char *name, const char *text)
{
    char found[FILE_SIZE_MAX];
    FILE *file = fopen(folder_join(folder, name), "r");
    if (file == NULL) {
        UNIT_ASSERT_TEXT(NULL, text);
        return;
    }
    found[fread(found, 1, sizeof found - 1, file)] = '\0';
    fclose(file);
    UNIT_ASSERT_TEXT(found, text);
}

size_t folder_count(const struct folder *folder)
{
    struct dirent **entries = NULL;
    const int count = scandir(folder->path, &entries, is_entry, NULL);
    for (int i = 0; i < count; i++)
        free(entries[i]);
    free(entries);
    return count < 0 ? 0 : (size_t)count;
}

mode_t folder_mode(struct folder *folder, const char *name)
{
    struct stat status;
    return stat(folder_join(folder, name), &status) == 0 ? status.st_mode & 0777 : 0;
}

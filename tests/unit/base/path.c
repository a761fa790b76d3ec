/* SPDX-License-Identifier: MIT */
/* path: where links lead, and which are not followed. */
#include "headgate/path.h"

#include "folder.h"
#include "somebody.h"
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "headgate/banned.h"

#define NOBODY 65534

/* The folder of a test is below the system's, which may be a link itself. */
static void enter(struct folder *folder, char before[FOLDER_PATH_SIZE],
                  char real[FOLDER_PATH_SIZE])
{
    folder_init(folder);
    CU_ASSERT_PTR_NOT_NULL_FATAL(getcwd(before, FOLDER_PATH_SIZE));
    CU_ASSERT_EQUAL_FATAL(chdir(folder->path), 0);
    CU_ASSERT_PTR_NOT_NULL_FATAL(getcwd(real, FOLDER_PATH_SIZE));
}

static void leave(struct folder *folder, const char *before)
{
    CU_ASSERT_EQUAL(chdir(before), 0);
    folder_release(folder);
}

/* `expected` is relative to `real`, or absolute. */
static void assert_found(const char *path, const char *real, const char *expected,
                         int failure)
{
    struct hg_path found;
    char whole[2 * FOLDER_PATH_SIZE];
    snprintf(whole, sizeof whole, "%s%s%s", expected[0] == '/' ? "" : real,
             expected[0] == '/' || expected[0] == '\0' ? "" : "/", expected);
    hg_path_find(&found, path);
    UNIT_ASSERT_ROW(found.failure == failure, path);
    UNIT_ASSERT_TEXT(found.real.data, whole);
    hg_path_release(&found);
}

static void links_dots_and_slashes_are_resolved(void)
{
    static const struct {
        const char *path;
        const char *real;
        int failure;
    } rows[] = {
        {"a.json", "a.json", 0},
        {"./a.json", "a.json", 0},
        {"sub/../a.json", "a.json", 0},
        {"sub//.//a.json", "sub/a.json", 0},
        {"", "", 0},
        {".", "", 0},
        {"/", "/", 0},
        {"/..", "/", 0},
        {"/no-such.json", "/no-such.json", 0},
        {"to-sub/a.json", "sub/a.json", 0},
        {"to-to-sub/a.json", "sub/a.json", 0},
        {"to-sub/../a.json", "a.json", 0},
        {"to-new", "new.json", 0},
        {"to-root", "/", 0},
        {"to-root/no-such.json", "/no-such.json", 0},
        {"gone/a.json", "gone", ENOENT},
        {"gone/../a.json", "gone", ENOENT},
        {"new/", "new", ENOENT},
        {"to-gone", "gone", ENOENT},
        {"to-new/a.json", "new.json", ENOENT},
        {"file/a.json", "file/a.json", ENOTDIR},
        {"loop", "loop", ELOOP},
        {"loop/a.json", "loop", ELOOP},
    };
    struct folder folder;
    char before[FOLDER_PATH_SIZE];
    char real[FOLDER_PATH_SIZE];
    enter(&folder, before, real);
    folder_write(&folder, "file", "");
    CU_ASSERT_EQUAL(mkdir("sub", 0700), 0);
    CU_ASSERT_EQUAL(symlink("sub", "to-sub"), 0);
    CU_ASSERT_EQUAL(symlink("./to-sub", "to-to-sub"), 0);
    CU_ASSERT_EQUAL(symlink("sub/../new.json", "to-new"), 0);
    CU_ASSERT_EQUAL(symlink("/", "to-root"), 0);
    CU_ASSERT_EQUAL(symlink("gone/a.json", "to-gone"), 0);
    CU_ASSERT_EQUAL(symlink("loop", "loop"), 0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_found(rows[i].path, real, rows[i].real, rows[i].failure);
    leave(&folder, before);
}

static void a_path_knows_whether_a_link_led_there(void)
{
    struct folder folder;
    char before[FOLDER_PATH_SIZE];
    char real[FOLDER_PATH_SIZE];
    struct hg_path found;
    enter(&folder, before, real);
    CU_ASSERT_EQUAL(symlink("b", "a"), 0);
    hg_path_find(&found, "a");
    CU_ASSERT_TRUE(found.passed_link);
    hg_path_release(&found);
    hg_path_find(&found, "b");
    CU_ASSERT_FALSE(found.passed_link);
    hg_path_release(&found);
    leave(&folder, before);
}

static void the_folder_of_a_path_is_its_beginning(void)
{
    static const char *const rows[][2] = {
        {"/a/b/c", "/a/b"}, {"/a", "/"}, {"/", "/"}, {"/a/b", "/a"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *folder = hg_path_folder(rows[i][0]);
        UNIT_ASSERT_TEXT(folder, rows[i][1]);
        free(folder);
    }
}

/* The link "link" in a folder of this mode, owned by these users. */
static void assert_link(mode_t mode, uid_t folder_owner, uid_t link_owner,
                        bool is_foreign)
{
    struct folder folder;
    struct hg_path found;
    char row[64];
    snprintf(row, sizeof row, "mode %o, owners %u and %u", (unsigned)mode,
             (unsigned)folder_owner, (unsigned)link_owner);
    folder_init(&folder);
    CU_ASSERT_EQUAL(symlink("precious", folder_join(&folder, "link")), 0);
    CU_ASSERT_EQUAL(lchown(folder_join(&folder, "link"), link_owner, (gid_t)-1), 0);
    CU_ASSERT_EQUAL(chown(folder.path, folder_owner, (gid_t)-1), 0);
    CU_ASSERT_EQUAL(chmod(folder.path, mode), 0);
    hg_path_find(&found, folder_join(&folder, "link"));
    UNIT_ASSERT_ROW((found.failure == HG_PATH_FOREIGN) == is_foreign, row);
    UNIT_ASSERT_ROW(is_foreign || found.failure == 0, row);
    hg_path_release(&found);
    hg_path_find(&found, folder_join(&folder, "link/in-it"));
    UNIT_ASSERT_ROW((found.failure == HG_PATH_FOREIGN) == is_foreign, row);
    hg_path_release(&found);
    CU_ASSERT_EQUAL(chmod(folder.path, 0700), 0);
    folder_release(&folder);
}

/* Only root can make things that are another user's. */
static void links_of_others_are_not_followed_where_everybody_may_make_them(void)
{
    if (geteuid() != 0)
        return;
    assert_link(01777, 0, NOBODY, true);
    assert_link(01770, 0, NOBODY, true);
    assert_link(01777, 0, 0, false);
    assert_link(01777, NOBODY, NOBODY, false); /* the folder's owner could replace all */
    assert_link(01777, NOBODY, 1, true);
    assert_link(01777, NOBODY, 0, false); /* our own */
    assert_link(0777, 0, NOBODY, false);  /* nothing protects names there */
    assert_link(01755, 0, NOBODY, false); /* nobody else can make any */
}

static void files_of_others_are_foreign_where_everybody_may_make_them(void)
{
    struct folder folder;
    struct hg_error problem = {0};
    if (geteuid() != 0)
        return;
    folder_init(&folder);
    folder_write(&folder, "file", "");
    const char *file = folder_join(&folder, "file");
    CU_ASSERT_FALSE(hg_path_is_exposed(file));
    CU_ASSERT_EQUAL(chmod(folder.path, 01777), 0);
    CU_ASSERT_TRUE(hg_path_is_exposed(file));
    CU_ASSERT_FALSE(hg_path_is_foreign(file));
    CU_ASSERT_EQUAL(chown(file, NOBODY, (gid_t)-1), 0);
    CU_ASSERT_TRUE(hg_path_is_foreign(file));
    CU_ASSERT_FALSE(hg_path_may_be_owned_by(file, NOBODY));
    CU_ASSERT_TRUE(hg_path_may_be_owned_by(file, 0));
    CU_ASSERT_EQUAL(hg_path_refuse(file, &problem), -1);
    CU_ASSERT_EQUAL(problem.kind, HG_ERROR_USAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(problem.text, "the file \""));
    CU_ASSERT_PTR_NOT_NULL(strstr(problem.text, "belongs to another user"));
    somebody_become();
    CU_ASSERT_FALSE(hg_path_is_foreign(file));
    somebody_end();
    CU_ASSERT_FALSE(hg_path_is_foreign(folder_join(&folder, "no-such")));
    folder_release(&folder);
}

CU_TestInfo path_tests[] = {
    {"links_dots_and_slashes_are_resolved", links_dots_and_slashes_are_resolved},
    {"a_path_knows_whether_a_link_led_there", a_path_knows_whether_a_link_led_there},
    {"the_folder_of_a_path_is_its_beginning", the_folder_of_a_path_is_its_beginning},
    {"links_of_others_are_not_followed_where_everybody_may_make_them",
     links_of_others_are_not_followed_where_everybody_may_make_them},
    {"files_of_others_are_foreign_where_everybody_may_make_them",
     files_of_others_are_foreign_where_everybody_may_make_them},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* output_faults: what can't be written is found out early, and failures leave the old
 * file. */
#include "headgate/output.h"

#include "folder.h"
#include "somebody.h"
#include "unit.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "headgate/banned.h"

/* Assert that check and open refuse the path with the same sentence: check as wrong
 * usage, open as a failure of the system. */
static void assert_refused(const char *path, const char *shown, const char *reason)
{
    struct hg_buf expected;
    struct hg_output output;
    struct hg_error usage = {0};
    struct hg_error machine = {0};
    hg_buf_init(&expected);
    hg_buf_printf(&expected, "report \"%s\" can't be written: %s", shown, reason);
    CU_ASSERT_EQUAL(hg_output_check(path, &usage), -1);
    CU_ASSERT_EQUAL(usage.kind, HG_ERROR_USAGE);
    UNIT_ASSERT_TEXT(usage.text, expected.data);
    CU_ASSERT_EQUAL(hg_output_open(&output, path, &machine), -1);
    CU_ASSERT_EQUAL(machine.kind, HG_ERROR_SYSTEM);
    UNIT_ASSERT_TEXT(machine.text, expected.data);
    CU_ASSERT_PTR_NULL(output.path);
    hg_output_discard(&output);
    hg_buf_release(&expected);
}

static void paths_that_lead_nowhere_are_refused(void)
{
    struct folder folder;
    char before[FOLDER_PATH_SIZE];
    folder_init(&folder);
    CU_ASSERT_PTR_NOT_NULL_FATAL(getcwd(before, sizeof before));
    CU_ASSERT_EQUAL(chdir(folder.path), 0);
    folder_write(&folder, "file", "");
    CU_ASSERT_EQUAL(symlink("loop", "loop"), 0);
    CU_ASSERT_EQUAL(symlink("gone/r.json", "dangling"), 0);
    CU_ASSERT_EQUAL(symlink(".", "link-to-folder"), 0);
    assert_refused("x/y.json", "x/y.json", "folder \"x\" does not exist");
    assert_refused("/no-such/y.json", "/no-such/y.json",
                   "folder \"/no-such\" does not exist");
    char reason[2 * FOLDER_PATH_SIZE];
    char here[FOLDER_PATH_SIZE];
    CU_ASSERT_PTR_NOT_NULL_FATAL(getcwd(here, sizeof here));
    snprintf(reason, sizeof reason, "folder \"%s/gone\" does not exist", here);
    assert_refused("dangling", "dangling", reason);
    assert_refused(".", ".", "it is a folder");
    assert_refused("/", "/", "it is a folder");
    assert_refused("link-to-folder", "link-to-folder", "it is a folder");
    assert_refused("", "", "it has no file name");
    assert_refused("new/", "new/", "it has no file name");
    char name[257];
    memset(name, 'n', 256);
    name[256] = '\0';
    assert_refused(name, name, "file name too long");
    assert_refused("loop", "loop", "too many levels of symbolic links");
    assert_refused("x\n/y", "x\xEF\xBF\xBD/y", "folder \"x\xEF\xBF\xBD\" does not exist");
    CU_ASSERT_EQUAL(chdir(before), 0);
    CU_ASSERT_EQUAL(folder_count(&folder), 4);
    folder_release(&folder);
}

static void a_file_is_no_folder(void)
{
    struct folder folder;
    struct hg_error err = {0};
    char expected[2 * FOLDER_PATH_SIZE];
    folder_init(&folder);
    folder_write(&folder, "file", "");
    const char *path = folder_join(&folder, "file/r.json");
    snprintf(expected, sizeof expected,
             "report \"%s\" can't be written: no file can be created in folder "
             "\"%s/file\": not a directory",
             path, folder.path);
    CU_ASSERT_EQUAL(hg_output_check(path, &err), -1);
    UNIT_ASSERT_TEXT(err.text, expected);
    folder_release(&folder);
}

static void missing_permissions_are_found_by_the_check(void)
{
    struct folder folder;
    char reason[2 * FOLDER_PATH_SIZE];
    char path[FOLDER_PATH_SIZE];
    folder_init(&folder);
    folder_write(&folder, "old", "old");
    chmod(folder_join(&folder, "old"), 0444);
    chmod(folder.path, 0555);
    somebody_become();
    snprintf(path, sizeof path, "%s", folder_join(&folder, "new"));
    snprintf(reason, sizeof reason,
             "no file can be created in folder \"%s\": permission denied", folder.path);
    assert_refused(path, path, reason);
    snprintf(path, sizeof path, "%s", folder_join(&folder, "old"));
    assert_refused(path, path, "permission denied");
    somebody_end();
    folder_assert(&folder, "old", "old");
    folder_release(&folder);
}

static void sockets_are_refused(void)
{
    struct folder folder;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    folder_init(&folder);
    const char *path = folder_join(&folder, "socket");
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    CU_ASSERT_EQUAL(bind(fd, (const struct sockaddr *)&address, sizeof address), 0);
    assert_refused(path, path, "it is a socket");
    close(fd);
    folder_release(&folder);
}

static void a_closed_standard_output_is_found_by_the_check(void)
{
    struct hg_error err = {0};
    fflush(stdout);
    const int saved = dup(STDOUT_FILENO);
    close(STDOUT_FILENO);
    const int rc = hg_output_check("-", &err);
    dup2(saved, STDOUT_FILENO);
    close(saved);
    CU_ASSERT_EQUAL(rc, -1);
    CU_ASSERT_EQUAL(err.kind, HG_ERROR_USAGE);
    UNIT_ASSERT_TEXT(err.text, "report on standard output can't be written: standard "
                               "output is closed");
}

static void a_full_device_fails_the_commit(void)
{
    struct hg_output output;
    struct hg_error err = {0};
    somebody_become();
    CU_ASSERT_EQUAL(hg_output_check("/dev/full", &err), 0);
    CU_ASSERT_EQUAL(hg_output_open(&output, "/dev/full", &err), 0);
    if (output.path != NULL) {
        hg_sink_text(&output.sink, "lost");
        CU_ASSERT_EQUAL(hg_output_commit(&output, &err), -1);
    }
    somebody_end();
    CU_ASSERT_EQUAL(err.kind, HG_ERROR_SYSTEM);
    UNIT_ASSERT_TEXT(err.text,
                     "report \"/dev/full\" can't be written: no space left on device");
    CU_ASSERT_PTR_NULL(output.path);
}

/* Files end at `bytes`, as on a full disk; its signal is ignored. */
static struct rlimit limit_files_to(rlim_t bytes)
{
    struct rlimit saved;
    const struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGXFSZ, &ignore, NULL);
    getrlimit(RLIMIT_FSIZE, &saved);
    const struct rlimit limit = {.rlim_cur = bytes, .rlim_max = saved.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
    return saved;
}

static void a_failed_write_leaves_the_old_file_and_no_temporary_one(void)
{
    struct folder folder;
    struct hg_output output;
    struct hg_error err = {0};
    char expected[2 * FOLDER_PATH_SIZE];
    folder_init(&folder);
    folder_write(&folder, "r.json", "old");
    const char *path = folder_join(&folder, "r.json");
    snprintf(expected, sizeof expected, "report \"%s\" can't be written: file too large",
             path);
    CU_ASSERT_EQUAL_FATAL(hg_output_open(&output, path, &err), 0);
    const struct rlimit saved = limit_files_to(10);
    hg_sink_text(&output.sink, "more than ten bytes");
    const int rc = hg_output_commit(&output, &err);
    setrlimit(RLIMIT_FSIZE, &saved);
    CU_ASSERT_EQUAL(rc, -1);
    CU_ASSERT_EQUAL(err.kind, HG_ERROR_SYSTEM);
    UNIT_ASSERT_TEXT(err.text, expected);
    folder_assert(&folder, "r.json", "old");
    CU_ASSERT_EQUAL(folder_count(&folder), 1);
    folder_release(&folder);
}

static void a_failed_rename_leaves_no_temporary_file(void)
{
    struct folder folder;
    struct hg_output output;
    struct hg_error err = {0};
    folder_init(&folder);
    const char *path = folder_join(&folder, "r.json");
    CU_ASSERT_EQUAL_FATAL(hg_output_open(&output, path, &err), 0);
    CU_ASSERT_EQUAL(mkdir(path, 0700), 0);
    CU_ASSERT_EQUAL(hg_output_commit(&output, &err), -1);
    CU_ASSERT_EQUAL(err.kind, HG_ERROR_SYSTEM);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "r.json\" can't be written: is a directory"));
    CU_ASSERT_EQUAL(folder_count(&folder), 1);
    folder_release(&folder);
}

CU_TestInfo output_fault_tests[] = {
    {"paths_that_lead_nowhere_are_refused", paths_that_lead_nowhere_are_refused},
    {"a_file_is_no_folder", a_file_is_no_folder},
    {"missing_permissions_are_found_by_the_check",
     missing_permissions_are_found_by_the_check},
    {"sockets_are_refused", sockets_are_refused},
    {"a_closed_standard_output_is_found_by_the_check",
     a_closed_standard_output_is_found_by_the_check},
    {"a_full_device_fails_the_commit", a_full_device_fails_the_commit},
    {"a_failed_write_leaves_the_old_file_and_no_temporary_one",
     a_failed_write_leaves_the_old_file_and_no_temporary_one},
    {"a_failed_rename_leaves_no_temporary_file",
     a_failed_rename_leaves_no_temporary_file},
    CU_TEST_INFO_NULL,
};

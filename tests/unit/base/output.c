/* SPDX-License-Identifier: MIT */
/* output: files that appear whole, links, devices and standard output. */
#include "headgate/output.h"

#include "folder.h"
#include "somebody.h"
#include "unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "headgate/banned.h"

/* Write the text as a report would be written. */
static void write_report(const char *path, const char *text)
{
    struct hg_output output;
    struct hg_error err = {0};
    CU_ASSERT_EQUAL(hg_output_check(path, &err), 0);
    if (hg_output_open(&output, path, &err) == 0) {
        hg_sink_text(&output.sink, text);
        CU_ASSERT_EQUAL(hg_output_commit(&output, &err), 0);
    }
    UNIT_ASSERT_TEXT(err.text, "");
}

static void a_file_appears_only_when_committed(void)
{
    struct folder folder;
    struct hg_output output;
    struct hg_error err = {0};
    folder_init(&folder);
    CU_ASSERT_EQUAL(hg_output_open(&output, folder_join(&folder, "r.json"), &err), 0);
    hg_sink_text(&output.sink, "{}\n");
    hg_sink_flush(&output.sink);
    folder_assert(&folder, "r.json", NULL);
    CU_ASSERT_EQUAL(folder_count(&folder), 1);
    CU_ASSERT_EQUAL(hg_output_commit(&output, &err), 0);
    folder_assert(&folder, "r.json", "{}\n");
    CU_ASSERT_EQUAL(folder_count(&folder), 1);
    folder_release(&folder);
}

/* More than what stays in the system's cache. */
enum { LARGE_LINES = 1200000 };

static void a_large_file_is_whole(void)
{
    struct folder folder;
    struct hg_output output;
    struct hg_error err = {0};
    char line[65];
    size_t number = 0;
    bool is_whole = true;
    folder_init(&folder);
    CU_ASSERT_EQUAL(hg_output_open(&output, folder_join(&folder, "r.json"), &err), 0);
    for (size_t i = 0; i < LARGE_LINES; i++)
        hg_sink_printf(&output.sink, "%063zu\n", i);
    CU_ASSERT_EQUAL(hg_output_commit(&output, &err), 0);
    FILE *file = fopen(folder_join(&folder, "r.json"), "r");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    for (; fgets(line, sizeof line, file) != NULL; number++)
        is_whole = is_whole && strtoul(line, NULL, 10) == number;
    fclose(file);
    CU_ASSERT_TRUE(is_whole);
    CU_ASSERT_EQUAL(number, LARGE_LINES);
    folder_release(&folder);
}

static void temporary_files_are_hidden_and_bear_the_name(void)
{
    struct folder folder;
    struct hg_output output;
    struct hg_error err = {0};
    folder_init(&folder);
    CU_ASSERT_EQUAL(hg_output_open(&output, folder_join(&folder, "r.json"), &err), 0);
    CU_ASSERT_PTR_NOT_NULL_FATAL(output.temporary);
    const char *name = strrchr(output.temporary, '/') + 1;
    CU_ASSERT_EQUAL(strncmp(name, ".r.json.headgate-", 17), 0);
    hg_output_discard(&output);
    folder_release(&folder);
}

static void discarding_leaves_the_old_file_and_nothing_else(void)
{
    struct folder folder;
    struct hg_output output;
    struct hg_error err = {0};
    folder_init(&folder);
    folder_write(&folder, "r.json", "old");
    CU_ASSERT_EQUAL(hg_output_open(&output, folder_join(&folder, "r.json"), &err), 0);
    hg_sink_text(&output.sink, "new");
    hg_sink_flush(&output.sink);
    hg_output_discard(&output);
    hg_output_discard(&output);
    hg_output_discard(NULL);
    folder_assert(&folder, "r.json", "old");
    CU_ASSERT_EQUAL(folder_count(&folder), 1);
    folder_release(&folder);
}

static void new_files_are_for_their_owner_to_write_and_obey_the_umask(void)
{
    struct folder folder;
    folder_init(&folder);
    const mode_t saved = umask(0);
    write_report(folder_join(&folder, "open"), "x");
    umask(022);
    write_report(folder_join(&folder, "usual"), "x");
    umask(077);
    write_report(folder_join(&folder, "private"), "x");
    umask(saved);
    CU_ASSERT_EQUAL(folder_mode(&folder, "open"), 0644);
    CU_ASSERT_EQUAL(folder_mode(&folder, "usual"), 0644);
    CU_ASSERT_EQUAL(folder_mode(&folder, "private"), 0600);
    folder_release(&folder);
}

static void a_replaced_file_keeps_its_permissions(void)
{
    struct folder folder;
    folder_init(&folder);
    const mode_t modes[] = {0600, 0664, 0640, 0666};
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        folder_write(&folder, "r.json", "old");
        chmod(folder_join(&folder, "r.json"), modes[i]);
        write_report(folder_join(&folder, "r.json"), "new");
        folder_assert(&folder, "r.json", "new");
        CU_ASSERT_EQUAL(folder_mode(&folder, "r.json"), modes[i]);
    }
    folder_release(&folder);
}

static void checking_leaves_no_trace(void)
{
    struct folder folder;
    struct hg_error err = {0};
    folder_init(&folder);
    CU_ASSERT_EQUAL(hg_output_check(folder_join(&folder, "new"), &err), 0);
    CU_ASSERT_EQUAL(folder_count(&folder), 0);
    folder_write(&folder, "old", "old");
    CU_ASSERT_EQUAL(hg_output_check(folder_join(&folder, "old"), &err), 0);
    folder_assert(&folder, "old", "old");
    CU_ASSERT_EQUAL(folder_count(&folder), 1);
    folder_release(&folder);
}

static void is_link(struct folder *folder, const char *name)
{
    struct stat status;
    CU_ASSERT_EQUAL(lstat(folder_join(folder, name), &status), 0);
    CU_ASSERT_TRUE(S_ISLNK(status.st_mode));
}

static void links_are_followed_to_the_file_they_name(void)
{
    struct folder folder;
    folder_init(&folder);
    char sub[FOLDER_PATH_SIZE];
    snprintf(sub, sizeof sub, "%s", folder_join(&folder, "sub"));
    CU_ASSERT_EQUAL(mkdir(sub, 0700), 0);
    folder_write(&folder, "sub/real.json", "old");
    CU_ASSERT_EQUAL(symlink("sub/real.json", folder_join(&folder, "one")), 0);
    CU_ASSERT_EQUAL(symlink("one", folder_join(&folder, "two")), 0);
    write_report(folder_join(&folder, "two"), "new");
    is_link(&folder, "one");
    is_link(&folder, "two");
    folder_assert(&folder, "sub/real.json", "new");
    folder_release(&folder);
}

static void the_target_of_a_dangling_link_is_made(void)
{
    struct folder folder;
    folder_init(&folder);
    char target[FOLDER_PATH_SIZE];
    CU_ASSERT_EQUAL(symlink("later.json", folder_join(&folder, "relative")), 0);
    snprintf(target, sizeof target, "%s", folder_join(&folder, "absolute.json"));
    CU_ASSERT_EQUAL(symlink(target, folder_join(&folder, "absolute")), 0);
    write_report(folder_join(&folder, "relative"), "one");
    write_report(folder_join(&folder, "absolute"), "two");
    is_link(&folder, "relative");
    is_link(&folder, "absolute");
    folder_assert(&folder, "later.json", "one");
    folder_assert(&folder, "absolute.json", "two");
    folder_release(&folder);
}

static void names_in_the_current_folder_and_long_names_work(void)
{
    struct folder folder;
    char name[256];
    char before[FOLDER_PATH_SIZE];
    memset(name, 'n', 255);
    name[255] = '\0';
    folder_init(&folder);
    CU_ASSERT_PTR_NOT_NULL_FATAL(getcwd(before, sizeof before));
    CU_ASSERT_EQUAL(chdir(folder.path), 0);
    write_report("plain.json", "1");
    write_report("./dotted.json", "2");
    write_report(name, "3");
    CU_ASSERT_EQUAL(chdir(before), 0);
    folder_assert(&folder, "plain.json", "1");
    folder_assert(&folder, "dotted.json", "2");
    folder_assert(&folder, name, "3");
    CU_ASSERT_EQUAL(folder_count(&folder), 3);
    folder_release(&folder);
}

static void devices_are_written_and_stay_devices(void)
{
    struct stat status;
    struct hg_output output;
    struct hg_error err = {0};
    somebody_become();
    CU_ASSERT_EQUAL(hg_output_check("/dev/null", &err), 0);
    CU_ASSERT_EQUAL(hg_output_open(&output, "/dev/null", &err), 0);
    CU_ASSERT_PTR_NULL(output.temporary);
    CU_ASSERT_PTR_NULL(output.real_path);
    if (output.path != NULL) {
        hg_sink_text(&output.sink, "gone");
        CU_ASSERT_EQUAL(hg_output_commit(&output, &err), 0);
    }
    somebody_end();
    CU_ASSERT_EQUAL(stat("/dev/null", &status), 0);
    CU_ASSERT_TRUE(S_ISCHR(status.st_mode));
}

static void a_fifo_is_checked_without_waiting_and_written(void)
{
    struct folder folder;
    struct stat status;
    char text[16] = "";
    folder_init(&folder);
    const char *path = folder_join(&folder, "fifo");
    struct hg_error err = {0};
    CU_ASSERT_EQUAL_FATAL(mkfifo(path, 0600), 0);
    CU_ASSERT_EQUAL(hg_output_check(path, &err), 0);
    const int reader = open(path, O_RDONLY | O_NONBLOCK);
    write_report(path, "through");
    CU_ASSERT_EQUAL(read(reader, text, sizeof text - 1), 7);
    UNIT_ASSERT_TEXT(text, "through");
    close(reader);
    CU_ASSERT_EQUAL(stat(path, &status), 0);
    CU_ASSERT_TRUE(S_ISFIFO(status.st_mode));
    CU_ASSERT_EQUAL(folder_count(&folder), 1);
    folder_release(&folder);
}

/* Write a report while the standard stream is the file `name`, which holds "before,". */
static void write_with_stream_at(int stream, struct folder *folder, const char *name,
                                 const char *path)
{
    fflush(NULL);
    const int saved = dup(stream);
    const int file = open(folder_join(folder, name), O_WRONLY | O_APPEND | O_CREAT, 0600);
    dup2(file, stream);
    close(file);
    CU_ASSERT_EQUAL(write(stream, "before,", 7), 7);
    write_report(path, "report,");
    CU_ASSERT_EQUAL(write(stream, "after", 5), 5);
    dup2(saved, stream);
    close(saved);
}

static void a_dash_is_standard_output_and_leaves_it_open(void)
{
    struct folder folder;
    folder_init(&folder);
    write_with_stream_at(STDOUT_FILENO, &folder, "out", "-");
    folder_assert(&folder, "out", "before,report,after");
    folder_release(&folder);
}

static void the_file_of_a_standard_stream_is_not_renamed_over(void)
{
    struct folder folder;
    char path[FOLDER_PATH_SIZE];
    somebody_become();
    folder_init(&folder);
    write_with_stream_at(STDOUT_FILENO, &folder, "device", "/dev/stdout");
    folder_assert(&folder, "device", "before,report,after");
    snprintf(path, sizeof path, "%s", folder_join(&folder, "name"));
    write_with_stream_at(STDOUT_FILENO, &folder, "name", path);
    folder_assert(&folder, "name", "before,report,after");
    write_with_stream_at(STDERR_FILENO, &folder, "errors", "/dev/stderr");
    folder_assert(&folder, "errors", "before,report,after");
    folder_release(&folder);
    somebody_end();
}

static void assert_real_path(const char *path, const char *expected)
{
    char *real_path = hg_output_real_path(path);
    if (expected == NULL)
        CU_ASSERT_PTR_NULL(real_path);
    if (expected != NULL && real_path != NULL)
        UNIT_ASSERT_TEXT(real_path, expected);
    free(real_path);
}

static void a_real_path_is_the_same_under_all_names(void)
{
    struct folder folder;
    char real[FOLDER_PATH_SIZE];
    folder_init(&folder);
    char *parent = realpath(folder.path, NULL);
    snprintf(real, sizeof real, "%s/r.json", parent);
    CU_ASSERT_EQUAL(symlink("r.json", folder_join(&folder, "link")), 0);
    assert_real_path(folder_join(&folder, "r.json"), real);
    assert_real_path(folder_join(&folder, "./r.json"), real);
    assert_real_path(folder_join(&folder, "link"), real);
    assert_real_path("-", "-");
    assert_real_path("/dev/stdout", "-");
    assert_real_path("/dev/full", NULL);
    assert_real_path("/no-such/folder", NULL);
    free(parent);
    folder_release(&folder);
}

CU_TestInfo output_tests[] = {
    {"a large file is whole", a_large_file_is_whole},
    {"a_file_appears_only_when_committed", a_file_appears_only_when_committed},
    {"temporary_files_are_hidden_and_bear_the_name",
     temporary_files_are_hidden_and_bear_the_name},
    {"discarding_leaves_the_old_file_and_nothing_else",
     discarding_leaves_the_old_file_and_nothing_else},
    {"new_files_are_for_their_owner_to_write_and_obey_the_umask",
     new_files_are_for_their_owner_to_write_and_obey_the_umask},
    {"a_replaced_file_keeps_its_permissions", a_replaced_file_keeps_its_permissions},
    {"checking_leaves_no_trace", checking_leaves_no_trace},
    {"links_are_followed_to_the_file_they_name",
     links_are_followed_to_the_file_they_name},
    {"the_target_of_a_dangling_link_is_made", the_target_of_a_dangling_link_is_made},
    {"names_in_the_current_folder_and_long_names_work",
     names_in_the_current_folder_and_long_names_work},
    {"devices_are_written_and_stay_devices", devices_are_written_and_stay_devices},
    {"a_fifo_is_checked_without_waiting_and_written",
     a_fifo_is_checked_without_waiting_and_written},
    {"a_dash_is_standard_output_and_leaves_it_open",
     a_dash_is_standard_output_and_leaves_it_open},
    {"the_file_of_a_standard_stream_is_not_renamed_over",
     the_file_of_a_standard_stream_is_not_renamed_over},
    {"a_place_is_the_same_under_all_names", a_real_path_is_the_same_under_all_names},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* input: files, standard input, and paths that are refused. */
#include "headgate/input.h"

#include "folder.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "headgate/banned.h"

static void a_file_is_appended(void)
{
    struct folder folder;
    struct hg_buf buf;
    struct hg_error err = {0};
    folder_init(&folder);
    hg_buf_init(&buf);
    hg_buf_add_text(&buf, "before ");
    folder_write(&folder, "list.txt", "https://example.com\n");
    CU_ASSERT_EQUAL(hg_input_read(folder_join(&folder, "list.txt"), 100, &buf, &err), 0);
    UNIT_ASSERT_TEXT(buf.data, "before https://example.com\n");
    CU_ASSERT_EQUAL(err.kind, HG_ERROR_NONE);
    hg_buf_release(&buf);
    folder_release(&folder);
}

static void a_large_file_is_read_whole(void)
{
    struct folder folder;
    struct hg_buf buf;
    struct hg_error err = {0};
    folder_init(&folder);
    hg_buf_init(&buf);
    FILE *file = fopen(folder_join(&folder, "large"), "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    for (int i = 0; i < 50000; i++)
        fprintf(file, "line %d\n", i);
    fclose(file);
    CU_ASSERT_EQUAL(hg_input_read(folder_join(&folder, "large"), 1000000, &buf, &err), 0);
    CU_ASSERT_EQUAL(buf.len, 538890);
    UNIT_ASSERT_TEXT(buf.data + buf.len - 11, "line 49999\n");
    hg_buf_release(&buf);
    folder_release(&folder);
}

static void a_file_of_exactly_the_limit_is_read(void)
{
    struct folder folder;
    struct hg_buf buf;
    struct hg_error err = {0};
    folder_init(&folder);
    hg_buf_init(&buf);
    folder_write(&folder, "list.txt", "12345");
    CU_ASSERT_EQUAL(hg_input_read(folder_join(&folder, "list.txt"), 5, &buf, &err), 0);
    UNIT_ASSERT_TEXT(buf.data, "12345");
    hg_buf_release(&buf);
    folder_release(&folder);
}

/* Assert that reading is refused as invalid usage, for this reason. */
static void assert_refused(const char *path, size_t max_bytes, const char *reason)
{
    struct hg_buf buf, expected;
    struct hg_error err = {0};
    hg_buf_init(&buf);
    hg_buf_init(&expected);
    hg_buf_printf(&expected, "file \"%s\" can't be read: %s", path, reason);
    CU_ASSERT_EQUAL(hg_input_read(path, max_bytes, &buf, &err), -1);
    CU_ASSERT_EQUAL(err.kind, HG_ERROR_USAGE);
    UNIT_ASSERT_TEXT(err.text, expected.data);
    hg_buf_release(&expected);
    hg_buf_release(&buf);
}

static void what_is_no_readable_file_is_refused_by_name(void)
{
    struct folder folder;
    folder_init(&folder);
    folder_write(&folder, "list.txt", "123456");
    assert_refused(folder_join(&folder, "list.txt"), 5, "it has more than 5 bytes");
    assert_refused(folder_join(&folder, "none"), 5, "no such file or directory");
    assert_refused(folder_join(&folder, "list.txt/x"), 5, "not a directory");
    assert_refused(folder.path, 5, "it is a folder");
    assert_refused("/dev/zero", 200000, "it has more than 200000 bytes");
    assert_refused("", 5, "no such file or directory");
    folder_release(&folder);
}

static void a_huge_sparse_file_is_refused_by_its_size(void)
{
    struct folder folder;
    struct hg_buf buf;
    folder_init(&folder);
    folder_write(&folder, "sparse", "");
    CU_ASSERT_EQUAL(truncate(folder_join(&folder, "sparse"), (off_t)1 << 32), 0);
    assert_refused(folder_join(&folder, "sparse"), (size_t)64 << 20,
                   "it has more than 67108864 bytes");
    hg_buf_init(&buf);
    CU_ASSERT_EQUAL(hg_input_read(folder_join(&folder, "sparse"), 100000, &buf, NULL),
                    -1);
    CU_ASSERT_EQUAL(buf.len, 0);
    hg_buf_release(&buf);
    folder_release(&folder);
}

static void unclean_paths_are_cleaned_in_messages(void)
{
    struct hg_buf buf;
    struct hg_error err = {0};
    hg_buf_init(&buf);
    CU_ASSERT_EQUAL(hg_input_read("no\nsuch\x1b[31m", 5, &buf, &err), -1);
    UNIT_ASSERT_TEXT(err.text,
                     "file \"no\xEF\xBF\xBDsuch\xEF\xBF\xBD[31m\" can't be read: "
                     "no such file or directory");
    hg_buf_release(&buf);
}

/* Read "-" while standard input is a pipe that holds `text`. */
static int read_standard_input(const char *text, size_t max_bytes, struct hg_buf *buf,
                               struct hg_error *err)
{
    int ends[2];
    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    const int saved = dup(STDIN_FILENO);
    CU_ASSERT_EQUAL(write(ends[1], text, strlen(text)), (ssize_t)strlen(text));
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    const int rc = hg_input_read("-", max_bytes, buf, err);
    if (saved >= 0) {
        dup2(saved, STDIN_FILENO);
        close(saved);
    }
    return rc;
}

static void a_dash_is_standard_input(void)
{
    struct hg_buf buf;
    struct hg_error err = {0};
    hg_buf_init(&buf);
    CU_ASSERT_EQUAL(read_standard_input("a\nb\n", 10, &buf, &err), 0);
    UNIT_ASSERT_TEXT(buf.data, "a\nb\n");
    CU_ASSERT_EQUAL(read_standard_input("abcdef", 3, &buf, &err), -1);
    CU_ASSERT_EQUAL(err.kind, HG_ERROR_USAGE);
    UNIT_ASSERT_TEXT(err.text, "standard input can't be read: it has more than 3 bytes");
    hg_buf_release(&buf);
}

static void a_closed_standard_input_is_refused(void)
{
    struct hg_buf buf;
    struct hg_error err = {0};
    const int saved = dup(STDIN_FILENO);
    hg_buf_init(&buf);
    close(STDIN_FILENO);
    CU_ASSERT_EQUAL(hg_input_read("-", 10, &buf, &err), -1);
    UNIT_ASSERT_TEXT(err.text, "standard input can't be read: bad file descriptor");
    if (saved >= 0) {
        dup2(saved, STDIN_FILENO);
        close(saved);
    }
    hg_buf_release(&buf);
}

CU_TestInfo input_tests[] = {
    {"a_file_is_appended", a_file_is_appended},
    {"a_large_file_is_read_whole", a_large_file_is_read_whole},
    {"a_file_of_exactly_the_limit_is_read", a_file_of_exactly_the_limit_is_read},
    {"what_is_no_readable_file_is_refused_by_name",
     what_is_no_readable_file_is_refused_by_name},
    {"a_huge_sparse_file_is_refused_by_its_size",
     a_huge_sparse_file_is_refused_by_its_size},
    {"unclean_paths_are_cleaned_in_messages", unclean_paths_are_cleaned_in_messages},
    {"a_dash_is_standard_input", a_dash_is_standard_input},
    {"a_closed_standard_input_is_refused", a_closed_standard_input_is_refused},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* memory: sizes of zero, zeroed memory, and the one end of the program. */
#include "headgate/memory.h"

#include "unit.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "headgate/banned.h"

static void new_memory_is_zeroed_and_never_null(void)
{
    unsigned char *memory = hg_memory_new(100, 3);
    for (size_t i = 0; i < 300; i++)
        CU_ASSERT_EQUAL(memory[i], 0);
    free(memory);
    void *nothing = hg_memory_new(0, 8);
    CU_ASSERT_PTR_NOT_NULL(nothing);
    free(nothing);
}

static void resized_memory_keeps_what_it_held(void)
{
    char *memory = hg_memory_resize(NULL, 4, 1);
    memcpy(memory, "abc", 4);
    memory = hg_memory_resize(memory, 10000, 4);
    UNIT_ASSERT_TEXT(memory, "abc");
    memory = hg_memory_resize(memory, 0, 4);
    CU_ASSERT_PTR_NOT_NULL(memory);
    free(memory);
}

/* Beyond its room the sanitizer objects. */
static void an_array_grows_item_by_item(void)
{
    int *items = NULL;
    size_t count = 0;
    for (int round = 0; round < 3; round++) {
        while (count < 1000) {
            items = hg_memory_grow(items, count, sizeof *items);
            items[count] = (int)count;
            count++;
        }
        for (size_t i = 0; i < count; i++)
            CU_ASSERT_EQUAL(items[i], (int)i);
        count = round == 0 ? 0 : 100;
    }
    free(items);
}

static void growing_asks_for_memory_at_powers_of_two(void)
{
    char *items = hg_memory_grow(NULL, 0, 1);
    char *same = items;
    for (size_t count = 1; count < 8; count++)
        same = hg_memory_grow(same, count, SIZE_MAX); /* would end the program */
    CU_ASSERT_PTR_EQUAL(same, items);
    free(items);
}

static void a_copied_text_is_its_own(void)
{
    char text[] = "text";
    char *copy = hg_memory_copy_text(text);
    text[0] = 'n';
    UNIT_ASSERT_TEXT(copy, "text");
    free(copy);
    CU_ASSERT_PTR_NULL(hg_memory_copy_text(NULL));
}

static void ask_for_too_many(void)
{
    free(hg_memory_new(SIZE_MAX / 2, 4));
}

static void resize_to_too_many(void)
{
    free(hg_memory_resize(NULL, SIZE_MAX / 4, 8));
}

static void report_exhaustion(void)
{
    hg_memory_exhausted();
}

/* Run in a child and assert that it says so and ends with status 3. */
static void assert_exhausts(void (*act)(void))
{
    int ends[2];
    char said[256];
    int status = 0;
    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        act();
        _exit(0);
    }
    close(ends[1]);
    const ssize_t len = read(ends[0], said, sizeof said - 1);
    close(ends[0]);
    said[len < 0 ? 0 : len] = '\0';
    CU_ASSERT_EQUAL(waitpid(child, &status, 0), child);
    UNIT_ASSERT_TEXT(said, "headgate: error: out of memory\n");
    CU_ASSERT_TRUE(WIFEXITED(status));
    CU_ASSERT_EQUAL(WEXITSTATUS(status), 3);
}

static void exhaustion_is_reported_and_ends_with_status_3(void)
{
    assert_exhausts(report_exhaustion);
    assert_exhausts(ask_for_too_many);
    assert_exhausts(resize_to_too_many);
}

static char leftover[] = "/tmp/headgate-unit-memory-XXXXXX";

static void exhaust_with_a_file(void)
{
    hg_memory_remove_when_exhausted("/no-such");
    hg_memory_remove_when_exhausted(leftover);
    hg_memory_exhausted();
}

static void exhaust_with_a_file_that_is_done(void)
{
    hg_memory_remove_when_exhausted(leftover);
    hg_memory_remove_when_exhausted(NULL);
    hg_memory_exhausted();
}

static void exhaustion_takes_the_temporary_file_with_it(void)
{
    const int fd = mkstemp(leftover);
    CU_ASSERT_FATAL(fd >= 0);
    close(fd);
    assert_exhausts(exhaust_with_a_file_that_is_done);
    CU_ASSERT_EQUAL(access(leftover, F_OK), 0);
    assert_exhausts(exhaust_with_a_file);
    CU_ASSERT_NOT_EQUAL(access(leftover, F_OK), 0);
}

CU_TestInfo memory_tests[] = {
    {"new_memory_is_zeroed_and_never_null", new_memory_is_zeroed_and_never_null},
    {"resized_memory_keeps_what_it_held", resized_memory_keeps_what_it_held},
    {"an_array_grows_item_by_item", an_array_grows_item_by_item},
    {"growing_asks_for_memory_at_powers_of_two",
     growing_asks_for_memory_at_powers_of_two},
    {"a_copied_text_is_its_own", a_copied_text_is_its_own},
    {"exhaustion_is_reported_and_ends_with_status_3",
     exhaustion_is_reported_and_ends_with_status_3},
    {"exhaustion_takes_the_temporary_file_with_it",
     exhaustion_takes_the_temporary_file_with_it},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* shortage: what this machine runs out of is seen. */
#include "probe/shortage.h"

#include "unit.h"

#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "headgate/banned.h"

static void without_a_shortage_there_is_none(void)
{
    CU_ASSERT_PTR_NULL(hg_shortage_find(hg_shortage_count(), false));
    CU_ASSERT_PTR_NULL(hg_shortage_find(hg_shortage_count(), true));
}

static void an_allocation_that_failed_since_is_one(void)
{
    UNIT_ASSERT_TEXT(hg_shortage_find(hg_shortage_count() - 1, false),
                     "this machine is out of memory");
}

static void open_files_that_are_used_up_are_one(void)
{
    struct rlimit saved;
    CU_ASSERT_EQUAL(getrlimit(RLIMIT_NOFILE, &saved), 0);
    const struct rlimit none = {.rlim_cur = 3, .rlim_max = saved.rlim_max};
    CU_ASSERT_EQUAL(setrlimit(RLIMIT_NOFILE, &none), 0);
    const char *found = hg_shortage_find(hg_shortage_count(), false);
    CU_ASSERT_EQUAL(setrlimit(RLIMIT_NOFILE, &saved), 0);
    UNIT_ASSERT_TEXT(found, "too many open files");
}

CU_TestInfo shortage_tests[] = {
    {"without_a_shortage_there_is_none", without_a_shortage_there_is_none},
    {"an_allocation_that_failed_since_is_one", an_allocation_that_failed_since_is_one},
    {"open_files_that_are_used_up_are_one", open_files_that_are_used_up_are_one},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* descriptors: tests of workers against the limit on open files, in a child that lowers its own. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "headgate/prober.h"

#include "headgate/descriptors.h"

/* What the function allows when soft and hard limit are these. */
static int allowed_with(rlim_t soft, rlim_t hard, size_t wanted)
{
    int status = 0;
    const pid_t child = fork();
    if (child == 0) {
        const struct rlimit limit = {.rlim_cur = soft, .rlim_max = hard};
        if (setrlimit(RLIMIT_NOFILE, &limit) != 0)
            _exit(255);
        _exit((int)hg_descriptors_reserve(wanted));
    }
    waitpid(child, &status, 0);
    return WEXITSTATUS(status);
}

static void enough_is_enough(void)
{
    CU_ASSERT_EQUAL(allowed_with(1024, 1024, 16), 16);
}

static void the_soft_limit_is_raised(void)
{
    CU_ASSERT_EQUAL(allowed_with(64, 1024, 100), 100);
}

static void a_low_hard_limit_means_fewer_workers(void)
{
    const int allowed = allowed_with(64, 64, 100);
    CU_ASSERT_TRUE(allowed >= 1 && allowed < 16);
}

static void one_worker_is_always_tried(void)
{
    CU_ASSERT_EQUAL(allowed_with(10, 10, 50), 1);
}

static void none_are_left_below_what_a_look_up_needs(void)
{
    int status = 0;
    const pid_t child = fork();
    if (child == 0) {
        const int next = dup(STDERR_FILENO);
        const struct rlimit few = {.rlim_cur = (rlim_t)next + 2, .rlim_max = 1024};
        const bool were_left = hg_descriptors_are_left();
        const bool is_set = setrlimit(RLIMIT_NOFILE, &few) == 0;
        _exit(is_set && were_left && !hg_descriptors_are_left() ? 0 : 1);
    }
    waitpid(child, &status, 0);
    CU_ASSERT_EQUAL(WEXITSTATUS(status), 0);
}

/* Entries of the kernel's table of this process's open files; 0: not known. */
static unsigned table_size(void)
{
    char line[128];
    unsigned size = 0;
    FILE *file = fopen("/proc/self/status", "r");
    while (file != NULL && size == 0 && fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, "FDSize:", 7) == 0)
            size = (unsigned)strtoul(line + 7, NULL, 10);
    }
    if (file != NULL)
        fclose(file);
    return size;
}

static void room_is_made_for_what_workers_open(void)
{
    int status = 0;
    const pid_t child = fork();
    if (child == 0) {
        const struct rlimit limit = {.rlim_cur = 256, .rlim_max = 4096};
        if (setrlimit(RLIMIT_NOFILE, &limit) != 0 || table_size() > 512)
            _exit(1);
        hg_descriptors_preallocate(300);
        _exit(table_size() >= 900 ? 0 : 2);
    }
    waitpid(child, &status, 0);
    CU_ASSERT_EQUAL(WEXITSTATUS(status), 0);
}

CU_TestInfo descriptors_tests[] = {
    {"none are left below what a look-up needs",
     none_are_left_below_what_a_look_up_needs},
    {"enough is enough", enough_is_enough},
    {"the soft limit is raised", the_soft_limit_is_raised},
    {"a low hard limit means fewer workers", a_low_hard_limit_means_fewer_workers},
    {"one worker is always tried", one_worker_is_always_tried},
    {"room is made for what workers open", room_is_made_for_what_workers_open},
    CU_TEST_INFO_NULL,
};

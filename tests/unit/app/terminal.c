/* SPDX-License-Identifier: MIT */
/* terminal: tests of who wants colours. */
#include "unit.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/terminal.h"

static void colours_follow_setting_then_environment_then_terminal(void)
{
    const int file = open("/dev/null", O_WRONLY);
    unsetenv("NO_COLOR");
    unsetenv("FORCE_COLOR");
    CU_ASSERT_FALSE(hg_terminal_has_color(file, HG_WHEN_AUTO));
    CU_ASSERT_TRUE(hg_terminal_has_color(file, HG_WHEN_ALWAYS));
    setenv("FORCE_COLOR", "1", 1);
    CU_ASSERT_TRUE(hg_terminal_has_color(file, HG_WHEN_AUTO));
    CU_ASSERT_FALSE(hg_terminal_has_color(file, HG_WHEN_NEVER));
    setenv("NO_COLOR", "1", 1);
    CU_ASSERT_FALSE(hg_terminal_has_color(file, HG_WHEN_AUTO));
    CU_ASSERT_TRUE(hg_terminal_has_color(file, HG_WHEN_ALWAYS));
    setenv("NO_COLOR", "", 1);
    CU_ASSERT_TRUE(hg_terminal_has_color(file, HG_WHEN_AUTO));
    unsetenv("NO_COLOR");
    unsetenv("FORCE_COLOR");
    close(file);
}

static void a_file_has_no_progress_and_no_width(void)
{
    const int file = open("/dev/null", O_WRONLY);
    CU_ASSERT_FALSE(hg_terminal_has_progress(file, HG_WHEN_AUTO));
    CU_ASSERT_TRUE(hg_terminal_has_progress(file, HG_WHEN_ALWAYS));
    CU_ASSERT_EQUAL(hg_terminal_columns(file), 0);
    close(file);
}

CU_TestInfo terminal_tests[] = {
    {"colours follow setting, then environment, then terminal",
     colours_follow_setting_then_environment_then_terminal},
    {"a file has no progress and no width", a_file_has_no_progress_and_no_width},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* example: the files in reports/, which tests hold to what is written. */
#include "example.h"

#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "headgate/input.h"

static void write_example(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_EQUAL(fputs(text, file) < 0, 0);
    CU_ASSERT_EQUAL(fclose(file), 0);
}

void check_example(const char *name, const char *actual)
{
    char path[1024];
    struct hg_buf expected;
    struct hg_error err = {0};
    snprintf(path, sizeof(path), "%s/reports/%s", PROJECT_DIR, name);
    if (getenv("HEADGATE_UPDATE_EXAMPLES") != NULL)
        write_example(path, actual);
    hg_buf_init(&expected);
    CU_ASSERT_EQUAL(hg_input_read(path, 1 << 20, &expected, &err), 0);
    UNIT_ASSERT_TEXT(err.text, "");
    UNIT_ASSERT_TEXT(actual, expected.data);
    hg_buf_release(&expected);
}

/* SPDX-License-Identifier: MIT */
/* log: each call is one write with one line. */
#include "headgate/log.h"

#include "unit.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "headgate/banned.h"

/* Standard error goes through a socket that keeps the borders between writes. */
struct capture {
    int ends[2];
    int saved;
    char text[8192];
};

static void begin_capture(struct capture *capture)
{
    CU_ASSERT_EQUAL_FATAL(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, capture->ends), 0);
    capture->saved = dup(STDERR_FILENO);
    dup2(capture->ends[1], STDERR_FILENO);
    close(capture->ends[1]);
}

static void end_capture(struct capture *capture)
{
    dup2(capture->saved, STDERR_FILENO);
    close(capture->saved);
    close(capture->ends[0]);
}

/* What the next single write said. */
static const char *next_write(struct capture *capture)
{
    const ssize_t len =
        recv(capture->ends[0], capture->text, sizeof capture->text - 1, MSG_DONTWAIT);
    capture->text[len < 0 ? 0 : len] = '\0';
    return len < 0 ? NULL : capture->text;
}

static void each_call_is_one_write_of_one_line(void)
{
    struct capture capture;
    begin_capture(&capture);
    hg_log_error("file \"%s\" is gone", "x.yml");
    hg_log_warning("%d workers instead of %d", 8, 16);
    hg_log_note("interrupted");
    hg_log_raw("x.yml:1:2: a problem\nx.yml:3:4: another\n", 40);
    UNIT_ASSERT_TEXT(next_write(&capture), "headgate: error: file \"x.yml\" is gone\n");
    UNIT_ASSERT_TEXT(next_write(&capture),
                     "headgate: warning: 8 workers instead of 16\n");
    UNIT_ASSERT_TEXT(next_write(&capture), "headgate: interrupted\n");
    UNIT_ASSERT_TEXT(next_write(&capture), "x.yml:1:2: a problem\nx.yml:3:4: another\n");
    CU_ASSERT_PTR_NULL(next_write(&capture));
    end_capture(&capture);
}

static void a_long_line_is_cut_between_characters_at_4_kib(void)
{
    struct capture capture;
    char text[6001];
    for (size_t i = 0; i < 6000; i += 3)
        memcpy(text + i, "\xE2\x82\xAC", 3);
    text[6000] = '\0';
    begin_capture(&capture);
    hg_log_error("%s", text);
    const char *line = next_write(&capture);
    end_capture(&capture);
    CU_ASSERT_PTR_NOT_NULL_FATAL(line);
    const size_t prefix = strlen("headgate: error: ");
    const size_t len = strlen(line);
    CU_ASSERT_TRUE(len <= 4096 && len > 4096 - 4);
    CU_ASSERT_EQUAL((len - prefix - 1) % 3, 0);
    CU_ASSERT_EQUAL(line[len - 1], '\n');
    CU_ASSERT_EQUAL(strncmp(line + prefix, text, len - prefix - 1), 0);
}

static void a_closed_standard_error_is_ignored(void)
{
    const int saved = dup(STDERR_FILENO);
    close(STDERR_FILENO);
    hg_log_error("lost");
    hg_log_raw("nor this\n", 9);
    CU_ASSERT_EQUAL(dup2(saved, STDERR_FILENO), STDERR_FILENO);
    close(saved);
}

CU_TestInfo log_tests[] = {
    {"each_call_is_one_write_of_one_line", each_call_is_one_write_of_one_line},
    {"a_long_line_is_cut_between_characters_at_4_kib",
     a_long_line_is_cut_between_characters_at_4_kib},
    {"a_closed_standard_error_is_ignored", a_closed_standard_error_is_ignored},
    CU_TEST_INFO_NULL,
};

/* SPDX-License-Identifier: MIT */
/* Tests of programs that are run: how they end, what they say, and what is left of them. */
#include "notify/process.h"

#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "headgate/clock.h"
#include "headgate/units.h"

#include "headgate/banned.h"

#define LONG_US     (60 * HG_US_PER_S)
#define INPUT_BYTES 1000000 /* many times what a pipe holds */

extern char **environ;

static const struct hg_cancel never;

/* Run it by sh with so much input. */
static struct hg_process_end run(const char *script, size_t input_bytes, int64_t limit_us,
                                 const struct hg_cancel *cancel)
{
    char *arguments[] = {(char[]){"sh"}, (char[]){"-c"}, strdup(script), NULL};
    struct hg_process_end end;
    struct hg_buf input;
    hg_buf_init(&input);
    memset(hg_buf_room(&input, input_bytes), 'x', input_bytes);
    hg_buf_fill(&input, input.data + input_bytes);
    const struct hg_process process = {.arguments = arguments,
                                       .environment = environ,
                                       .input = &input,
                                       .cancel = cancel,
                                       .end_us = hg_clock_monotonic_us() + limit_us};
    hg_process_run(&process, &end);
    hg_buf_release(&input);
    free(arguments[2]);
    return end;
}

/* main() of the program does so, too. */
static void ignore_closed_pipes(void)
{
    const struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGPIPE, &ignore, NULL);
}

static void a_program_ends_in_one_of_these_ways(void)
{
    static const struct {
        const char *script;
        int64_t limit_us;
        size_t input_bytes;
        enum hg_process_fate fate;
        int number;
        const char
            *words; /* that it says first; all of them, unless they are very long */
    } rows[] = {
        {"exit 0", LONG_US, 5, HG_PROCESS_EXITED, 0, ""},
        {"exit 0", LONG_US, 0, HG_PROCESS_EXITED, 0, ""},
        {"exit 255", LONG_US, 5, HG_PROCESS_EXITED, 255, ""},
        {"echo out; echo err >&2; exit 1", LONG_US, 5, HG_PROCESS_EXITED, 1, "err\n"},
        {"echo out; exit 1", LONG_US, 5, HG_PROCESS_EXITED, 1, "out\n"},
        {"kill -9 $$", LONG_US, 5, HG_PROCESS_KILLED, 9, ""},
        /* What it gets is no matter of how much fits into a pipe. */
        {"cat", LONG_US, 5, HG_PROCESS_EXITED, 0, "xxxxx"},
        {"wc -c", LONG_US, INPUT_BYTES, HG_PROCESS_EXITED, 0, "1000000\n"},
        {"exit 0", LONG_US, INPUT_BYTES, HG_PROCESS_EXITED, 0, ""},
        {"exec <&-; head -c 300000 /dev/zero | tr '\\0' y >&2; exit 4", LONG_US,
         INPUT_BYTES, HG_PROCESS_EXITED, 4, "yyyy"},
        {"exec >&- 2>&-; cat >/dev/null; exit 5", LONG_US, INPUT_BYTES, HG_PROCESS_EXITED,
         5, ""},
        /* Without signals that are ignored or blocked here. */
        {"kill -PIPE $$", LONG_US, 5, HG_PROCESS_KILLED, SIGPIPE, ""},
        {"kill -TERM $$", LONG_US, 5, HG_PROCESS_KILLED, SIGTERM, ""},
        {"echo soon; exec sleep 60", HG_US_PER_S / 4, 5, HG_PROCESS_LATE, 0, "soon\n"},
        {"trap '' TERM; cat; while :; do sleep 60; done", HG_US_PER_S / 4, 5,
         HG_PROCESS_LATE, 0, "xxxxx"},
    };
    sigset_t blocked;
    ignore_closed_pipes();
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &blocked, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct hg_process_end end =
            run(rows[i].script, rows[i].input_bytes, rows[i].limit_us, &never);
        const size_t len = strlen(rows[i].words);
        UNIT_ASSERT_ROW(end.fate == rows[i].fate, rows[i].script);
        UNIT_ASSERT_ROW(end.number == rows[i].number, rows[i].script);
        UNIT_ASSERT_ROW(strncmp(end.words, rows[i].words, len) == 0, end.words);
        UNIT_ASSERT_ROW(len == 0 || end.words[len] == '\0' ||
                            strlen(end.words) == HG_PROCESS_WORDS_SIZE - 1,
                        end.words);
    }
    pthread_sigmask(SIG_UNBLOCK, &blocked, NULL);
}

/* Whether the process whose number it said is no more, or nothing but a number that its parent has not read yet. */
static bool is_gone(const char *words)
{
    char path[64];
    char stat[512] = "";
    snprintf(path, sizeof path, "/proc/%ld/stat", strtol(words, NULL, 10));
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT;
    const ssize_t count = read(fd, stat, sizeof stat - 1);
    close(fd);
    const char *name_end = strrchr(stat, ')');
    return count <= 0 || (name_end != NULL && name_end[2] == 'Z');
}

static void what_it_leaves_behind_is_ended(void)
{
    static const char *const scripts[] = {
        "sleep 60 & echo $!",
        "sleep 60 <&- >&- 2>&- & echo $!",
        "(trap '' TERM; sleep 60; :) & echo $!; cat",
    };
    ignore_closed_pipes();
    for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++) {
        const struct hg_process_end end = run(scripts[i], 5, LONG_US, &never);
        UNIT_ASSERT_ROW(end.fate == HG_PROCESS_EXITED && end.number == 0, scripts[i]);
        UNIT_ASSERT_ROW(strtol(end.words, NULL, 10) > 1 && is_gone(end.words), end.words);
    }
    const struct hg_process_end end =
        run("sleep 60 & echo $!; wait", 5, HG_US_PER_S / 4, &never);
    CU_ASSERT_EQUAL(end.fate, HG_PROCESS_LATE);
    CU_ASSERT_TRUE(strtol(end.words, NULL, 10) > 1 && is_gone(end.words));
}

static void a_signal_ends_it(void)
{
    struct hg_cancel cancel = {0};
    atomic_store(&cancel.number, SIGTERM);
    const struct hg_process_end end = run("exec sleep 60", 5, LONG_US, &cancel);
    CU_ASSERT_EQUAL(end.fate, HG_PROCESS_CANCELLED);
}

static void it_inherits_no_descriptors(void)
{
    const int fd = fcntl(STDERR_FILENO, F_DUPFD, 40);
    CU_ASSERT_TRUE_FATAL(fd >= 40);
    const struct hg_process_end end = run("ls /proc/$$/fd", 5, LONG_US, &never);
    close(fd);
    /* The fourth is the folder itself, or of the shell. */
    CU_ASSERT_EQUAL(strncmp(end.words, "0\n1\n2\n", 6), 0);
    UNIT_ASSERT_ROW(strstr(end.words, "40") == NULL, end.words);
}

static void a_program_that_can_not_be_started_says_why(void)
{
    static const struct {
        const char *program;
        int number;
    } rows[] = {
        {"headgate-has-no-such-program", ENOENT}, {"/", EACCES}, {"/etc/passwd", EACCES}};
    const struct hg_buf none = {.data = (char[]){""}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *arguments[] = {strdup(rows[i].program), NULL};
        const struct hg_process process = {.arguments = arguments,
                                           .environment = environ,
                                           .input = &none,
                                           .cancel = &never,
                                           .end_us = INT64_MAX};
        struct hg_process_end end;
        hg_process_run(&process, &end);
        UNIT_ASSERT_ROW(end.fate == HG_PROCESS_NOT_STARTED, rows[i].program);
        UNIT_ASSERT_ROW(end.number == rows[i].number, rows[i].program);
        free(arguments[0]);
    }
}

CU_TestInfo process_tests[] = {
    {"a_program_ends_in_one_of_these_ways", a_program_ends_in_one_of_these_ways},
    {"what_it_leaves_behind_is_ended", what_it_leaves_behind_is_ended},
    {"a_signal_ends_it", a_signal_ends_it},
    {"it_inherits_no_descriptors", it_inherits_no_descriptors},
    {"a_program_that_can_not_be_started_says_why",
     a_program_that_can_not_be_started_says_why},
    CU_TEST_INFO_NULL,
};

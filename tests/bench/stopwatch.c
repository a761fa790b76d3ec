/* SPDX-License-Identifier: MIT */
/* stopwatch: runs a command and writes what it cost to a file.
 *
 *   stopwatch FILE COMMAND [ARGUMENT]...
 *
 * The file gets one line: status, wall, user and system seconds, and the peak memory in kilobytes;
 * the processor's time is that of the command and of all that it waited for, the memory that of the
 * largest of them. It is a program of its own because the peak of a process includes what the
 * process was before exec, and a Python interpreter is larger than most of what is measured. The
 * status is 128 and the signal's number when a signal ended the command. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "headgate/banned.h"

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: stopwatch FILE COMMAND [ARGUMENT]...\n", stderr);
        return 2;
    }
    FILE *file = fopen(argv[1], "w");
    if (file == NULL) {
        perror(argv[1]);
        return 3;
    }
    const double start_s = now_s();
    const pid_t child = fork();
    if (child == 0) {
        execvp(argv[2], argv + 2);
        perror(argv[2]);
        _exit(127);
    }
    int status = 0;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) != child) {
        perror(argv[2]);
        return 3;
    }
    const double wall_s = now_s() - start_s;
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    fprintf(file, "%d %.6f %.6f %.6f %ld\n", code, wall_s, seconds(usage.ru_utime),
            seconds(usage.ru_stime), usage.ru_maxrss);
    return fclose(file) == 0 ? 0 : 3;
}

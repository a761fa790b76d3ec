/* SPDX-License-Identifier: MIT */
/* process: posix_spawn(3), which is safe in a program with threads, and three pipes.
 *
 * DESIGN. What counts is the program that was started: once it has ended, nothing is waited for, also when another process
 * still has its pipes. They are read to the end, so that it never waits for us, and written without blocking, as it may
 * read nothing. POSIX has no wait with a time limit, so its end is looked for every few milliseconds; what it does with its
 * pipes wakes us at once. */
/* For posix_spawn_file_actions_addclosefrom_np(). */
#define _GNU_SOURCE

#include "notify/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "headgate/clock.h"
#include "headgate/units.h"

#include "headgate/banned.h"

#define SLICE_MS 10
#define GRACE_US HG_US_PER_S /* between SIGTERM and SIGKILL */

enum { IN, OUT, ERR, STREAM_COUNT };

/* A program that runs. */
struct child {
    const struct hg_process *process;
    pid_t pid;                           /* of its group, too */
    struct pollfd streams[STREAM_COUNT]; /* our ends; -1: closed */
    size_t written;
    char words[STREAM_COUNT][HG_PROCESS_WORDS_SIZE]; /* of IN: unused */
    size_t word_bytes[STREAM_COUNT];
};

static void close_end(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* Ours is the end that is written to of IN, and the other one of OUT and ERR. 0, or an errno. */
static int open_pipes(int ours[STREAM_COUNT], int theirs[STREAM_COUNT])
{
    for (int i = 0; i < STREAM_COUNT; i++) {
        int ends[2];
        if (pipe(ends) != 0)
            return errno;
        ours[i] = ends[i == IN ? 1 : 0];
        theirs[i] = ends[i == IN ? 0 : 1];
        if (fcntl(ours[i], F_SETFL, O_NONBLOCK) != 0)
            return errno;
    }
    return 0;
}

static int first_failure(const int *failures, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (failures[i] != 0)
            return failures[i];
    }
    return 0;
}

/* What is not standard is closed: descriptors of libraries may be inherited, and so may pipes of other programs that are
 * started at this moment, which would not see the end of their input then. */
static int fill_actions(posix_spawn_file_actions_t *actions,
                        const int theirs[STREAM_COUNT])
{
    const int failures[] = {
        posix_spawn_file_actions_adddup2(actions, theirs[IN], STDIN_FILENO),
        posix_spawn_file_actions_adddup2(actions, theirs[OUT], STDOUT_FILENO),
        posix_spawn_file_actions_adddup2(actions, theirs[ERR], STDERR_FILENO),
        posix_spawn_file_actions_addclosefrom_np(actions, STDERR_FILENO + 1),
    };
    return first_failure(failures, sizeof failures / sizeof failures[0]);
}

/* Signals as programs expect them: main() ignores two, and threads block others. */
static int fill_attributes(posix_spawnattr_t *attributes)
{
    sigset_t none;
    sigset_t usual;
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    sigaddset(&usual, SIGXFSZ);
    const int failures[] = {
        posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETPGROUP |
                                                 POSIX_SPAWN_SETSIGMASK |
                                                 POSIX_SPAWN_SETSIGDEF),
        posix_spawnattr_setpgroup(attributes, 0),
        posix_spawnattr_setsigmask(attributes, &none),
        posix_spawnattr_setsigdefault(attributes, &usual),
    };
    return first_failure(failures, sizeof failures / sizeof failures[0]);
}

static int spawn(struct child *child, const int theirs[STREAM_COUNT])
{
    const struct hg_process *process = child->process;
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int failure = posix_spawn_file_actions_init(&actions);
    if (failure != 0)
        return failure;
    failure = posix_spawnattr_init(&attributes);
    if (failure == 0) {
        failure = fill_actions(&actions, theirs);
        if (failure == 0)
            failure = fill_attributes(&attributes);
        if (failure == 0)
            failure = posix_spawnp(&child->pid, process->arguments[0], &actions,
                                   &attributes, process->arguments, process->environment);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
    return failure;
}

static int start(struct child *child)
{
    int ours[STREAM_COUNT] = {-1, -1, -1};
    int theirs[STREAM_COUNT] = {-1, -1, -1};
    int failure = open_pipes(ours, theirs);
    if (failure == 0)
        failure = spawn(child, theirs);
    for (int i = 0; i < STREAM_COUNT; i++) {
        close_end(&theirs[i]);
        child->streams[i] =
            (struct pollfd){.fd = ours[i], .events = i == IN ? POLLOUT : POLLIN};
    }
    return failure;
}

/* It may end without having read all of it. */
static void write_some(struct child *child)
{
    const struct hg_buf *input = child->process->input;
    const ssize_t count = write(child->streams[IN].fd, input->data + child->written,
                                input->len - child->written);
    if (count > 0)
        child->written += (size_t)count;
    const bool may_go_on = count > 0 || errno == EAGAIN || errno == EINTR;
    if (child->written == input->len || !may_go_on)
        close_end(&child->streams[IN].fd);
}

/* Returns whether there was something. Only the beginning is kept. */
static bool read_some(struct child *child, int stream)
{
    char chunk[4096];
    const ssize_t count = read(child->streams[stream].fd, chunk, sizeof chunk);
    if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR))
        close_end(&child->streams[stream].fd);
    for (ssize_t i = 0;
         i < count && child->word_bytes[stream] < HG_PROCESS_WORDS_SIZE - 1; i++)
        child->words[stream][child->word_bytes[stream]++] = chunk[i];
    return count > 0;
}

static void sleep_slice(void)
{
    const struct timespec slice = {.tv_nsec = SLICE_MS * 1000000L};
    nanosleep(&slice, NULL);
}

static void serve_streams(struct child *child)
{
    if (poll(child->streams, STREAM_COUNT, SLICE_MS) <= 0)
        return;
    if (child->streams[IN].revents != 0)
        write_some(child);
    if (child->streams[OUT].revents != 0)
        read_some(child, OUT);
    if (child->streams[ERR].revents != 0)
        read_some(child, ERR);
}

/* It stays a zombie, so that no other process gets its number. */
static bool has_ended(pid_t pid)
{
    siginfo_t info = {0};
    return waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == pid;
}

/* As process 1 of a container headgate is left with what has lost its parent. */
static bool is_group_empty(pid_t group)
{
    while (waitpid(-group, NULL, WNOHANG) > 0)
        ;
    return kill(-group, 0) != 0;
}

static bool wait_for(bool (*is_over)(pid_t), pid_t pid)
{
    const int64_t end_us = hg_clock_monotonic_us() + GRACE_US;
    while (!is_over(pid)) {
        if (hg_clock_monotonic_us() >= end_us)
            return false;
        sleep_slice();
    }
    return true;
}

static void end_all(pid_t group, bool (*is_over)(pid_t))
{
    if (wait_for(is_over, group))
        return;
    kill(-group, SIGKILL);
    wait_for(is_over, group);
}

/* Returns the status of waitpid(2). A process that not even SIGKILL ends, as it waits for a disk, is left behind. */
static int end_group(pid_t pid)
{
    int status = 0;
    kill(-pid, SIGTERM);
    end_all(pid, has_ended);
    waitpid(pid, &status, WNOHANG);
    end_all(pid, is_group_empty);
    return status;
}

static enum hg_process_fate wait_for_end(struct child *child)
{
    while (!has_ended(child->pid)) {
        if (hg_cancel_exit_status(child->process->cancel) != 0)
            return HG_PROCESS_CANCELLED;
        if (hg_clock_monotonic_us() >= child->process->end_us)
            return HG_PROCESS_LATE;
        serve_streams(child);
    }
    return HG_PROCESS_EXITED;
}

/* What is still in the pipes; a process that was left behind may go on to write. */
static void read_rest(struct child *child)
{
    for (int i = OUT; i <= ERR; i++) {
        while (child->streams[i].fd >= 0 &&
               child->word_bytes[i] < HG_PROCESS_WORDS_SIZE - 1 && read_some(child, i))
            ;
    }
}

static void copy_words(const struct child *child, struct hg_process_end *end)
{
    const int stream = child->word_bytes[ERR] > 0 ? ERR : OUT;
    for (size_t i = 0; i < child->word_bytes[stream]; i++)
        end->words[i] = child->words[stream][i];
}

void hg_process_run(const struct hg_process *process, struct hg_process_end *end)
{
    struct child child = {.process = process};
    *end = (struct hg_process_end){0};
    end->number = start(&child);
    if (end->number == 0) {
        end->fate = wait_for_end(&child);
        const int status = end_group(child.pid);
        read_rest(&child);
        copy_words(&child, end);
        if (end->fate == HG_PROCESS_EXITED && WIFSIGNALED(status))
            end->fate = HG_PROCESS_KILLED;
        end->number =
            end->fate == HG_PROCESS_KILLED ? WTERMSIG(status) : WEXITSTATUS(status);
    }
    for (int i = 0; i < STREAM_COUNT; i++)
        close_end(&child.streams[i].fd);
}

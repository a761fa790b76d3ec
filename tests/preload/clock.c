/* SPDX-License-Identifier: MIT */
/* clock: for LD_PRELOAD: the wall clock is wrong by HEADGATE_TEST_CLOCK_S seconds, for everything in the
 * process. Durations are not touched. */
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

static time_t offset(void)
{
    const char *text = getenv("HEADGATE_TEST_CLOCK_S");
    return text == NULL ? 0 : (time_t)strtoll(text, NULL, 10);
}

/* ISO C knows no conversion from an object's address to a function's; POSIX asks for it. */
static int read_clock(clockid_t id, struct timespec *now)
{
    union {
        void *object;
        int (*function)(clockid_t, struct timespec *);
    } next = {.object = dlsym(RTLD_NEXT, "clock_gettime")};
    return next.function(id, now);
}

int clock_gettime(clockid_t id, struct timespec *now)
{
    const int result = read_clock(id, now);
    if (result == 0 && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE))
        now->tv_sec += offset();
    return result;
}

time_t time(time_t *seconds)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_REALTIME, &now);
    if (seconds != NULL)
        *seconds = now.tv_sec;
    return now.tv_sec;
}

int gettimeofday(struct timeval *restrict at, void *restrict zone)
{
    struct timespec now = {0};
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &now);
    at->tv_sec = now.tv_sec;
    at->tv_usec = now.tv_nsec / 1000;
    return 0;
}

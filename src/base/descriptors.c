/* SPDX-License-Identifier: MIT */
/* descriptors: how many workers the limit on open files allows. */
#include "headgate/descriptors.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "headgate/banned.h"

/* Measured with libcurl 7.88: a wake-up pair, up to four idle connections, one being opened, and
 * two while a name is looked up. */
#define PER_WORKER 9
/* A wake-up pair and a connection. */
#define USUAL_PER_WORKER 3
/* Of the C library: a file, a socket, and one in reserve. */
#define PER_LOOK_UP 3
/* Standard streams, reports, history, libraries' files. */
#define RESERVED 24

bool hg_descriptors_are_left(void)
{
    int opened[PER_LOOK_UP];
    size_t count = 0;
    while (count < PER_LOOK_UP &&
           (opened[count] = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0)) >= 0)
        count++;
    for (size_t i = 0; i < count; i++)
        close(opened[i]);
    return count == PER_LOOK_UP;
}

size_t hg_descriptors_reserve(size_t wanted)
{
    const rlim_t needed = (rlim_t)wanted * PER_WORKER + RESERVED;
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= needed)
        return wanted;
    const rlim_t before = limit.rlim_cur;
    limit.rlim_cur = limit.rlim_max < needed ? limit.rlim_max : needed;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0)
        limit.rlim_cur = before;
    if (limit.rlim_cur >= needed)
        return wanted;
    if (limit.rlim_cur < RESERVED + 2 * PER_WORKER)
        return 1;
    return (size_t)((limit.rlim_cur - RESERVED) / PER_WORKER);
}

void hg_descriptors_preallocate(size_t workers)
{
    const size_t used = hg_descriptors_reserve(workers) * USUAL_PER_WORKER + RESERVED;
    const int last = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, (int)used);
    if (last >= 0)
        close(last);
}

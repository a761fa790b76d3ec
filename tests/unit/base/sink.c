/* SPDX-License-Identifier: MIT */
/* sink: buffering, failures that stick, pipes that are full. */
#include "headgate/output.h"

#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "headgate/banned.h"

#define FLUSH_BYTES ((size_t)64 * 1024)

static void without_a_file_bytes_stay_in_the_buffer(void)
{
    struct hg_sink sink;
    hg_sink_init(&sink, -1);
    hg_sink_text(&sink, "text ");
    hg_sink_printf(&sink, "%d%%", 5);
    hg_sink_write(&sink, " bytes", 3);
    hg_sink_flush(&sink);
    CU_ASSERT_EQUAL(sink.failure, 0);
    UNIT_ASSERT_TEXT(sink.buffer.data, "text 5% by");
    for (int i = 0; i < 20000; i++)
        hg_sink_text(&sink, "0123456789");
    CU_ASSERT_EQUAL(sink.buffer.len, 200010);
    hg_sink_release(&sink);
    hg_sink_release(NULL);
}

/* Bytes that wait in the pipe. */
static size_t drain(int fd)
{
    char bytes[4096];
    size_t total = 0;
    ssize_t len;
    while ((len = read(fd, bytes, sizeof bytes)) > 0)
        total += (size_t)len;
    return total;
}

static void bytes_are_written_at_64_kib_and_when_flushed(void)
{
    int ends[2];
    char chunk[1024];
    struct hg_sink sink;
    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    memset(chunk, 'x', sizeof chunk);
    hg_sink_init(&sink, ends[1]);
    for (size_t i = 0; i < FLUSH_BYTES / sizeof chunk - 1; i++)
        hg_sink_write(&sink, chunk, sizeof chunk);
    hg_sink_printf(&sink, "%.1023s", chunk);
    CU_ASSERT_EQUAL(drain(ends[0]), 0);
    hg_sink_printf(&sink, "y");
    CU_ASSERT_EQUAL(drain(ends[0]), FLUSH_BYTES);
    char *room = hg_sink_room(&sink, FLUSH_BYTES);
    memset(room, 'z', FLUSH_BYTES);
    hg_sink_fill(&sink, room + FLUSH_BYTES);
    CU_ASSERT_EQUAL(drain(ends[0]), FLUSH_BYTES);
    hg_sink_text(&sink, "rest");
    CU_ASSERT_EQUAL(drain(ends[0]), 0);
    hg_sink_flush(&sink);
    CU_ASSERT_EQUAL(sink.failure, 0);
    CU_ASSERT_EQUAL(drain(ends[0]), 4);
    hg_sink_release(&sink);
    close(ends[0]);
    close(ends[1]);
}

static void the_first_failure_sticks_and_bytes_are_dropped(void)
{
    struct hg_sink sink;
    char *chunk = calloc(1, FLUSH_BYTES);
    const int fd = open("/dev/full", O_WRONLY);
    hg_sink_init(&sink, fd);
    hg_sink_text(&sink, "lost");
    CU_ASSERT_EQUAL(sink.failure, 0);
    hg_sink_flush(&sink);
    CU_ASSERT_EQUAL(sink.failure, ENOSPC);
    sink.fd = STDIN_FILENO + 1000; /* would be EBADF */
    for (int i = 0; i < 10; i++)
        hg_sink_write(&sink, chunk, FLUSH_BYTES);
    CU_ASSERT_TRUE(sink.buffer.len < FLUSH_BYTES);
    hg_sink_flush(&sink);
    CU_ASSERT_EQUAL(sink.failure, ENOSPC);
    hg_sink_release(&sink);
    close(fd);
    free(chunk);
}

struct reader {
    int fd;
    size_t total;
    size_t wrong; /* bytes that are not those of pattern() */
};

/* A period that no buffer size is a multiple of. */
static char pattern(size_t position)
{
    return (char)(position % 127);
}

static void *read_to_the_end(void *argument)
{
    struct reader *reader = argument;
    char bytes[4096];
    ssize_t len;
    while ((len = read(reader->fd, bytes, sizeof bytes)) > 0) {
        for (ssize_t i = 0; i < len; i++)
            reader->wrong += bytes[i] != pattern(reader->total++);
    }
    return NULL;
}

static void a_full_pipe_that_does_not_block_is_waited_for(void)
{
    int ends[2];
    struct hg_sink sink;
    pthread_t thread;
    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    fcntl(ends[1], F_SETFL, O_NONBLOCK);
    struct reader reader = {.fd = ends[0]};
    hg_sink_init(&sink, -1);
    for (size_t i = 0; i < 16 * FLUSH_BYTES; i++)
        hg_sink_write(&sink, &(char){pattern(i)}, 1);
    sink.fd = ends[1];
    CU_ASSERT_EQUAL_FATAL(pthread_create(&thread, NULL, read_to_the_end, &reader), 0);
    hg_sink_flush(&sink);
    CU_ASSERT_EQUAL(sink.failure, 0);
    hg_sink_release(&sink);
    close(ends[1]);
    pthread_join(thread, NULL);
    CU_ASSERT_EQUAL(reader.total, 16 * FLUSH_BYTES);
    CU_ASSERT_EQUAL(reader.wrong, 0);
    close(ends[0]);
}

CU_TestInfo sink_tests[] = {
    {"without_a_file_bytes_stay_in_the_buffer", without_a_file_bytes_stay_in_the_buffer},
    {"bytes_are_written_at_64_kib_and_when_flushed",
     bytes_are_written_at_64_kib_and_when_flushed},
    {"the_first_failure_sticks_and_bytes_are_dropped",
     the_first_failure_sticks_and_bytes_are_dropped},
    {"a_full_pipe_that_does_not_block_is_waited_for",
     a_full_pipe_that_does_not_block_is_waited_for},
    CU_TEST_INFO_NULL,
};

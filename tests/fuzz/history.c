/* SPDX-License-Identifier: MIT */
/* history: a history with any bytes changed can be read, or can't, with a reason; what is read is clean. An input is a
 * list of changes, six bytes each: place (four), value, and how many bytes get it. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "headgate/buf.h"
#include "headgate/history.h"
#include "headgate/history_check.h"
#include "headgate/history_log.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include "fuzz.h"

#define CHANGE_BYTES 6
#define HOURS        60
/* 2026-11-20, midnight UTC */
#define BEGIN_US (INT64_C(1795132800) * HG_US_PER_S)
#define HOUR_US  (INT64_C(3600) * HG_US_PER_S)

static const struct hg_origin origin = {0};
static const struct hg_policy policy = {0};
static const struct hg_target targets[] = {
    {.name = "a", .url = "https://a.example/", .policy = &policy, .origin = &origin},
    {.name = "b", .url = "https://b.example/", .policy = &policy, .origin = &origin},
};
static char path[64];
static char *whole; /* the history before changes */
static size_t whole_len;

static void add_run(struct hg_history *history, int64_t hour)
{
    static const struct hg_settings settings = {0};
    const struct hg_retention retention = {INT64_MAX / 4, INT64_MAX / 4};
    struct hg_error err = {0};
    struct hg_run run;
    hg_run_init(&run, targets, 2, &settings);
    snprintf(run.id, sizeof run.id, "run-%d", (int)hour);
    run.tool_version = "0";
    run.started_at_us = BEGIN_US + hour * HOUR_US;
    run.finished_at_us = run.started_at_us + HG_US_PER_S;
    for (size_t i = 0; i < run.count; i++) {
        const bool is_down = (hour + (int64_t)i) % 7 == 3;
        hg_result_end(&run.results[i], is_down ? HG_OUTCOME_DOWN : HG_OUTCOME_UP,
                      is_down ? HG_CAUSE_STATUS : HG_CAUSE_NONE, is_down ? "503" : "");
        run.results[i].status = is_down ? 503 : 200;
        run.results[i].attempts = 1;
        run.results[i].phases.total_us = 1000;
        run.results[i].started_at_us = run.started_at_us;
    }
    hg_run_summarise(&run);
    FUZZ_ASSERT(hg_history_add(history, &run, &retention, &err) == 0);
    hg_run_release(&run);
}

static void remove_file(void)
{
    unlink(path);
}

static void make_whole(void)
{
    struct hg_error err = {0};
    struct stat status;
    snprintf(path, sizeof path, "/dev/shm/headgate-fuzz-%ld.db", (long)getpid());
    atexit(remove_file);
    struct hg_history *history = hg_history_open(path, HG_HISTORY_WRITE, &err);
    FUZZ_ASSERT(history != NULL);
    for (int64_t hour = 0; hour < HOURS; hour++)
        add_run(history, hour);
    FUZZ_ASSERT(hg_history_add_note(history, 1, "a note", BEGIN_US, &err) == 0);
    hg_history_close(history);
    const int fd = open(path, O_RDONLY);
    FUZZ_ASSERT(fd >= 0 && fstat(fd, &status) == 0);
    whole_len = (size_t)status.st_size;
    whole = malloc(whole_len);
    FUZZ_ASSERT(whole != NULL && read(fd, whole, whole_len) == (ssize_t)whole_len);
    close(fd);
}

/* Write the history with the changes of the input. */
static void write_changed(const uint8_t *data, size_t size)
{
    char *changed = malloc(whole_len);
    FUZZ_ASSERT(changed != NULL);
    memcpy(changed, whole, whole_len);
    for (; size >= CHANGE_BYTES; data += CHANGE_BYTES, size -= CHANGE_BYTES) {
        const uint32_t place = ((uint32_t)data[0] << 24 | (uint32_t)data[1] << 16 |
                                (uint32_t)data[2] << 8 | data[3]) %
                               (uint32_t)whole_len;
        for (size_t i = 0; i <= data[5] % 8U && place + i < whole_len; i++)
            changed[place + i] = (char)data[4];
    }
    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    FUZZ_ASSERT(fd >= 0 && write(fd, changed, whole_len) == (ssize_t)whole_len);
    close(fd);
    free(changed);
}

static void check_result(int result, const struct hg_error *err)
{
    FUZZ_ASSERT(result == 0 || err->text[0] != '\0');
    FUZZ_ASSERT(hg_text_is_clean(err->text, strlen(err->text), NULL));
}

static void read_uptime(struct hg_history *history)
{
    static const struct hg_settings settings = {0};
    const int64_t end_us = BEGIN_US + HOURS * HOUR_US;
    struct hg_error err = {0};
    struct hg_uptime uptime;
    struct hg_zone zone;
    FUZZ_ASSERT(hg_zone_open(&zone, "UTC", &err) == 0);
    const struct hg_uptime_request request = {
        .period = {BEGIN_US, end_us, ""},
        .zone = &zone,
        .now_us = end_us,
        .targets = targets,
        .target_count = 2,
        .settings = &settings,
    };
    const int result = hg_history_uptime(history, &request, &uptime, &err);
    check_result(result, &err);
    for (size_t i = 0; result == 0 && i < uptime.target_count; i++)
        FUZZ_ASSERT(hg_text_is_clean(uptime.targets[i].name,
                                     strlen(uptime.targets[i].name), NULL));
    hg_uptime_release(&uptime);
    hg_zone_release(&zone);
}

static void read_all(struct hg_history *history)
{
    struct hg_arena arena;
    struct hg_history_log log;
    struct hg_explanation explanation;
    struct hg_history_check check;
    struct hg_error err = {0};
    hg_arena_init(&arena);
    check_result(hg_history_read_log(history, NULL, 20, &arena, &log, &err), &err);
    err = (struct hg_error){0};
    check_result(hg_history_explain(history, "a", BEGIN_US + 10 * HOUR_US, &arena,
                                    &explanation, &err),
                 &err);
    err = (struct hg_error){0};
    check_result(hg_history_check(history, BEGIN_US, &arena, &check, &err), &err);
    hg_arena_release(&arena);
    read_uptime(history);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hg_error err = {0};
    if (whole == NULL)
        make_whole();
    write_changed(data, size);
    struct hg_history *history = hg_history_open(path, HG_HISTORY_READ, &err);
    if (history != NULL)
        read_all(history);
    else
        check_result(-1, &err);
    hg_history_close(history);
    return 0;
}

/* SPDX-License-Identifier: MIT */
/* reports: the files that a run writes. */
#include "app/reports.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/buf.h"
#include "headgate/clock.h"
#include "headgate/log.h"
#include "headgate/memory.h"
#include "headgate/output.h"

#include "headgate/banned.h"

struct hg_report_file {
    const struct hg_reporter *reporter;
    char *path;  /* owned; "-": standard output */
    char *place; /* owned: hg_output_place() */
    struct hg_output output;
    bool streams; /* told of each result, because somebody may be reading along */
    bool is_open; /* a stream under way */
};

struct token {
    const char *name;
    const char *format; /* strftime(3) */
};

static const struct token tokens[] = {
    {"{date}", "%Y-%m-%d"},
    {"{time}", "%H%M%S"},
};

static const struct token *find_token(const char *text)
{
    for (size_t i = 0; i < sizeof tokens / sizeof tokens[0]; i++) {
        if (strncmp(text, tokens[i].name, strlen(tokens[i].name)) == 0)
            return &tokens[i];
    }
    return NULL;
}

static char *expand_path(const char *path, int64_t wall_us)
{
    struct hg_buf expanded;
    char time[32];

    hg_buf_init(&expanded);
    while (*path != '\0') {
        const struct token *token = find_token(path);
        if (token == NULL) {
            hg_buf_add_char(&expanded, *path++);
            continue;
        }
        hg_clock_format(wall_us, token->format, time, sizeof time);
        hg_buf_add_text(&expanded, time);
        path += strlen(token->name);
    }
    return hg_buf_steal(&expanded);
}

static bool is_stdout(const char *place)
{
    return place != NULL && strcmp(place, "-") == 0;
}

static bool is_taken(const struct hg_reports *reports, const char *place)
{
    for (size_t i = 0; place != NULL && i < reports->count; i++) {
        const char *other = reports->files[i].place;
        if (other != NULL && strcmp(other, place) == 0)
            return true;
    }
    return false;
}

static int check_file(const struct hg_reports *reports, const char *path,
                      const char *place)
{
    struct hg_error err = {0};
    if (is_taken(reports, place))
        hg_error_usage(&err, "report \"%s\" can't be written: another one goes there",
                       path);
    else if (hg_output_check(path, &err) == 0)
        return 0;
    hg_log_error("%s", err.text);
    return -1;
}

/* -1 (logged) when the file can't be written. */
static int add_file(struct hg_reports *reports, const struct hg_report_request *request,
                    int64_t wall_us)
{
    char *path = expand_path(request->file == NULL ? "-" : request->file, wall_us);
    char *place = hg_output_place(path);
    if (is_stdout(place) && strcmp(request->format, "text") == 0) {
        free(path);
        free(place);
        return 0;
    }
    const int result = check_file(reports, path, place);
    const struct hg_reporter *reporter = hg_reporter_find(request->format);
    reports->owns_stdout = reports->owns_stdout || is_stdout(place);
    reports->files[reports->count++] = (struct hg_report_file){
        .reporter = reporter,
        .path = path,
        .place = place,
        .streams = reporter->result != NULL && (place == NULL || is_stdout(place)),
    };
    return result;
}

int hg_reports_init(struct hg_reports *reports, const struct hg_settings *settings,
                    int64_t wall_us)
{
    int result = 0;
    const struct hg_report_requests *requests = &settings->reports;
    *reports = (struct hg_reports){0};
    if (requests->count > 0)
        reports->files = hg_memory_new(requests->count, sizeof *reports->files);
    for (size_t i = 0; i < requests->count; i++) {
        if (add_file(reports, &requests->items[i], wall_us) != 0)
            result = -1;
    }
    return result;
}

void hg_reports_release(struct hg_reports *reports)
{
    for (size_t i = 0; i < reports->count; i++) {
        if (reports->files[i].is_open)
            hg_output_discard(&reports->files[i].output);
        free(reports->files[i].path);
        free(reports->files[i].place);
    }
    free(reports->files);
    *reports = (struct hg_reports){0};
}

static void note_failure(struct hg_reports *reports, const struct hg_error *err)
{
    hg_log_error("%s", err->text);
    reports->has_failed = true;
}

static void on_begin(void *context, const struct hg_run *run)
{
    struct hg_reports *reports = context;
    for (size_t i = 0; i < reports->count; i++) {
        struct hg_report_file *file = &reports->files[i];
        struct hg_error err = {0};
        if (!file->streams)
            continue;
        if (hg_output_open(&file->output, file->path, &err) != 0) {
            note_failure(reports, &err);
            continue;
        }
        file->is_open = true;
        file->reporter->begin(run, &file->output.sink);
        hg_sink_flush(&file->output.sink);
    }
}

static void on_result(void *context, const struct hg_run *run, size_t index)
{
    struct hg_reports *reports = context;
    for (size_t i = 0; i < reports->count; i++) {
        struct hg_report_file *file = &reports->files[i];
        if (!file->is_open)
            continue;
        file->reporter->result(run, index, &file->output.sink);
        hg_sink_flush(&file->output.sink);
    }
}

struct hg_observer hg_reports_observer(struct hg_reports *reports)
{
    return (struct hg_observer){
        .context = reports, .begin = on_begin, .result = on_result};
}

/* Everything of one file that is still to be written. */
static int write_file(struct hg_report_file *file, const struct hg_run *run,
                      struct hg_error *err)
{
    if (file->is_open) {
        file->is_open = false;
        file->reporter->end(run, &file->output.sink);
        return hg_output_commit(&file->output, err);
    }
    if (hg_output_open(&file->output, file->path, err) != 0)
        return -1;
    if (file->reporter->write(run, &file->output.sink, err) == 0)
        return hg_output_commit(&file->output, err);
    hg_output_discard(&file->output);
    return -1;
}

void hg_reports_write(struct hg_reports *reports, const struct hg_run *run)
{
    for (size_t i = 0; i < reports->count; i++) {
        struct hg_report_file *file = &reports->files[i];
        struct hg_error err = {0};
        const bool was_lost = file->streams && !file->is_open;
        if (!was_lost && write_file(file, run, &err) != 0)
            note_failure(reports, &err);
    }
}

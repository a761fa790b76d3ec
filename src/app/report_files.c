/* SPDX-License-Identifier: MIT */
/* report_files: destinations, and the files that a run writes. */
#include "app/report_files.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/buf.h"
#include "headgate/clock.h"
#include "headgate/log.h"
#include "headgate/memory.h"
#include "headgate/output.h"

#include "app/job_summary.h"

#include "headgate/banned.h"

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

void hg_destination_init(struct hg_destination *destination, const char *file,
                         int64_t wall_us)
{
    destination->path = expand_path(file == NULL ? "-" : file, wall_us);
    destination->real_path = hg_output_real_path(destination->path);
}

void hg_destination_release(struct hg_destination *destination)
{
    free(destination->path);
    free(destination->real_path);
    *destination = (struct hg_destination){0};
}

bool hg_destination_is_stdout(const struct hg_destination *destination)
{
    return destination->real_path != NULL && strcmp(destination->real_path, "-") == 0;
}

bool hg_destination_equals(const struct hg_destination *a, const struct hg_destination *b)
{
    return a->real_path != NULL && b->real_path != NULL &&
           strcmp(a->real_path, b->real_path) == 0;
}

int hg_destination_check(const struct hg_destination *destination, const char *taken)
{
    struct hg_error err = {0};
    if (taken != NULL)
        hg_error_usage(&err, "report \"%s\" can't be written: %s", destination->path,
                       taken);
    else if (hg_output_check(destination->path, &err) == 0)
        return 0;
    hg_log_error("%s", err.text);
    return -1;
}

struct hg_report_file {
    const struct hg_reporter *reporter;
    struct hg_destination destination;
    struct hg_output output;
    bool streams; /* gets each result at once: standard output, a pipe or a device */
    bool is_open; /* a stream under way */
};

/* What else is written there; NULL: nothing. */
static const char *find_other(const struct hg_report_files *reports,
                              const struct hg_destination *destination)
{
    if (hg_destination_equals(&reports->history, destination))
        return "this file is the history";
    for (size_t i = 0; i < reports->count; i++) {
        if (hg_destination_equals(&reports->files[i].destination, destination))
            return "another report is written to the same file";
    }
    return NULL;
}

/* -1 (logged) when the file can't be written. */
static int add_file(struct hg_report_files *reports,
                    const struct hg_report_request *request, int64_t wall_us)
{
    const struct hg_reporter *reporter = hg_reporter_find(request->format);
    struct hg_destination destination;
    hg_destination_init(&destination, request->file, wall_us);
    const bool is_stdout = hg_destination_is_stdout(&destination);
    if (is_stdout && strcmp(request->format, "text") == 0) {
        hg_destination_release(&destination);
        return 0;
    }
    const int result =
        hg_destination_check(&destination, find_other(reports, &destination));
    reports->owns_stdout =
        reports->owns_stdout || (is_stdout && !reporter->is_beside_text);
    reports->is_plugin =
        reports->is_plugin || (is_stdout && reporter->plugin_status != NULL);
    reports->files[reports->count++] = (struct hg_report_file){
        .reporter = reporter,
        .destination = destination,
        .streams =
            reporter->result != NULL && (destination.real_path == NULL || is_stdout),
    };
    return result;
}

bool hg_report_files_have_plugin(const struct hg_settings *settings)
{
    for (size_t i = 0; i < settings->reports.count; i++) {
        const struct hg_report_request *request = &settings->reports.items[i];
        if (hg_reporter_find(request->format)->plugin_status != NULL &&
            (request->file == NULL || strcmp(request->file, "-") == 0))
            return true;
    }
    return false;
}

int hg_report_files_init(struct hg_report_files *reports,
                         const struct hg_settings *settings, int64_t wall_us)
{
    int result = 0;
    const struct hg_report_requests *requests = &settings->reports;
    *reports = (struct hg_report_files){0};
    if (settings->history.file != NULL)
        hg_destination_init(&reports->history, settings->history.file, wall_us);
    if (requests->count > 0)
        reports->files = hg_memory_new(requests->count, sizeof *reports->files);
    for (size_t i = 0; i < requests->count; i++) {
        if (add_file(reports, &requests->items[i], wall_us) != 0)
            result = -1;
    }
    return result;
}

void hg_report_files_release(struct hg_report_files *reports)
{
    for (size_t i = 0; i < reports->count; i++) {
        if (reports->files[i].is_open)
            hg_output_discard(&reports->files[i].output);
        hg_destination_release(&reports->files[i].destination);
    }
    free(reports->files);
    hg_destination_release(&reports->history);
    *reports = (struct hg_report_files){0};
}

static void note_failure(struct hg_report_files *reports, const struct hg_error *err)
{
    hg_log_error("%s", err->text);
    reports->has_failed = true;
}

static void on_begin(void *context, const struct hg_run *run)
{
    struct hg_report_files *reports = context;
    for (size_t i = 0; i < reports->count; i++) {
        struct hg_report_file *file = &reports->files[i];
        struct hg_error err = {0};
        if (!file->streams)
            continue;
        if (hg_output_open(&file->output, file->destination.path, &err) != 0) {
            note_failure(reports, &err);
            continue;
        }
        file->is_open = true;
        file->output.sink.notation = file->reporter->notation;
        file->reporter->begin(run, &file->output.sink);
        hg_sink_flush(&file->output.sink);
    }
}

static void on_result(void *context, const struct hg_run *run, size_t index)
{
    struct hg_report_files *reports = context;
    for (size_t i = 0; i < reports->count; i++) {
        struct hg_report_file *file = &reports->files[i];
        if (!file->is_open)
            continue;
        file->reporter->result(run, index, &file->output.sink);
        hg_sink_flush(&file->output.sink);
    }
}

struct hg_observer hg_report_files_observer(struct hg_report_files *reports)
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
    if (hg_output_open(&file->output, file->destination.path, err) != 0)
        return -1;
    file->output.sink.notation = file->reporter->notation;
    if (file->reporter->write(run, &file->output.sink, err) == 0)
        return hg_output_commit(&file->output, err);
    hg_output_discard(&file->output);
    return -1;
}

void hg_report_files_write(struct hg_report_files *reports, const struct hg_run *run)
{
    for (size_t i = 0; i < reports->count; i++) {
        struct hg_report_file *file = &reports->files[i];
        struct hg_error err = {0};
        const bool was_lost = file->streams && !file->is_open;
        if (!was_lost && write_file(file, run, &err) != 0)
            note_failure(reports, &err);
        if (hg_job_summary_append(file->reporter->summary_variable, run, &err) != 0)
            note_failure(reports, &err);
        if (file->reporter->plugin_status != NULL)
            reports->plugin_status = file->reporter->plugin_status(run);
    }
}

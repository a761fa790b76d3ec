/* SPDX-License-Identifier: MIT */
/* uptime_files: what `headgate report` writes. */
#include "app/uptime_files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/buf.h"
#include "headgate/log.h"
#include "headgate/memory.h"
#include "headgate/output.h"

#include "app/report_files.h"

#include "headgate/banned.h"

#define FORMAT_SIZE 32 /* longer than each name */

struct hg_uptime_file {
    const struct hg_uptime_reporter *reporter;
    struct hg_destination destination;
};

static void log_formats(const char *option, const char *format, size_t len)
{
    size_t count;
    const struct hg_uptime_reporter *const *reporters = hg_uptime_reporters(&count);
    struct hg_buf names;
    hg_buf_init(&names);
    for (size_t i = 0; i < count; i++)
        hg_buf_printf(&names, "%s%s", i == 0 ? "" : (i + 1 == count ? " or " : ", "),
                      reporters[i]->name);
    hg_log_error("option \"%s\": report writes %s, not \"%.*s\"", option, names.data,
                 (int)len, format);
    hg_buf_release(&names);
}

static bool is_taken(const struct hg_uptime_files *files,
                     const struct hg_destination *destination)
{
    for (size_t i = 0; i < files->count; i++) {
        if (hg_destination_equals(&files->items[i].destination, destination))
            return true;
    }
    return false;
}

/* `request`: "FORMAT" or "FORMAT=FILE". */
static int add_file(struct hg_uptime_files *files, const char *option,
                    const char *request, int64_t wall_us)
{
    const size_t len = strcspn(request, "=");
    const char *file = request[len] == '=' ? request + len + 1 : NULL;
    char format[FORMAT_SIZE];
    snprintf(format, sizeof format, "%.*s", (int)len, request);
    struct hg_uptime_file added = {.reporter = hg_uptime_reporter_find(format)};
    if (added.reporter == NULL) {
        log_formats(option, request, len);
        return -1;
    }
    if (file != NULL && file[0] == '\0') {
        hg_log_error("option \"%s\": the file name is missing in \"%s\"", option,
                     request);
        return -1;
    }
    hg_destination_init(&added.destination, file, wall_us);
    const int result = hg_destination_check(
        &added.destination, is_taken(files, &added.destination)
                                ? "another report is written to the same file"
                                : NULL);
    files->items[files->count++] = added;
    return result;
}

int hg_uptime_files_init(struct hg_uptime_files *files, struct hg_cli *cli,
                         const char *otherwise, int64_t wall_us)
{
    int result = 0;
    size_t remaining = 0;
    *files = (struct hg_uptime_files){
        .items = hg_memory_new(cli->override_count + 1, sizeof *files->items)};
    for (size_t i = 0; i < cli->override_count; i++) {
        const struct hg_override *given = &cli->overrides[i];
        if (given->key != hg_key_find("reports"))
            cli->overrides[remaining++] = *given;
        else if (add_file(files, given->option, given->text, wall_us) != 0)
            result = -1;
    }
    cli->override_count = remaining;
    if (files->count == 0 && result == 0 && otherwise != NULL)
        result = add_file(files, "-o", otherwise, wall_us);
    return result;
}

int hg_uptime_files_check_history(const struct hg_uptime_files *files,
                                  const char *history)
{
    struct hg_destination destination;
    int result = 0;
    hg_destination_init(&destination, history, 0);
    for (size_t i = 0; i < files->count && result == 0; i++) {
        if (hg_destination_equals(&files->items[i].destination, &destination))
            result = hg_destination_check(&destination, "this file is the history");
    }
    hg_destination_release(&destination);
    return result;
}

bool hg_uptime_files_have_charts(const struct hg_uptime_files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        if (files->items[i].reporter->has_charts)
            return true;
    }
    return false;
}

void hg_uptime_files_release(struct hg_uptime_files *files)
{
    for (size_t i = 0; i < files->count; i++)
        hg_destination_release(&files->items[i].destination);
    free(files->items);
    *files = (struct hg_uptime_files){0};
}

static int write_file(const struct hg_uptime_file *file, const struct hg_uptime *uptime,
                      const struct hg_uptime_style *style, struct hg_error *err)
{
    struct hg_output output;
    if (hg_output_open(&output, file->destination.path, err) != 0)
        return -1;
    output.sink.notation = file->reporter->notation;
    file->reporter->write(uptime, style, &output.sink);
    return hg_output_commit(&output, err);
}

int hg_uptime_files_write(const struct hg_uptime_files *files,
                          const struct hg_uptime *uptime,
                          const struct hg_uptime_style *style)
{
    int result = 0;
    for (size_t i = 0; i < files->count; i++) {
        struct hg_error err = {0};
        if (write_file(&files->items[i], uptime, style, &err) == 0)
            continue;
        hg_log_error("%s", err.text);
        result = -1;
    }
    return result;
}

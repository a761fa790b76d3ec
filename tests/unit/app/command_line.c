/* SPDX-License-Identifier: MIT */
/* command_line: runs a command in this process. */
#include "command_line.h"

#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "headgate/memory.h"

#include "app/cli.h"
#include "app/command.h"
#include "app/exit.h"

#include "headgate/banned.h"

#define ARGUMENTS_MAX 16

/* A standard stream that goes to a file for a while. */
struct diverted {
    int fd;
    int original;
    FILE *file;
};

static void divert(struct diverted *stream, int fd)
{
    fflush(NULL);
    stream->fd = fd;
    stream->file = tmpfile();
    CU_ASSERT_PTR_NOT_NULL_FATAL(stream->file);
    stream->original = dup(fd);
    dup2(fileno(stream->file), fd);
}

static void restore(struct diverted *stream, char *out, size_t size)
{
    fflush(NULL);
    dup2(stream->original, stream->fd);
    close(stream->original);
    rewind(stream->file);
    out[fread(out, 1, size - 1, stream->file)] = '\0';
    fclose(stream->file);
}

void command_line_run(struct command_line *line, const char *const *arguments)
{
    struct diverted output, errors;
    struct hg_cli cli;
    struct hg_error err = {0};
    char *argv[ARGUMENTS_MAX + 1] = {hg_memory_copy_text("headgate")};
    int argc = 1;
    for (; arguments[argc - 1] != NULL; argc++)
        argv[argc] = hg_memory_copy_text(arguments[argc - 1]);
    divert(&output, STDOUT_FILENO);
    divert(&errors, STDERR_FILENO);
    line->status = HG_EXIT_USAGE;
    if (hg_cli_parse(&cli, argc, argv, &err) == 0)
        line->status = cli.command->run(&cli);
    hg_cli_release(&cli);
    restore(&errors, line->errors, sizeof line->errors);
    restore(&output, line->output, sizeof line->output);
    UNIT_ASSERT_TEXT(err.text, "");
    while (argc > 0)
        free(argv[--argc]);
}

void command_line_check(const char *const *arguments, int status, const char *output,
                        const char *errors)
{
    struct command_line line;
    command_line_run(&line, arguments);
    UNIT_ASSERT_ROW(line.status == status, line.errors);
    UNIT_ASSERT_TEXT(line.output, output);
    UNIT_ASSERT_TEXT(line.errors, errors);
}

void past_open(struct fixture *fixture, char config_path[FOLDER_PATH_SIZE])
{
    char config[2048];
    fixture_open(fixture);
    snprintf(config, sizeof config,
             "history: %s\nreport: {tz: UTC}\n"
             "targets:\n  - {name: a, url: \"https://a.example/\"}\n",
             fixture->path);
    folder_write(&fixture->folder, "headgate.yml", config);
    snprintf(config_path, FOLDER_PATH_SIZE, "%s",
             folder_join(&fixture->folder, "headgate.yml"));
}

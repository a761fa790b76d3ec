/* SPDX-License-Identifier: MIT */
/* github_report: commands that make GitHub's runner mark the lines of the configuration (actions/runner,
 * ActionCommand.cs). It keeps ten of each kind for a step: nine are written, and how many there are more. */
#include "report/formats.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/text.h"

#include "report/level.h"
#include "report/source_path.h"

#include "headgate/banned.h"

#define ENTRIES_MAX   9
#define MESSAGE_BYTES 1000 /* the runner cuts at 4,096 characters */

struct commands {
    struct hg_sink *sink;
    const struct hg_run *run;
    const char *kind; /* "error" */
    size_t count;
};

static const struct {
    const char *kind;
    enum hg_level first;
    enum hg_level last;
} kinds[] = {
    {"error", HG_LEVEL_ERROR, HG_LEVEL_ERROR},
    {"warning", HG_LEVEL_TOLERATED, HG_LEVEL_WARNING},
    {"notice", HG_LEVEL_NOTICE, HG_LEVEL_NOTICE},
};

/* "%" first when it is escaped, last when it is read; properties have ":" and "," too. What other agents take for
 * a command is broken. */
static void write_escaped(struct hg_sink *sink, const char *text, bool is_property)
{
    size_t len;
    char *broken = hg_ci_command_break(text, strlen(text), false, HG_NOTATION_TEXT, &len);
    for (const char *at = broken == NULL ? text : broken; *at != '\0'; at++) {
        const bool is_special =
            strchr("%\r\n", *at) != NULL || (is_property && strchr(":,", *at) != NULL);
        if (is_special)
            hg_sink_printf(sink, "%%%02X", (unsigned)*at);
        else
            hg_sink_write(sink, at, 1);
    }
    free(broken);
}

static void write_command(struct commands *commands, const char *file, size_t line,
                          const char *title, const char *message)
{
    struct hg_sink *sink = commands->sink;
    hg_sink_printf(sink, "::%s ", commands->kind);
    if (file != NULL && line > 0) {
        struct hg_buf path;
        hg_buf_init(&path);
        hg_source_path_add(&path, file);
        hg_sink_text(sink, "file=");
        write_escaped(sink, path.data, true);
        hg_sink_printf(sink, ",line=%zu,", line);
        hg_buf_release(&path);
    }
    hg_sink_text(sink, "title=");
    write_escaped(sink, title, true);
    hg_sink_text(sink, "::");
    char *cut = hg_text_clean(message, strlen(message), MESSAGE_BYTES);
    write_escaped(sink, cut, false);
    free(cut);
    hg_sink_text(sink, "\n");
}

static void write_result(struct commands *commands, size_t index)
{
    const struct hg_target *target = &commands->run->targets[index];
    const struct hg_result *result = &commands->run->results[index];
    struct hg_buf title;
    struct hg_buf message;
    if (commands->count++ >= ENTRIES_MAX)
        return;
    hg_buf_init(&title);
    hg_buf_init(&message);
    hg_buf_printf(&title, "%s is %s", target->name,
                  hg_outcome_word((enum hg_outcome)result->outcome));
    hg_level_describe(commands->run, result, &message);
    write_command(commands, target->origin->file, target->line, title.data, message.data);
    hg_buf_release(&message);
    hg_buf_release(&title);
}

static void write_condition(struct commands *commands,
                            const struct hg_condition_verdict *verdict)
{
    const struct hg_condition *condition = verdict->condition;
    struct hg_buf title;
    if (verdict->state == HG_CONDITION_HOLDS || commands->count++ >= ENTRIES_MAX)
        return;
    hg_buf_init(&title);
    hg_buf_printf(&title, "%s %s", condition->text,
                  verdict->state == HG_CONDITION_FAILS ? "does not hold"
                                                       : "can't be checked");
    write_command(commands, condition->file, condition->line, title.data,
                  verdict->detail);
    hg_buf_release(&title);
}

static void write_failing_channel(void *context, const char *line)
{
    write_command(context, NULL, 0, "headgate", line);
}

static void write_level(struct commands *commands, enum hg_level level)
{
    const struct hg_run *run = commands->run;
    for (size_t i = hg_level_next(run, level, 0); i < run->count;
         i = hg_level_next(run, level, i + 1))
        write_result(commands, i);
}

static int write_github(const struct hg_run *run, struct hg_sink *sink,
                        struct hg_error *err)
{
    (void)err;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct commands commands = {.sink = sink, .run = run, .kind = kinds[i].kind};
        for (size_t j = 0; j < run->settings->gate.conditions.count && i == 0; j++)
            write_condition(&commands, &run->conditions[j]);
        for (int level = (int)kinds[i].first; level <= (int)kinds[i].last; level++)
            write_level(&commands, (enum hg_level)level);
        if (commands.count > ENTRIES_MAX)
            hg_sink_printf(sink, "::%s title=headgate::... and %zu more\n", kinds[i].kind,
                           commands.count - ENTRIES_MAX);
    }
    struct commands commands = {.sink = sink, .run = run, .kind = "warning"};
    hg_failing_channels_write(&run->failing_channels, write_failing_channel, &commands);
    return 0;
}

const struct hg_reporter hg_reporter_github = {
    .name = "github",
    .extension = "github",
    .summary = "marks for GitHub Actions, beside the text, and a table for the job",
    .notation = HG_NOTATION_VERBATIM,
    .write = write_github,
    .is_beside_text = true,
    .summary_variable = "GITHUB_STEP_SUMMARY",
};

/* SPDX-License-Identifier: MIT */
/* command_channel: the channel that runs a program, with our JSON or what a template makes on its standard input, and its fields as variables. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "headgate/arena.h"
#include "headgate/ascii.h"
#include "headgate/clock.h"
#include "headgate/json_writer.h"
#include "headgate/memory.h"
#include "headgate/message_field.h"
#include "headgate/secrets.h"
#include "headgate/text.h"

#include "notify/channel_rows.h"
#include "notify/field_text.h"
#include "notify/process.h"
#include "notify/template_text.h"

#include "headgate/banned.h"

#define PREFIX "HEADGATE_"

extern char **environ;

static bool write_request(const struct hg_channel_settings *settings,
                          const struct hg_message *message,
                          const struct hg_channel_moment *moment,
                          struct hg_channel_request *request)
{
    if (moment->part > 0)
        return false;
    hg_template_text_write(settings, message, &request->body);
    return true;
}

/* "HEADGATE_TITLE=1 went down: shop" */
static void write_variable(const struct hg_message *message, enum hg_message_field field,
                           struct hg_buf *out)
{
    hg_buf_add_text(out, PREFIX);
    /* A headgate that the command runs would take it for a setting. */
    if (hg_message_field_is_option(field))
        hg_buf_add_text(out, "EVENT_");
    for (const char *c = hg_message_field_word(field); *c != '\0'; c++)
        hg_buf_add_char(out, hg_ascii_to_upper(*c));
    hg_buf_add_char(out, '=');
    hg_field_text_write(message, field, out);
}

/* Ours, and those of headgate itself without its settings, which may be secrets. */
static char **make_environment(const struct hg_message *message, struct hg_arena *arena)
{
    size_t count = 0;
    while (environ[count] != NULL)
        count++;
    char **variables =
        hg_arena_new(arena, count + HG_MESSAGE_FIELD_COUNT + 1, sizeof *variables);
    count = 0;
    for (char **variable = environ; *variable != NULL; variable++) {
        if (strncmp(*variable, PREFIX, strlen(PREFIX)) != 0)
            variables[count++] = *variable;
    }
    for (int field = 0; field < HG_MESSAGE_FIELD_COUNT; field++) {
        struct hg_buf text;
        hg_buf_init(&text);
        write_variable(message, (enum hg_message_field)field, &text);
        variables[count++] = hg_arena_text(arena, text.data);
        hg_buf_release(&text);
    }
    return variables;
}

static char **make_arguments(const struct hg_texts *words, struct hg_arena *arena)
{
    char **arguments = hg_arena_new(arena, words->count + 1, sizeof *arguments);
    for (size_t i = 0; i < words->count; i++)
        arguments[i] = hg_arena_text(arena, words->items[i]);
    return arguments;
}

/* The secrets of the configuration, and what is behind the scheme of an argument that is a URL: apprise's hold keys in any
 * part of theirs. */
static char *mask(const struct hg_channel_settings *settings, const char *text)
{
    struct hg_secrets own = {0};
    for (size_t i = 1; i < settings->command.words.count; i++) {
        const char *scheme = strstr(settings->command.words.items[i], "://");
        if (scheme != NULL)
            hg_secrets_add(&own, scheme + 3);
    }
    hg_secrets_complete(&own);
    char *masked = hg_secrets_mask(settings->secrets, text);
    hg_secrets_hide(&own, &masked);
    hg_secrets_release(&own);
    return masked;
}

static void describe_end(const struct hg_process_end *end, struct hg_buf *out)
{
    switch (end->fate) {
    case HG_PROCESS_NOT_STARTED:
        hg_buf_printf(out, "could not be started: %s", strerror(end->number));
        break;
    case HG_PROCESS_EXITED:
        hg_buf_printf(out, "ended with status %d", end->number);
        break;
    case HG_PROCESS_KILLED:
        hg_buf_printf(out, "was ended by signal %d", end->number);
        break;
    case HG_PROCESS_LATE:
        hg_buf_add_text(out, "did not end in time");
        break;
    case HG_PROCESS_CANCELLED:
        hg_buf_add_text(out, "did not end before a signal came");
        break;
    }
}

static void describe(const struct hg_channel_settings *settings,
                     const struct hg_process_end *end, struct hg_channel_answer *answer)
{
    const char *line = end->words + strspn(end->words, "\r\n");
    struct hg_buf text;
    hg_buf_init(&text);
    hg_buf_add_text(&text, settings->command.shown.items[0]);
    hg_buf_add_char(&text, ' ');
    describe_end(end, &text);
    if (*line != '\0') {
        hg_buf_add_text(&text, ": ");
        hg_buf_add(&text, line, strcspn(line, "\r\n"));
    }
    char *masked = mask(settings, text.data);
    char *clean = hg_text_clean(masked, strlen(masked), sizeof answer->problem - 4);
    snprintf(answer->problem, sizeof answer->problem, "%s", clean);
    free(clean);
    free(masked);
    hg_buf_release(&text);
}

static void deliver(const struct hg_channel_sending *sending,
                    const struct hg_channel_request *request,
                    struct hg_channel_answer *answer)
{
    const struct hg_channel_settings *settings = sending->settings;
    const int64_t own_end_us = hg_clock_monotonic_us() + settings->timeout_us;
    struct hg_arena arena = {0};
    struct hg_process_end end;
    const struct hg_process process = {
        .arguments = make_arguments(&settings->command.words, &arena),
        .environment = make_environment(sending->message, &arena),
        .input = &request->body,
        .cancel = sending->cancel,
        .end_us = own_end_us < sending->end_us ? own_end_us : sending->end_us,
    };
    hg_process_run(&process, &end);
    *answer = (struct hg_channel_answer){.status = HG_DELIVERY_SENT};
    if (end.fate != HG_PROCESS_EXITED || end.number != 0) {
        answer->status = HG_DELIVERY_DEFERRED;
        describe(settings, &end, answer);
    }
    hg_arena_release(&arena);
}

/* The program and its arguments as JSON, and the variables. */
static void show(const struct hg_channel_settings *settings,
                 const struct hg_message *message,
                 const struct hg_channel_request *request, struct hg_sink *sink)
{
    struct hg_json_writer json;
    (void)request;
    hg_sink_text(sink, "run ");
    hg_json_writer_init(&json, sink, 0);
    hg_json_begin_array(&json, NULL);
    for (size_t i = 0; i < settings->command.shown.count; i++)
        hg_json_write_text(&json, NULL, settings->command.shown.items[i]);
    hg_json_end_array(&json);
    for (int field = 0; field < HG_MESSAGE_FIELD_COUNT; field++) {
        struct hg_buf text;
        hg_buf_init(&text);
        write_variable(message, (enum hg_message_field)field, &text);
        hg_sink_printf(sink, "%s\n", text.data);
        hg_buf_release(&text);
    }
}

const struct hg_channel_type hg_channel_command = {
    .name = "command",
    .write_request = write_request,
    .deliver = deliver,
    .show = show,
};

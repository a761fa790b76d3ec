/* SPDX-License-Identifier: MIT */
/* field_text: a function for each field of a message, from the message and its first event. */
#include "notify/field_text.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/clock.h"
#include "headgate/text.h"

#include "notify/chat_text.h"

#include "headgate/banned.h"

#define VALUE_MAX_BYTES                                                                  \
    4096 /* a variable of 128 KiB can't be given to a program (execve(2)) */

/* Lines of text without any markup. */
static const struct hg_chat_rules plain = {.max_bytes = VALUE_MAX_BYTES};

static void write_time(int64_t wall_us, struct hg_buf *out)
{
    char text[HG_CLOCK_RFC3339_SIZE];
    if (wall_us < 0)
        return;
    hg_clock_format(wall_us, "%Y-%m-%dT%H:%M:%SZ", text, sizeof text);
    hg_buf_add_text(out, text);
}

static void write_text(const char *text, struct hg_buf *out)
{
    if (text == NULL)
        return;
    char *clean = hg_text_clean(text, strlen(text), VALUE_MAX_BYTES);
    hg_buf_add_text(out, clean);
    free(clean);
}

static void write_id(const struct hg_message *message, struct hg_buf *out)
{
    write_text(message->id, out);
}

static void write_run(const struct hg_message *message, struct hg_buf *out)
{
    write_text(message->run, out);
}

static void write_location(const struct hg_message *message, struct hg_buf *out)
{
    write_text(message->location, out);
}

static void write_at(const struct hg_message *message, struct hg_buf *out)
{
    write_time(message->made_us, out);
}

static void write_test(const struct hg_message *message, struct hg_buf *out)
{
    write_text(message->is_test ? "true" : "false", out);
}

static void write_count(const struct hg_message *message, struct hg_buf *out)
{
    hg_buf_add_number(out, (int64_t)message->event_count);
}

static void write_title(const struct hg_message *message, struct hg_buf *out)
{
    struct hg_buf title;
    hg_buf_init(&title);
    hg_message_write_title(message, &title);
    write_text(title.data, out);
    hg_buf_release(&title);
}

static void write_lines(const struct hg_message *message, struct hg_buf *out)
{
    hg_chat_lines_write(message, &plain, out);
}

static void write_event(const struct hg_event *event, struct hg_buf *out)
{
    write_text(hg_event_word(event->kind), out);
}

static void write_target(const struct hg_event *event, struct hg_buf *out)
{
    write_text(event->target, out);
}

static void write_url(const struct hg_event *event, struct hg_buf *out)
{
    write_text(event->url, out);
}

static void write_group(const struct hg_event *event, struct hg_buf *out)
{
    write_text(event->group, out);
}

static void write_cause(const struct hg_event *event, struct hg_buf *out)
{
    write_text(hg_cause_word(event->cause), out);
}

static void write_reason(const struct hg_event *event, struct hg_buf *out)
{
    write_text(event->reason, out);
}

static void write_since(const struct hg_event *event, struct hg_buf *out)
{
    write_time(event->since_us, out);
}

static void write_incident(const struct hg_event *event, struct hg_buf *out)
{
    if (event->incident != 0)
        hg_buf_add_number(out, event->incident);
}

/* One of the two. */
static const struct {
    void (*of_message)(const struct hg_message *message, struct hg_buf *out);
    void (*of_event)(const struct hg_event *event, struct hg_buf *out);
} writers[HG_MESSAGE_FIELD_COUNT] = {
    [HG_MESSAGE_ID] = {.of_message = write_id},
    [HG_MESSAGE_RUN] = {.of_message = write_run},
    [HG_MESSAGE_LOCATION] = {.of_message = write_location},
    [HG_MESSAGE_AT] = {.of_message = write_at},
    [HG_MESSAGE_TEST] = {.of_message = write_test},
    [HG_MESSAGE_COUNT] = {.of_message = write_count},
    [HG_MESSAGE_TITLE] = {.of_message = write_title},
    [HG_MESSAGE_TEXT] = {.of_message = write_lines},
    [HG_MESSAGE_EVENT] = {.of_event = write_event},
    [HG_MESSAGE_TARGET] = {.of_event = write_target},
    [HG_MESSAGE_URL] = {.of_event = write_url},
    [HG_MESSAGE_GROUP] = {.of_event = write_group},
    [HG_MESSAGE_CAUSE] = {.of_event = write_cause},
    [HG_MESSAGE_REASON] = {.of_event = write_reason},
    [HG_MESSAGE_SINCE] = {.of_event = write_since},
    [HG_MESSAGE_INCIDENT] = {.of_event = write_incident},
};

void hg_field_text_write(const struct hg_message *message, enum hg_message_field field,
                         struct hg_buf *out)
{
    if (writers[field].of_message != NULL)
        writers[field].of_message(message, out);
    else if (message->event_count > 0)
        writers[field].of_event(&message->events[0], out);
}

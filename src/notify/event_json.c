/* SPDX-License-Identifier: MIT */
/* event_json: our own JSON, value by value. */
#include "notify/event_json.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/json_writer.h"
#include "headgate/text.h"

#include "headgate/banned.h"

#define BODY_MAX_BYTES 20000 /* what Standard Webhooks recommends */
#define SHOWN_MAX      100   /* events */

/* How much of a message is written. */
struct extent {
    size_t events;
    size_t text_bytes; /* of each text */
    size_t tags;       /* of each event */
};

/* Of a message that is too long with a single event. */
#define LEAST_TEXT_BYTES 250
#define LEAST_TAGS       16

static void write_text(struct hg_json_writer *json, const char *key, const char *text,
                       const struct extent *extent)
{
    char *clean =
        text == NULL ? NULL : hg_text_clean(text, strlen(text), extent->text_bytes);
    hg_json_write_text(json, key, clean);
    free(clean);
}

static void write_tags(struct hg_json_writer *json, const struct hg_texts *tags,
                       const struct extent *extent)
{
    hg_json_begin_array(json, "tags");
    for (size_t i = 0; i < tags->count && i < extent->tags; i++)
        write_text(json, NULL, tags->items[i], extent);
    hg_json_end_array(json);
}

static void write_event(struct hg_json_writer *json, const struct hg_event *event,
                        const struct extent *extent)
{
    const bool is_of_monitor = hg_event_is_of_monitor(event->kind);
    struct hg_buf text;
    hg_buf_init(&text);
    hg_event_write_line(event, &text);
    hg_json_begin_object(json, NULL);
    hg_json_write_text(json, "id", event->id);
    hg_json_write_text(json, "event", hg_event_word(event->kind));
    write_text(json, "target", is_of_monitor ? NULL : event->target, extent);
    write_text(json, "url", is_of_monitor ? NULL : event->url, extent);
    write_text(json, "group", event->group, extent);
    write_tags(json, &event->tags, extent);
    hg_json_write_time(json, "at", event->at_us);
    hg_json_write_time(json, "since", event->since_us);
    if (event->incident == 0)
        hg_json_write_null(json, "incident");
    else
        hg_json_write_integer(json, "incident", event->incident);
    hg_json_write_text(json, "cause", hg_cause_word(event->cause));
    write_text(json, "reason", event->reason, extent);
    write_text(json, "text", text.data, extent);
    hg_json_end_object(json);
    hg_buf_release(&text);
}

static void write_outage(struct hg_json_writer *json, const struct hg_message *message,
                         const struct hg_message_group *group,
                         const struct extent *extent)
{
    const struct hg_event *event = group->events[0];
    struct hg_buf text;
    hg_buf_init(&text);
    hg_message_write_line(message, group, &text);
    hg_json_begin_object(json, NULL);
    hg_json_write_text(json, "event", hg_event_word(event->kind));
    hg_json_write_integer(json, "count", (int64_t)group->count);
    hg_json_begin_array(json, "targets");
    for (size_t i = 0; i < group->count && i < HG_MESSAGE_NAMED_MAX; i++)
        write_text(json, NULL, group->events[i]->target, extent);
    hg_json_end_array(json);
    hg_json_write_time(json, "at", group->at_us);
    hg_json_write_time(json, "since", group->since_us);
    hg_json_write_text(json, "cause", hg_cause_word(event->cause));
    write_text(json, "reason", event->reason, extent);
    write_text(json, "text", text.data, extent);
    hg_json_end_object(json);
    hg_buf_release(&text);
}

/* What went down or came back together. */
static void write_outages(struct hg_json_writer *json, const struct hg_message *message,
                          const struct extent *extent)
{
    struct hg_message_groups groups;
    size_t shown = 0;
    hg_message_groups_make(message, &groups);
    hg_json_begin_array(json, "outages");
    for (size_t i = 0; i < groups.count && shown < extent->events; i++) {
        if (groups.items[i].count < 2)
            continue;
        write_outage(json, message, &groups.items[i], extent);
        shown++;
    }
    hg_json_end_array(json);
    hg_message_groups_release(&groups);
}

static void write_body(const struct hg_message *message, const struct extent *extent,
                       struct hg_sink *sink)
{
    struct hg_json_writer json;
    struct hg_buf title;
    hg_buf_init(&title);
    hg_message_write_title(message, &title);
    hg_json_writer_init(&json, sink, 0);
    hg_json_begin_object(&json, NULL);
    hg_json_write_text(&json, "schema", "headgate-event-1");
    hg_json_write_text(&json, "id", message->id);
    hg_json_write_boolean(&json, "test", message->is_test);
    hg_json_write_text(&json, "run", message->run);
    write_text(&json, "location", message->location, extent);
    hg_json_write_time(&json, "at", message->made_us);
    write_text(&json, "title", title.data, extent);
    write_outages(&json, message, extent);
    hg_json_begin_array(&json, "events");
    for (size_t i = 0; i < extent->events; i++)
        write_event(&json, &message->events[i], extent);
    hg_json_end_array(&json);
    hg_json_write_integer(&json, "more",
                          (int64_t)(message->event_count - extent->events));
    hg_json_end_object(&json);
    hg_buf_release(&title);
}

/* Fewer events, down to one; then shorter texts. */
static bool shorten(struct extent *extent)
{
    if (extent->events <= 1 && extent->text_bytes == LEAST_TEXT_BYTES)
        return false;
    if (extent->events > 1)
        extent->events /= 2;
    else
        *extent = (struct extent){extent->events, LEAST_TEXT_BYTES, LEAST_TAGS};
    return true;
}

void hg_event_json_write(const struct hg_message *message, struct hg_buf *out)
{
    struct extent extent = {
        .events = message->event_count < SHOWN_MAX ? message->event_count : SHOWN_MAX,
        .text_bytes = BODY_MAX_BYTES,
        .tags = SIZE_MAX};
    struct hg_sink sink;
    for (;;) {
        hg_sink_init(&sink, -1);
        write_body(message, &extent, &sink);
        if (sink.buffer.len <= BODY_MAX_BYTES || !shorten(&extent))
            break;
        hg_sink_release(&sink);
    }
    hg_buf_add(out, sink.buffer.data, sink.buffer.len);
    hg_sink_release(&sink);
}

/* SPDX-License-Identifier: MIT */
/* event_json: our own JSON, value by value. */
#include "notify/event_json.h"

#include "headgate/json_writer.h"

#include "headgate/banned.h"

#define BODY_MAX_BYTES 20000 /* what Standard Webhooks recommends */
#define SHOWN_MAX      100   /* events */

static void write_texts(struct hg_json_writer *json, const char *key,
                        const struct hg_texts *texts)
{
    hg_json_begin_array(json, key);
    for (size_t i = 0; i < texts->count; i++)
        hg_json_write_text(json, NULL, texts->items[i]);
    hg_json_end_array(json);
}

static void write_event(struct hg_json_writer *json, const struct hg_event *event)
{
    const bool is_of_monitor = hg_event_is_of_monitor(event->kind);
    struct hg_buf text;
    hg_buf_init(&text);
    hg_event_write_line(event, &text);
    hg_json_begin_object(json, NULL);
    hg_json_write_text(json, "id", event->id);
    hg_json_write_text(json, "event", hg_event_word(event->kind));
    hg_json_write_text(json, "target", is_of_monitor ? NULL : event->target);
    hg_json_write_text(json, "url", is_of_monitor ? NULL : event->url);
    hg_json_write_text(json, "group", event->group);
    write_texts(json, "tags", &event->tags);
    hg_json_write_time(json, "at", event->at_us);
    hg_json_write_time(json, "since", event->since_us);
    if (event->incident == 0)
        hg_json_write_null(json, "incident");
    else
        hg_json_write_integer(json, "incident", event->incident);
    hg_json_write_text(json, "cause", hg_cause_word(event->cause));
    hg_json_write_text(json, "reason", event->reason);
    hg_json_write_text(json, "text", text.data);
    hg_json_end_object(json);
    hg_buf_release(&text);
}

static void write_body(const struct hg_message *message, size_t shown,
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
    hg_json_write_text(&json, "location", message->location);
    hg_json_write_time(&json, "at", message->made_us);
    hg_json_write_text(&json, "title", title.data);
    hg_json_begin_array(&json, "events");
    for (size_t i = 0; i < shown; i++)
        write_event(&json, &message->events[i]);
    hg_json_end_array(&json);
    hg_json_write_integer(&json, "more", (int64_t)(message->event_count - shown));
    hg_json_end_object(&json);
    hg_buf_release(&title);
}

void hg_event_json_write(const struct hg_message *message, struct hg_buf *out)
{
    size_t shown = message->event_count < SHOWN_MAX ? message->event_count : SHOWN_MAX;
    struct hg_sink sink;
    for (;;) {
        hg_sink_init(&sink, -1);
        write_body(message, shown, &sink);
        if (sink.buffer.len <= BODY_MAX_BYTES || shown <= 1)
            break;
        hg_sink_release(&sink);
        shown /= 2;
    }
    hg_buf_add(out, sink.buffer.data, sink.buffer.len);
    hg_sink_release(&sink);
}

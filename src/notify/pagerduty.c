/* SPDX-License-Identifier: MIT */
/* pagerduty: the channel for the Events API v2 of PagerDuty (developer.pagerduty.com/docs/events-api-v2), and whatever
 * speaks it.
 *
 * DESIGN. A part is an outage: its targets that went down are one alert, which ends with the last of them. What it is
 * sent for is the same in every attempt, and the alert is found by `dedup_key`, so that nothing is rung twice. */
#include "headgate/json_writer.h"
#include "headgate/memory.h"
#include "headgate/text.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/hash_table.h"

#include "notify/channel_rows.h"

#include "headgate/banned.h"

#define BODY_MAX_BYTES    512000
#define SUMMARY_MAX_BYTES 1020 /* and an ellipsis: 1,024 characters are allowed */
#define TEXT_MAX_BYTES    1000
#define SHOWN_MAX         100 /* targets */

/* Events of one outage, which are sent as one. */
struct part {
    const struct hg_message *message;
    struct hg_event *events; /* owned: copies, without what they point to */
    size_t count;
    bool is_end;
};

static bool begins(const struct hg_event *event)
{
    return event->outage != NULL &&
           (event->kind == HG_EVENT_DOWN || event->kind == HG_EVENT_REMINDER);
}

/* The event with which the part begins; the number of events when there is none. */
static size_t find_part(const struct hg_message *message, size_t part)
{
    struct hg_hash_table seen = {0};
    size_t index = 0;
    uint32_t value;
    for (; index < message->event_count; index++) {
        const struct hg_event *event = &message->events[index];
        const bool is_new =
            begins(event) && !hg_hash_table_find(&seen, event->outage, &value);
        if (is_new)
            hg_hash_table_set(&seen, event->outage, 0);
        if ((is_new || event->ends_outage) && part-- == 0)
            break;
    }
    hg_hash_table_release(&seen);
    return index;
}

/* False when there is no such part. */
static bool init_part(struct part *part, const struct hg_message *message, size_t number)
{
    const size_t first = find_part(message, number);
    *part = (struct part){.message = message};
    if (first == message->event_count)
        return false;
    const struct hg_event *events = message->events;
    part->is_end = events[first].ends_outage;
    part->events = hg_memory_new(message->event_count, sizeof *part->events);
    for (size_t i = first; i < message->event_count; i++) {
        const bool belongs =
            part->is_end ? i == first
                         : begins(&events[i]) &&
                               strcmp(events[i].outage, events[first].outage) == 0;
        if (belongs)
            part->events[part->count++] = events[i];
    }
    return true;
}

static void write_cut(struct hg_json_writer *json, const char *key, const char *text,
                      size_t max_bytes)
{
    if (text == NULL)
        return;
    char *clean = hg_text_clean(text, strlen(text), max_bytes);
    hg_json_write_text(json, key, clean);
    free(clean);
}

/* One target: its event in a line; several: how many and which, and the reason of the first one. */
static void write_summary(struct hg_json_writer *json, const struct part *part)
{
    const struct hg_message message = {.events = part->events,
                                       .event_count = part->count,
                                       .is_test = part->message->is_test};
    struct hg_buf text;
    hg_buf_init(&text);
    if (part->count == 1 && !message.is_test) {
        hg_event_write_line(&part->events[0], &text);
    } else {
        hg_message_write_title(&message, &text);
        hg_buf_printf(&text, ": %s", part->events[0].reason);
    }
    write_cut(json, "summary", text.data, SUMMARY_MAX_BYTES);
    hg_buf_release(&text);
}

static void write_target(struct hg_json_writer *json, const struct hg_event *event)
{
    hg_json_begin_object(json, NULL);
    write_cut(json, "target", event->target, TEXT_MAX_BYTES);
    write_cut(json, "url", event->url, TEXT_MAX_BYTES);
    write_cut(json, "group", event->group, TEXT_MAX_BYTES);
    hg_json_write_time(json, "since", event->since_us);
    write_cut(json, "reason", event->reason, TEXT_MAX_BYTES);
    hg_json_end_object(json);
}

static void write_details(struct hg_json_writer *json, const struct part *part,
                          size_t shown)
{
    hg_json_begin_object(json, "custom_details");
    write_cut(json, "run", part->message->run, TEXT_MAX_BYTES);
    write_cut(json, "location", part->message->location, TEXT_MAX_BYTES);
    hg_json_begin_array(json, "targets");
    for (size_t i = 0; i < shown; i++)
        write_target(json, &part->events[i]);
    hg_json_end_array(json);
    hg_json_write_integer(json, "more", (int64_t)(part->count - shown));
    hg_json_end_object(json);
}

static void write_payload(struct hg_json_writer *json, const struct part *part,
                          size_t shown)
{
    const struct hg_event *first = &part->events[0];
    hg_json_begin_object(json, "payload");
    write_summary(json, part);
    write_cut(json, "source", first->url, TEXT_MAX_BYTES);
    hg_json_write_text(json, "severity", part->message->is_test ? "info" : "critical");
    hg_json_write_time(json, "timestamp", first->since_us);
    write_cut(json, "group", first->group, TEXT_MAX_BYTES);
    hg_json_write_text(json, "class", hg_cause_word(first->cause));
    write_details(json, part, shown);
    hg_json_end_object(json);
}

static void write_body(const struct hg_channel_settings *settings,
                       const struct part *part, size_t shown, struct hg_sink *sink)
{
    struct hg_json_writer json;
    struct hg_buf key;
    hg_buf_init(&key);
    hg_buf_printf(&key, "headgate-%s", part->events[0].outage);
    hg_json_writer_init(&json, sink, 0);
    hg_json_begin_object(&json, NULL);
    hg_json_write_text(&json, "routing_key", settings->secret);
    hg_json_write_text(&json, "event_action", part->is_end ? "resolve" : "trigger");
    hg_json_write_text(&json, "dedup_key", key.data);
    if (!part->is_end) {
        hg_json_write_text(&json, "client", "headgate");
        write_payload(&json, part, shown);
    }
    hg_json_end_object(&json);
    hg_buf_release(&key);
}

/* The list is made shorter, never the JSON. */
static void write_short_body(const struct hg_channel_settings *settings,
                             const struct part *part, struct hg_buf *out)
{
    size_t shown = part->count < SHOWN_MAX ? part->count : SHOWN_MAX;
    struct hg_sink sink;
    for (;;) {
        hg_sink_init(&sink, -1);
        write_body(settings, part, shown, &sink);
        if (sink.buffer.len <= BODY_MAX_BYTES || shown <= 1)
            break;
        hg_sink_release(&sink);
        shown /= 2;
    }
    hg_buf_add(out, sink.buffer.data, sink.buffer.len);
    hg_sink_release(&sink);
}

/* A sample ends at once: nothing has happened. */
static bool init_end_of_sample(struct part *part, const struct hg_message *message,
                               size_t number)
{
    if (!message->is_test || number != 1 || !init_part(part, message, 0))
        return false;
    part->is_end = true;
    return true;
}

static bool write_request(const struct hg_channel_settings *settings,
                          const struct hg_message *message,
                          const struct hg_channel_moment *moment,
                          struct hg_channel_request *request)
{
    struct part part;
    if (!init_part(&part, message, moment->part) &&
        !init_end_of_sample(&part, message, moment->part))
        return false;
    hg_buf_add_text(&request->headers, "Content-Type: application/json\n");
    write_short_body(settings, &part, &request->body);
    free(part.events);
    return true;
}

const struct hg_channel_type hg_channel_pagerduty = {
    .name = "pagerduty",
    .write_request = write_request,
};

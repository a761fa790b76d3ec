/* SPDX-License-Identifier: MIT */
/* ntfy: the channel for ntfy, the public one and others (docs.ntfy.sh/publish, "Publish as JSON"). */
#include <string.h>

#include "notify/channel_rows.h"
#include "notify/chat_text.h"

#include "headgate/banned.h"

#define TITLE_MAX_BYTES  250
#define PRIORITY_DEFAULT 3
#define PRIORITY_HIGH    4

/* A message may have 4,096 bytes, and the request twice as many. Nothing in it is markup. */
static const struct hg_chat_rules rules = {.max_bytes = 3000};

/* How loud an event is, and the name of an emoji; 0 and NULL: as usual. */
static const struct {
    int priority;
    const char *tag;
} sounds[HG_EVENT_KIND_COUNT] = {
    [HG_EVENT_DOWN] = {PRIORITY_HIGH, "rotating_light"},
    [HG_EVENT_REMINDER] = {PRIORITY_HIGH, "rotating_light"},
    [HG_EVENT_RECOVERED] = {0, "white_check_mark"},
    [HG_EVENT_DEGRADED] = {0, "warning"},
    [HG_EVENT_DEGRADED_END] = {0, "white_check_mark"},
    [HG_EVENT_CERTIFICATE] = {0, "warning"},
    [HG_EVENT_FLAPPING] = {0, "warning"},
    [HG_EVENT_FLAPPING_END] = {0, "white_check_mark"},
    [HG_EVENT_OFFLINE] = {PRIORITY_HIGH, "rotating_light"},
    [HG_EVENT_ONLINE] = {0, "white_check_mark"},
    [HG_EVENT_GAP] = {0, "warning"},
};

/* The URL of a topic ends with it; JSON goes to the server, and names the topic. */
static void split_url(const char *url, struct hg_buf *server, struct hg_buf *topic)
{
    const size_t path_end = strcspn(url, "?#");
    size_t end = path_end;
    while (end > 0 && url[end - 1] == '/')
        end--;
    size_t begin = end;
    while (begin > 0 && url[begin - 1] != '/')
        begin--;
    hg_buf_add(topic, url + begin, end - begin);
    hg_buf_add(server, url, begin);
    hg_buf_add_text(server, url + path_end);
}

/* The loudest one, and each tag once. */
static void write_sound(struct hg_json_writer *json, const struct hg_message *message)
{
    int priority = PRIORITY_DEFAULT;
    unsigned kinds = 0;
    for (size_t i = 0; i < message->event_count; i++)
        kinds |= 1U << message->events[i].kind;
    hg_json_begin_array(json, "tags");
    for (int kind = 0; kind < HG_EVENT_KIND_COUNT; kind++) {
        const char *tag = sounds[kind].tag;
        bool is_new = tag != NULL && (kinds & 1U << kind) != 0;
        for (int other = 0; other < kind && is_new; other++)
            is_new = (kinds & 1U << other) == 0 || sounds[other].tag == NULL ||
                     strcmp(sounds[other].tag, tag) != 0;
        if (is_new)
            hg_json_write_text(json, NULL, tag);
        if ((kinds & 1U << kind) != 0 && sounds[kind].priority > priority)
            priority = sounds[kind].priority;
    }
    hg_json_end_array(json);
    hg_json_write_integer(json, "priority", priority);
}

static void write_body(const struct hg_message *message, const char *topic,
                       struct hg_buf *out)
{
    struct hg_json_writer json;
    struct hg_sink sink;
    struct hg_buf title;
    struct hg_buf text;
    hg_buf_init(&title);
    hg_buf_init(&text);
    hg_sink_init(&sink, -1);
    hg_message_write_title(message, &text);
    hg_chat_text_add(text.data, TITLE_MAX_BYTES, &rules, &title);
    hg_buf_clear(&text);
    hg_chat_lines_write(message, &rules, &text);
    hg_json_writer_init(&json, &sink, 0);
    hg_json_begin_object(&json, NULL);
    hg_json_write_text(&json, "topic", topic);
    hg_json_write_text(&json, "title", title.data);
    hg_json_write_text(&json, "message", text.data);
    write_sound(&json, message);
    hg_json_end_object(&json);
    hg_buf_add(out, sink.buffer.data, sink.buffer.len);
    hg_sink_release(&sink);
    hg_buf_release(&title);
    hg_buf_release(&text);
}

static bool write_request(const struct hg_channel_settings *settings,
                          const struct hg_message *message,
                          const struct hg_channel_moment *moment,
                          struct hg_channel_request *request)
{
    struct hg_buf topic;
    if (moment->part > 0)
        return false;
    hg_buf_init(&topic);
    hg_buf_clear(&request->url);
    split_url(settings->url, &request->url, &topic);
    hg_buf_add_text(&request->headers, "Content-Type: application/json\n");
    if (settings->secret != NULL)
        hg_buf_printf(&request->headers, "Authorization: Bearer %s\n", settings->secret);
    write_body(message, topic.data, &request->body);
    hg_buf_release(&topic);
    return true;
}

const struct hg_channel_type hg_channel_ntfy = {
    .name = "ntfy",
    .write_request = write_request,
};

/* SPDX-License-Identifier: MIT */
/* slack: the channel for incoming webhooks of Slack, and of Mattermost and Rocket.Chat, which read the same JSON. */
#include "headgate/json_writer.h"

#include "notify/channel_rows.h"
#include "notify/chat_text.h"

#include "headgate/banned.h"

/* Slack wants "&", "<" and ">" escaped, and nothing else: "<!channel>" rings everybody. Mattermost and Rocket.Chat read
 * "@channel" and Markdown's links as well, which a zero-width space takes apart. */
static const struct hg_chat_escape escapes[] = {
    {"&", "&amp;"},           {"<", "&lt;"}, {">", "&gt;"}, {"@", "@\xe2\x80\x8b"},
    {"](", "]\xe2\x80\x8b("},
};

static const struct hg_chat_rules rules = {
    .max_bytes =
        3000, /* Mattermost takes 4,000 characters; Slack shortens no text of this length */
    .escapes = escapes,
    .escape_count = sizeof escapes / sizeof escapes[0],
};

static bool write_request(const struct hg_channel_settings *settings,
                          const struct hg_message *message,
                          const struct hg_channel_moment *moment,
                          struct hg_channel_request *request)
{
    struct hg_json_writer json;
    struct hg_sink sink;
    struct hg_buf text;
    (void)settings;
    if (moment->part > 0)
        return false;
    hg_buf_init(&text);
    hg_sink_init(&sink, -1);
    hg_chat_text_write(message, &rules, &text);
    hg_json_writer_init(&json, &sink, 0);
    hg_json_begin_object(&json, NULL);
    hg_json_write_text(&json, "text", text.data);
    hg_json_end_object(&json);
    hg_buf_add_text(&request->headers, "Content-Type: application/json\n");
    hg_buf_add(&request->body, sink.buffer.data, sink.buffer.len);
    hg_sink_release(&sink);
    hg_buf_release(&text);
    return true;
}

const struct hg_channel_type hg_channel_slack = {
    .name = "slack",
    .write_request = write_request,
};

/* SPDX-License-Identifier: MIT */
/* slack: the channel for incoming webhooks of Slack, and of Mattermost and Rocket.Chat, which read the same JSON. */
#include "headgate/units.h"

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

static void write_members(struct hg_json_writer *json, const struct hg_message *message,
                          const char *text)
{
    (void)message;
    hg_json_write_text(json, "text", text);
}

static bool write_request(const struct hg_channel_settings *settings,
                          const struct hg_message *message,
                          const struct hg_channel_moment *moment,
                          struct hg_channel_request *request)
{
    (void)settings;
    return hg_chat_request_write(message, moment, &rules, write_members, request);
}

const struct hg_channel_type hg_channel_slack = {
    .name = "slack",
    .interval_us = HG_US_PER_S,
    .write_request = write_request,
};

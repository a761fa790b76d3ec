/* SPDX-License-Identifier: MIT */
/* discord: the channel for webhooks of Discord (discord.com/developers/docs/resources/webhook, "Execute Webhook"). */
#include "headgate/units.h"

#include "notify/channel_rows.h"
#include "notify/chat_text.h"

#include "headgate/banned.h"

#define SUPPRESS_EMBEDS 4 /* a flag of messages: no previews of what they link to */

/* Discord shows the character behind a backslash as it is. Mentions are escaped for the eye only: that nobody is rung is
 * said by `allowed_mentions`. */
static const struct hg_chat_escape escapes[] = {
    {"\\", "\\\\"}, {"*", "\\*"}, {"_", "\\_"},     {"~", "\\~"}, {"`", "\\`"},
    {"|", "\\|"},   {"<", "\\<"}, {">", "\\>"},     {"[", "\\["}, {"]", "\\]"},
    {"@", "\\@"},   {"#", "\\#"}, {"://", "\\://"},
};

static const struct hg_chat_rules rules = {
    .max_bytes = 2000, /* characters of `content` */
    .escapes = escapes,
    .escape_count = sizeof escapes / sizeof escapes[0],
};

static void write_members(struct hg_json_writer *json, const struct hg_message *message,
                          const char *text)
{
    (void)message;
    hg_json_write_text(json, "content", text);
    hg_json_begin_object(json, "allowed_mentions");
    hg_json_begin_array(json, "parse");
    hg_json_end_array(json);
    hg_json_end_object(json);
    hg_json_write_integer(json, "flags", SUPPRESS_EMBEDS);
}

static bool write_request(const struct hg_channel_settings *settings,
                          const struct hg_message *message,
                          const struct hg_channel_moment *moment,
                          struct hg_channel_request *request)
{
    (void)settings;
    return hg_chat_request_write(message, moment, &rules, write_members, request);
}

const struct hg_channel_type hg_channel_discord = {
    .name = "discord",
    .interval_us = HG_US_PER_S,
    .write_request = write_request,
};

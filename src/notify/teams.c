/* SPDX-License-Identifier: MIT */
/* teams: the channel for webhooks of Microsoft Teams (Workflows), which read an Adaptive Card
 * (adaptivecards.io/explorer, RichTextBlock and TextRun). */
#include <stdlib.h>
#include <string.h>

#include "headgate/memory.h"
#include "headgate/units.h"

#include "notify/channel_rows.h"
#include "notify/chat_text.h"

#include "headgate/banned.h"

/* A TextRun, unlike a TextBlock, has no Markdown; but dates in it may be written for each reader. */
static const struct hg_chat_escape escapes[] = {
    {"{{DATE(", "{{\xe2\x80\x8b"
                "DATE("},
    {"{{TIME(", "{{\xe2\x80\x8b"
                "TIME("},
};

static const struct hg_chat_rules rules = {
    /* A message may have 28 KB with all of its JSON, of which each line needs 70 bytes and more, and each byte two at
     * most. */
    .max_bytes = 3500,
    .escapes = escapes,
    .escape_count = sizeof escapes / sizeof escapes[0],
};

static void write_line(struct hg_json_writer *json, const char *line, bool is_first)
{
    hg_json_begin_object(json, NULL);
    hg_json_write_text(json, "type", "RichTextBlock");
    hg_json_begin_array(json, "inlines");
    hg_json_begin_object(json, NULL);
    hg_json_write_text(json, "type", "TextRun");
    hg_json_write_text(json, "text", line);
    if (is_first)
        hg_json_write_text(json, "weight", "Bolder");
    hg_json_end_object(json);
    hg_json_end_array(json);
    hg_json_end_object(json);
}

/* A block for each line: clients differ in what they make of a line feed. */
static void write_lines(struct hg_json_writer *json, const char *text)
{
    char *copy = hg_memory_copy_text(text);
    bool is_first = true;
    for (char *line = copy, *next; line != NULL; line = next, is_first = false) {
        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        write_line(json, line, is_first);
    }
    free(copy);
}

static void write_card(struct hg_json_writer *json, const char *text)
{
    hg_json_begin_object(json, "content");
    hg_json_write_text(json, "$schema",
                       "http://adaptivecards.io/schemas/adaptive-card.json");
    hg_json_write_text(json, "type", "AdaptiveCard");
    hg_json_write_text(json, "version", "1.2");
    hg_json_begin_array(json, "body");
    write_lines(json, text);
    hg_json_end_array(json);
    hg_json_begin_object(json, "msteams");
    hg_json_write_text(json, "width", "Full");
    hg_json_end_object(json);
    hg_json_end_object(json);
}

static void write_members(struct hg_json_writer *json, const struct hg_message *message,
                          const char *text)
{
    (void)message;
    hg_json_write_text(json, "type", "message");
    hg_json_begin_array(json, "attachments");
    hg_json_begin_object(json, NULL);
    hg_json_write_text(json, "contentType", "application/vnd.microsoft.card.adaptive");
    hg_json_write_null(json, "contentUrl");
    write_card(json, text);
    hg_json_end_object(json);
    hg_json_end_array(json);
}

static bool write_request(const struct hg_channel_settings *settings,
                          const struct hg_message *message,
                          const struct hg_channel_moment *moment,
                          struct hg_channel_request *request)
{
    (void)settings;
    return hg_chat_request_write(message, moment, &rules, write_members, request);
}

const struct hg_channel_type hg_channel_teams = {
    .name = "teams",
    .interval_us = HG_US_PER_S,
    .write_request = write_request,
};

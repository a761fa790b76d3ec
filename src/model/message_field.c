/* SPDX-License-Identifier: MIT */
/* message_field: the names of what a message says. */
#include "headgate/message_field.h"

#include <string.h>

#include "headgate/banned.h"

static const char *const words[HG_MESSAGE_FIELD_COUNT] = {
    [HG_MESSAGE_ID] = "id",
    [HG_MESSAGE_RUN] = "run",
    [HG_MESSAGE_LOCATION] = "location",
    [HG_MESSAGE_AT] = "at",
    [HG_MESSAGE_TEST] = "test",
    [HG_MESSAGE_COUNT] = "count",
    [HG_MESSAGE_TITLE] = "title",
    [HG_MESSAGE_TEXT] = "text",
    [HG_MESSAGE_EVENT] = "event",
    [HG_MESSAGE_TARGET] = "target",
    [HG_MESSAGE_URL] = "url",
    [HG_MESSAGE_GROUP] = "group",
    [HG_MESSAGE_CAUSE] = "cause",
    [HG_MESSAGE_REASON] = "reason",
    [HG_MESSAGE_SINCE] = "since",
    [HG_MESSAGE_INCIDENT] = "incident",
};

const char *hg_message_field_word(enum hg_message_field field)
{
    return words[field];
}

bool hg_message_field_find(const char *word, enum hg_message_field *field)
{
    for (int i = 0; i < HG_MESSAGE_FIELD_COUNT; i++) {
        if (strcmp(words[i], word) == 0) {
            *field = (enum hg_message_field)i;
            return true;
        }
    }
    return false;
}

bool hg_message_field_is_option(enum hg_message_field field)
{
    return field == HG_MESSAGE_LOCATION || field == HG_MESSAGE_GROUP ||
           field == HG_MESSAGE_SINCE;
}

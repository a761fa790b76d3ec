/* SPDX-License-Identifier: MIT */
/* message_field: the names of what a message says. */
#include "headgate/message_field.h"

#include "headgate/banned.h"

const char *hg_message_field_word(enum hg_message_field field)
{
    static const char *const words[HG_MESSAGE_FIELD_COUNT] = {
        [HG_FIELD_ID] = "id",         [HG_FIELD_RUN] = "run",
        [HG_FIELD_AT] = "at",         [HG_FIELD_TEST] = "test",
        [HG_FIELD_COUNT] = "count",   [HG_FIELD_TITLE] = "title",
        [HG_FIELD_TEXT] = "text",     [HG_FIELD_EVENT] = "event",
        [HG_FIELD_TARGET] = "target", [HG_FIELD_URL] = "url",
        [HG_FIELD_CAUSE] = "cause",   [HG_FIELD_REASON] = "reason",
        [HG_FIELD_SINCE] = "since",   [HG_FIELD_INCIDENT] = "incident",
    };
    return words[field];
}

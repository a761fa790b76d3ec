/* SPDX-License-Identifier: MIT */
/* message_field: what a message says, as texts by name: commands get them as variables, and templates as "${title}". */
#ifndef HEADGATE_MESSAGE_FIELD_H
#define HEADGATE_MESSAGE_FIELD_H

#include <stdbool.h>

/* Of the message, and then of its first event. */
enum hg_message_field {
    HG_MESSAGE_ID,
    HG_MESSAGE_RUN,
    HG_MESSAGE_LOCATION,
    HG_MESSAGE_AT,
    HG_MESSAGE_TEST,
    HG_MESSAGE_COUNT,
    HG_MESSAGE_TITLE,
    HG_MESSAGE_TEXT,
    HG_MESSAGE_EVENT,
    HG_MESSAGE_TARGET,
    HG_MESSAGE_URL,
    HG_MESSAGE_GROUP,
    HG_MESSAGE_CAUSE,
    HG_MESSAGE_REASON,
    HG_MESSAGE_SINCE,
    HG_MESSAGE_INCIDENT,
    HG_MESSAGE_FIELD_COUNT
};

/* "title": lower case, stable. */
const char *hg_message_field_word(enum hg_message_field field);
/* False when there is no field of that name. */
bool hg_message_field_find(const char *word, enum hg_message_field *field);
/* Whether it is the name of an option of headgate, too: in upper case behind "HEADGATE_" it would be a setting of a
 * headgate that a command runs. */
bool hg_message_field_is_option(enum hg_message_field field);

#endif

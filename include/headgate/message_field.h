/* SPDX-License-Identifier: MIT */
/* message_field: what a message says, as texts by name: commands get them as variables, and templates as "${title}". */
#ifndef HEADGATE_MESSAGE_FIELD_H
#define HEADGATE_MESSAGE_FIELD_H

/* Of the message, and then of its first event. */
enum hg_message_field {
    HG_FIELD_ID,
    HG_FIELD_RUN,
    HG_FIELD_AT,
    HG_FIELD_TEST,
    HG_FIELD_COUNT,
    HG_FIELD_TITLE,
    HG_FIELD_TEXT,
    HG_FIELD_EVENT,
    HG_FIELD_TARGET,
    HG_FIELD_URL,
    HG_FIELD_CAUSE,
    HG_FIELD_REASON,
    HG_FIELD_SINCE,
    HG_FIELD_INCIDENT,
    HG_MESSAGE_FIELD_COUNT
};

/* "title": lower case, stable. None of them is the name of an option of headgate: in upper case behind "HEADGATE_" it
 * would be a setting of a headgate that a command runs. */
const char *hg_message_field_word(enum hg_message_field field);

#endif

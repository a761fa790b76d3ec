/* SPDX-License-Identifier: MIT */
/* message: the events of a run for one channel. What a channel sends is made from it when it is sent, so that no
 * secret and no address is stored. */
#ifndef HEADGATE_MESSAGE_H
#define HEADGATE_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/arena.h"
#include "headgate/buf.h"
#include "headgate/event.h"
#include "headgate/zone.h"

struct hg_message {
    struct hg_arena arena; /* owned: all its texts */
    int64_t row;           /* in the outbox; 0: none, for a sample */
    const char *id;        /* the same in every attempt to send it */
    const char *run;       /* id of the run */
    const char *location;  /* of the machine that checked; NULL: none */
    int64_t made_us;       /* wall clock: the end of the run */
    int64_t attempts;      /* that failed */
    size_t parts;          /* requests of it that are sent already */
    int64_t claimed_us;    /* wall clock; 0: it is not */
    struct hg_event *events;
    size_t event_count;
    bool is_test; /* a sample: nothing of it has happened */
    /* Set by who sends it. */
    const struct hg_zone *zone; /* of clock times; NULL: there are none in it */
    int64_t now_us;             /* wall clock: dates of this day are left out */
};

#define HG_MESSAGE_NAMED_MAX 5 /* targets of a group */

/* Events of a message that are said as one: of one kind, about targets of one outage. */
struct hg_message_group {
    const struct hg_event *events[HG_MESSAGE_NAMED_MAX]; /* the first ones */
    size_t count;
    int64_t since_us; /* the earliest */
    int64_t at_us;    /* the latest */
};

struct hg_message_groups {
    struct hg_message_group *items; /* owned: in the order of their first events */
    size_t count;
};

void hg_message_groups_make(const struct hg_message *message,
                            struct hg_message_groups *groups);
void hg_message_groups_release(struct hg_message_groups *groups);

/* Append what it is about, in a line: "1 went down, 2 came back: shop, api and blog". */
void hg_message_write_title(const struct hg_message *message, struct hg_buf *out);
/* Append the event, in a line without its end: "went down: shop: connection refused". */
void hg_event_write_line(const struct hg_event *event, struct hg_buf *out);
/* The same of a group: "went down: 212 targets: connection refused (shop, blog and 210 more)", and with clock times. */
void hg_message_write_line(const struct hg_message *message,
                           const struct hg_message_group *group, struct hg_buf *out);
void hg_message_release(struct hg_message *message);

#endif

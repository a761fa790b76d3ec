/* SPDX-License-Identifier: MIT */
/* unsent: reports that wait in the outbox of a history until their channel (mail) has accepted them. The rules are those
 * of messages with events (headgate/outbox.h): at least once, in order, the same message in each attempt. A message enters
 * before the first attempt to send it, so that it is sent twice rather than never when headgate is killed in between.
 *
 * A channel has two queues. What some recipients have accepted waits for the others in the second one, so that nobody is
 * kept from the next message by a recipient who is not available. Each queue is in order.
 *
 * Several processes may empty a queue at once: whoever claims a message holds it for twenty minutes, longer than sending
 * takes, and nobody else gets one of that queue meanwhile. A process that holds it for longer counts as dead. */
#ifndef HEADGATE_UNSENT_H
#define HEADGATE_UNSENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/error.h"
#include "headgate/history.h"
#include "headgate/payload.h"

#define HG_UNSENT_MAX 1000 /* messages of a channel */

enum hg_unsent_queue {
    HG_UNSENT_WHOLE, /* of all recipients */
    HG_UNSENT_REST   /* of those who did not accept it with the others */
};

/* A message in a queue. */
struct hg_unsent {
    int64_t id;         /* 0: none */
    int64_t made_us;    /* wall clock */
    int64_t claimed_us; /* likewise; 0: it is not */
    int64_t attempts;   /* that failed */
    char *message_id;   /* owned */
    char *envelope;     /* owned: of the recipients that are left */
    char *data;         /* owned */
    size_t len;
};

/* What became of a message that was added. */
struct hg_unsent_entry {
    int64_t id;           /* 0: it is not in the queue */
    size_t dropped_count; /* oldest messages that had to go for it */
};

/* Which message is claimed. */
struct hg_unsent_claim {
    const char *channel; /* its name */
    enum hg_unsent_queue queue;
    bool is_urgent; /* also when it is not due yet */
    int64_t now_us; /* wall clock */
};

/* What became of an attempt that failed. */
struct hg_unsent_failure {
    const char *channel;
    const char *envelope; /* of the recipients that are left */
    bool is_partial;      /* others have accepted it */
    const char *problem;
    int64_t now_us; /* wall clock */
};

/* All functions return -1 with a system error when the history can't be read or written. `channel` is a
 * channel's name. */

/* Add a message at the end of the first queue. */
int hg_unsent_add(struct hg_history *history, const char *channel,
                  const struct hg_payload *payload, int64_t now_us,
                  struct hg_unsent_entry *entry, struct hg_error *err)
    __attribute__((warn_unused_result));
/* Claim the oldest message of the queue, if it is due and no process holds it; its id is 0 otherwise. Release it in any
 * case. */
int hg_unsent_claim(struct hg_history *history, const struct hg_unsent_claim *claim,
                    struct hg_unsent *message, struct hg_error *err)
    __attribute__((warn_unused_result));
/* Read the oldest message of the first queue, which stays as it is; its id is 0 when there is none. Release it in any
 * case. */
int hg_unsent_peek(struct hg_history *history, const char *channel,
                   struct hg_unsent *message, struct hg_error *err)
    __attribute__((warn_unused_result));
void hg_unsent_release(struct hg_unsent *message);
/* Remove a message that some recipients have, and no other one ever will. */
int hg_unsent_remove(struct hg_history *history, int64_t id, struct hg_error *err)
    __attribute__((warn_unused_result));
/* Remove a message that was rejected for all recipients with this problem. */
int hg_unsent_reject(struct hg_history *history, int64_t id, int64_t now_us,
                     const char *problem, struct hg_error *err)
    __attribute__((warn_unused_result));
/* Return a claimed message after an attempt; when it is due again is said in headgate/outbox.h. */
int hg_unsent_return(struct hg_history *history, const struct hg_unsent *message,
                     const struct hg_unsent_failure *failure, struct hg_error *err)
    __attribute__((warn_unused_result));

#endif

/* SPDX-License-Identifier: MIT */
/* unsent: the queue of unsent messages, stored in the history. A message enters the queue before the first
 * attempt to send it, so that it is sent twice rather than never when headgate is killed in between.
 *
 * Several processes may empty the queue at once: whoever claims a message holds it for ten minutes, longer
 * than sending takes. A process that holds it for longer counts as dead, and the message may be claimed
 * again. */
#ifndef HEADGATE_UNSENT_H
#define HEADGATE_UNSENT_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/error.h"
#include "headgate/history.h"
#include "headgate/payload.h"

#define HG_UNSENT_MAX 1000 /* messages of a channel */

/* A message in the queue. */
struct hg_unsent {
    int64_t id;       /* 0: none */
    int64_t made_us;  /* wall clock */
    int64_t attempts; /* that failed */
    char *envelope;   /* owned: of the recipients that are left */
    char *data;       /* owned */
    size_t len;
};

/* What became of a message that was added. */
struct hg_unsent_entry {
    int64_t id;           /* 0: it is not in the queue */
    size_t dropped_count; /* oldest messages that had to go for it */
};

/* All functions return -1 with a system error when the history can't be read or written. `channel` is a
 * channel's name. */

/* Add a message, claimed by the caller. */
int hg_unsent_add(struct hg_history *history, const char *channel,
                  const struct hg_payload *payload, int64_t now_us,
                  struct hg_unsent_entry *entry, struct hg_error *err)
    __attribute__((warn_unused_result));
/* Claim the oldest message of the channel with a greater id than `after` that no process holds; its id is
 * 0 when there is none. Release it in any case. */
int hg_unsent_claim(struct hg_history *history, const char *channel, int64_t after,
                    int64_t now_us, struct hg_unsent *message, struct hg_error *err)
    __attribute__((warn_unused_result));
void hg_unsent_release(struct hg_unsent *message);
/* Remove a message that was sent, or never will be. */
int hg_unsent_remove(struct hg_history *history, int64_t id, struct hg_error *err)
    __attribute__((warn_unused_result));
/* Return a claimed message after an attempt that failed with this problem; `envelope` has the recipients
 * that are left. */
int hg_unsent_return(struct hg_history *history, int64_t id, const char *envelope,
                     const char *problem, struct hg_error *err)
    __attribute__((warn_unused_result));

#endif

/* SPDX-License-Identifier: MIT */
/* outbox: messages of channels for events, which wait in the history until their channel has accepted them. They are
 * written in the transaction that adds their run (hg_history_add()), for the channels of the run's settings, so that
 * nothing is lost when headgate is killed, and sent at least once, each channel's in their order.
 *
 * A `down` that was not sent yet when its target recovers is taken back: the `recovered`, which says since when it was
 * down, and why, is all that is sent then.
 *
 * Several processes may send at once: whoever claims a message holds it for twenty minutes, longer than sending takes. Who took
 * longer nevertheless, as on a machine that slept, returns nothing that another one has claimed since. */
#ifndef HEADGATE_OUTBOX_H
#define HEADGATE_OUTBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/arena.h"
#include "headgate/error.h"
#include "headgate/failing_channel.h"
#include "headgate/history.h"
#include "headgate/message.h"
#include "headgate/text.h"

/* A message is tried for so long at least, and so often. */
#define HG_OUTBOX_TRIED_US    (INT64_C(259200) * 1000000)
#define HG_OUTBOX_TRIED_COUNT 10
/* Of a channel that is not configured. */
#define HG_OUTBOX_UNTRIED_REPORT_US (INT64_C(2678400) * 1000000)

/* All functions return -1 with a system error when the history can't be read or written. `channel` is a channel's
 * name. */

/* Claim the oldest message of the channel, if it is due and no other process holds it; its row is 0 otherwise. Release
 * it in any case. */
int hg_outbox_claim(struct hg_history *history, const char *channel, int64_t now_us,
                    struct hg_message *message, struct hg_error *err)
    __attribute__((warn_unused_result));
/* Read the oldest message of the channel, which stays as it is; its row is 0 when there is none. Release it in any
 * case. */
int hg_outbox_peek(struct hg_history *history, const char *channel,
                   struct hg_message *message, struct hg_error *err)
    __attribute__((warn_unused_result));
/* Remove a message that was sent. */
int hg_outbox_remove(struct hg_history *history, const struct hg_message *message,
                     struct hg_error *err) __attribute__((warn_unused_result));
/* Remove a message that was rejected with this problem, and never will be accepted. */
int hg_outbox_reject(struct hg_history *history, const struct hg_message *message,
                     int64_t now_us, const char *problem, struct hg_error *err)
    __attribute__((warn_unused_result));
/* An attempt to send a message that failed. */
struct hg_outbox_attempt {
    int64_t now_us;
    int64_t not_before_us; /* 0: at any time */
    size_t parts;          /* of its requests, that are sent */
    const char *problem;
};
/* Return a claimed message after an attempt that failed. It is tried again after 10 seconds, doubled with each attempt up
 * to an hour, and a part of a quarter more, which is the same for the same attempt of the same message; but not before
 * `not_before_us`, a day at most. Attempts are counted anew when more of it is sent than before. */
int hg_outbox_return(struct hg_history *history, const struct hg_message *message,
                     const struct hg_outbox_attempt *attempt, struct hg_error *err)
    __attribute__((warn_unused_result));
/* What waits for a channel. */
struct hg_outbox_state {
    size_t count;      /* messages */
    int64_t made_us;   /* the oldest one; 0: none */
    char problem[512]; /* of its last attempt; "": none, or not tried yet */
};
int hg_outbox_read_state(struct hg_history *history, const char *channel,
                         struct hg_outbox_state *state, struct hg_error *err)
    __attribute__((warn_unused_result));
/* A channel fails from the first message that it does not accept until it accepts one; or something else, which was not
 * in the outbox. */
int hg_outbox_note_failure(struct hg_history *history, const char *channel,
                           const char *problem, int64_t now_us, struct hg_error *err)
    __attribute__((warn_unused_result));
int hg_outbox_end_failure(struct hg_history *history, const char *channel,
                          struct hg_error *err) __attribute__((warn_unused_result));
/* All channels that fail; their texts are in the arena. */
int hg_outbox_read_failing(struct hg_history *history, struct hg_arena *arena,
                           struct hg_failing_channels *channels, struct hg_error *err)
    __attribute__((warn_unused_result));
/* Remove messages that were not accepted for too long: of these channels when they were tried for three days and ten
 * times, of others, which the configuration no longer has, when nobody has tried for three days, and a report
 * (headgate/unsent.h) for 31 days: a weekly one may have a configuration of its own. `dropped` has a row for each
 * channel that lost some, in the arena. */
struct hg_dropped_messages {
    const char *channel;
    size_t count;
    bool is_configured;
};
struct hg_dropped {
    const struct hg_dropped_messages *items;
    size_t count;
};
int hg_outbox_drop_stale(struct hg_history *history, const struct hg_texts *channels,
                         int64_t now_us, struct hg_arena *arena,
                         struct hg_dropped *dropped, struct hg_error *err)
    __attribute__((warn_unused_result));

#endif

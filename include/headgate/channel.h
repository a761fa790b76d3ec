/* SPDX-License-Identifier: MIT */
/* channel: a way to bring messages to people.
 *
 * There are two sorts. Mail (struct hg_channel) brings reports: whoever has one writes it in the row's format, queues it
 * with an envelope (headgate/unsent.h), and has the row send it.
 *
 * Channels for events (struct hg_channel_type) are configured by name (struct hg_channel_settings), and their messages
 * wait in the outbox (headgate/outbox.h) as events; a request is made of them when they are sent. A new kind of channel
 * is one file of src/notify with a pure function from a message to a request, and its row:
 *
 *   1. a number at the end of enum hg_channel_kind (headgate/settings.h);
 *   2. src/notify/NAME.c with `const struct hg_channel_type hg_channel_NAME`, declared in channel_rows.h, named in
 *      channels.c (the array of kinds) and in sources.cmake;
 *   3. its word in KIND_WORDS of src/config/type_channels.c and in the schema there, and the keys that it needs and may
 *      have in `kinds`; keys of its own are rows of `keys`, with members in struct hg_channel_settings;
 *      A channel that is sent states has a function from a state (headgate/run_state.h) to a request in place of it;
 *   4. rows in tests/unit/notify/channels.c (a message and the request it becomes), and in docs/notify.md.
 *
 * A kind that sends no HTTP has the functions deliver() and show(), too.
 *
 * What write_request() makes is all that is sent: it sets the address where that is another one than the channel's, adds
 * header lines, and writes the body. Texts of others are escaped there, by the rules of the service, and lists are made
 * shorter until its limits are kept. Everything else is done for all kinds: HTTP without redirects, time-outs, retries,
 * order, secrets in messages. */
#ifndef HEADGATE_CHANNEL_H
#define HEADGATE_CHANNEL_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "headgate/buf.h"
#include "headgate/cancel.h"
#include "headgate/error.h"
#include "headgate/message.h"
#include "headgate/output.h"
#include "headgate/payload.h"
#include "headgate/run.h"
#include "headgate/run_state.h"
#include "headgate/settings.h"

/* What became of a message for one recipient. */
enum hg_delivery_status {
    HG_DELIVERY_DEFERRED, /* not accepted now: it may be sent again later */
    HG_DELIVERY_SENT,     /* accepted */
    HG_DELIVERY_REJECTED, /* permanently: sending it again is of no use */
    HG_DELIVERY_STATUS_COUNT
};

/* What became of a message. */
struct hg_delivery {
    /* Recipients by status; a channel without recipients counts one. */
    size_t counts[HG_DELIVERY_STATUS_COUNT];
    char *remaining;     /* owned: envelope of the deferred recipients; NULL: none */
    bool is_unavailable; /* no other message would be accepted now either */
};

struct hg_channel {
    const char *name;   /* "mail"; stored in histories, so it never changes */
    const char *format; /* of its messages: a format of reports over a period */
    /* Whether the settings ask for the channel at all. */
    bool (*is_enabled)(const struct hg_settings *settings);
    /* Whether they ask for a message about this finished run, which opened or closed `change_count`
     * incidents. */
    bool (*is_wanted)(const struct hg_settings *settings, const struct hg_run *run,
                      size_t change_count);
    /* Append the envelope of a message to everybody that the settings name. */
    void (*write_envelope)(const struct hg_settings *settings, struct hg_buf *out);
    /* Blocks until the message is sent, or not, or a signal came (`cancel`), which is noticed within about
     * a second, or until `end_us` (monotonic; INT64_MAX: only the channel's own time-out counts). 0 when all recipients were accepted; -1 (system error) otherwise, in one sentence without
     * secrets. What is not known to be accepted is deferred. Sets the delivery in both cases; release
     * it. */
    int (*send)(const struct hg_settings *settings, const struct hg_payload *payload,
                const struct hg_cancel *cancel, int64_t end_us,
                struct hg_delivery *delivery, struct hg_error *err);
};

/* A request. All buffers are owned; init and release with the functions below. */
struct hg_channel_request {
    struct hg_buf url; /* a secret */
    struct hg_buf
        headers; /* lines "Name: value", each with a line feed; no Content-Length */
    struct hg_buf body;
    bool is_get; /* by GET, without a body; otherwise by POST */
};

/* What is known when a request is made. */
struct hg_channel_moment {
    int64_t now_us; /* wall clock: of this attempt */
    /* Of a message that needs several requests: 0, 1, ... Those that are sent are not sent again, so the same events make
     * the same parts. */
    size_t part;
};

struct hg_channel_sending;
struct hg_channel_answer;

/* A kind of channel for events. */
struct hg_channel_type {
    const char *name;    /* as in the configuration */
    int64_t interval_us; /* at least so long between two messages; 0: one after another */
    /* Pure: make the request of a part; it has the channel's address already. False when there is no such part. */
    bool (*write_request)(const struct hg_channel_settings *settings,
                          const struct hg_message *message,
                          const struct hg_channel_moment *moment,
                          struct hg_channel_request *request);
    /* Of a kind that sends no HTTP; otherwise NULL, like the next one. Blocks until the request is delivered, or not, until
     * the time of the sending or the channel is over, or until a signal came. Thread-safe. */
    void (*deliver)(const struct hg_channel_sending *sending,
                    const struct hg_channel_request *request,
                    struct hg_channel_answer *answer);
    /* Append what happens with the body, in lines for people: without secrets. */
    void (*show)(const struct hg_channel_settings *settings,
                 const struct hg_message *message,
                 const struct hg_channel_request *request, struct hg_sink *sink);
    /* In place of it, for a channel that is sent how things are after each check, and is never sent it again: the same
     * for a state. */
    bool (*write_state)(const struct hg_channel_settings *settings,
                        const struct hg_run_state *state,
                        const struct hg_channel_moment *moment,
                        struct hg_channel_request *request);
};

/* What became of a request, or of all requests of a message. */
struct hg_channel_answer {
    enum hg_delivery_status status;
    int64_t
        retry_after_us; /* how long the other side wants to be left alone; 0: it did not say */
    char problem[256]; /* one sentence without secrets; "" when it was sent */
    /* Of a message: its parts that were sent or rejected, those of earlier attempts included; and, where it is deferred
     * later, the problem of the first one that was rejected. */
    size_t parts;
    char rejection[256];
};

/* Never NULL. */
const struct hg_channel_type *
hg_channel_type_of(const struct hg_channel_settings *settings);
void hg_channel_request_init(struct hg_channel_request *request,
                             const struct hg_channel_settings *settings);
void hg_channel_request_release(struct hg_channel_request *request);
bool hg_channel_wants_states(const struct hg_channel_settings *settings);

/* A message or a state on its way through a channel. */
struct hg_channel_sending {
    const struct hg_channel_settings *settings; /* borrowed, like the next three */
    const struct hg_message *message;
    const struct hg_run_state
        *state; /* in place of the message where the channel wants states */
    const struct hg_cancel *cancel;
    int64_t end_us; /* monotonic: no attempt takes longer */
    struct hg_channel_answer answer;
};
/* Append the requests as they would be sent, for people: without secrets. */
void hg_channel_describe(const struct hg_channel_sending *sending, int64_t now_us,
                         struct hg_sink *sink);

/* Where the end of flights can be waited for. Init and release around all of its flights. */
struct hg_channel_arrivals {
    pthread_mutex_t lock; /* guards the count, and which flights have landed */
    pthread_cond_t changed;
    size_t count; /* flights that landed, and were not waited for yet */
};
void hg_channel_arrivals_init(struct hg_channel_arrivals *arrivals);
void hg_channel_arrivals_release(struct hg_channel_arrivals *arrivals);
/* Block until a flight has landed since the last call, or until the monotonic time. */
void hg_channel_arrivals_wait(struct hg_channel_arrivals *arrivals, int64_t until_us);

/* Send in the background, by a thread, which first joins another one (`before`, now owned; NULL: none), and at the end tells
 * `arrivals` (NULL: nothing is told); what the sending points to must stay until it is joined. Never NULL. */
struct hg_channel_flight *
hg_channel_flight_start(const struct hg_channel_sending *sending,
                        struct hg_channel_flight *before,
                        struct hg_channel_arrivals *arrivals);
/* Whether joining it does not wait for another thread. It was started with arrivals. */
bool hg_channel_flight_has_landed(struct hg_channel_flight *flight);
/* Block until it has its answer, and free it. Without a thread it is sent here. */
void hg_channel_flight_join(struct hg_channel_flight *flight,
                            struct hg_channel_answer *answer);

/* Pointers to rows. */
const struct hg_channel *const *hg_channels(size_t *count);
/* NULL when there is none of that name. */
const struct hg_channel *hg_channel_find(const char *name);
void hg_delivery_release(struct hg_delivery *delivery);

#endif
